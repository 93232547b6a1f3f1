// A plain file field inside data-drop takes files that are dropped on it and says which one it holds.
import { on, submit, word } from "./page";

function field(zone: HTMLElement): HTMLInputElement | null {
  return zone.querySelector<HTMLInputElement>("input[type=file]");
}

function tell(zone: HTMLElement): void {
  const files = field(zone)?.files;
  const place = zone.querySelector<HTMLElement>("[data-drop-state]");
  if (!place) return;
  const names = files ? [...files].map((file) => `${file.name} (${Math.ceil(file.size / 1024)} KB)`) : [];
  place.textContent = names.length === 0 ? word(place, "empty") : names.join(", ");
  zone.dataset["holds"] = String(names.length);
}

export function drops(): void {
  const tellAll = (): void => document.querySelectorAll<HTMLElement>("[data-drop]").forEach(tell);
  tellAll();
  document.addEventListener("htmx:afterSettle", tellAll);
  const over = (zone: HTMLElement, event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.dataset["over"] = "yes";
  };
  on("dragenter", "[data-drop]", over);
  on("dragover", "[data-drop]", over);
  on("dragleave", "[data-drop]", (zone, event) => {
    if (!(event.relatedTarget instanceof Node && zone.contains(event.relatedTarget))) delete zone.dataset["over"];
  });
  on("drop", "[data-drop]", (zone, event) => {
    delete zone.dataset["over"];
    const input = field(zone);
    const files = event.dataTransfer?.files;
    if (!input || !files || files.length === 0) return;
    event.preventDefault();
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  on("change", "[data-drop]", (zone) => {
    tell(zone);
    // Where one file is all that is asked, choosing it is the act.
    const form = zone.closest("form");
    if (form && zone.dataset["drop"] === "send" && field(zone)?.files?.length) submit(form);
  });
}
