// A refusal of a partial update is said in the corner, in the server's own words; toasts leave after a while.
const STAY_MS = 8000;

function say(box: HTMLElement, text: string): void {
  const toast = document.createElement("p");
  toast.className = "toast error";
  toast.textContent = text;
  box.append(toast);
}

export function toasts(): void {
  const box = document.getElementById("toasts");
  if (!box) return;
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent).detail as { xhr: XMLHttpRequest };
    if (xhr.getResponseHeader("HX-Retarget") ?? xhr.getResponseHeader("HX-Reswap")) return;
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const text = (answer.querySelector(".problem") ?? answer.querySelector("h1"))?.textContent?.trim();
    if (text) say(box, text);
  });
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((it) => [...it.addedNodes])) {
      // What went wrong stays until it is read; what went well may go.
      if (node instanceof HTMLElement) window.setTimeout(() => node.remove(), node.matches(".error") ? STAY_MS * 3 : STAY_MS);
    }
  }).observe(box, { childList: true });
  box.addEventListener("click", (event) => {
    if (event.target instanceof HTMLElement && !event.target.closest("a, button")) event.target.closest(".toast")?.remove();
  });
}
