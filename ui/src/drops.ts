// A plain file field inside data-drop takes a file that is dropped anywhere on it; the browser says which one it holds.
import { on } from "./page";

export function drops(): void {
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
    const input = zone.querySelector<HTMLInputElement>("input[type=file]");
    const files = event.dataTransfer?.files;
    if (!input || !files || files.length === 0) return;
    event.preventDefault();
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
