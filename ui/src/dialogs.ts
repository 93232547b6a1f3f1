// A link with data-opens="id" opens the dialog of this page instead of the page that says the same.
import { on } from "./page";

export function dialogs(): void {
  on("click", "[data-opens]", (opener, event) => {
    const dialog = document.getElementById(opener.dataset["opens"] ?? "");
    if (!(dialog instanceof HTMLDialogElement) || typeof dialog.showModal !== "function") return;
    event.preventDefault();
    if (dialog.open) return;
    // Safari 15 does not know :modal.
    dialog.dataset["modal"] = "yes";
    dialog.addEventListener("close", () => delete dialog.dataset["modal"], { once: true });
    dialog.showModal();
  });
  on("click", "[data-closes]", (closer, event) => {
    const dialog = closer.closest("dialog");
    // A dialog that is a page of its own is left by its link.
    if (!dialog || !dialog.dataset["modal"]) return;
    event.preventDefault();
    dialog.close();
  });
}
