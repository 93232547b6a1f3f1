// Keys for clerical work: ? shows them, / searches, j and k walk the items, e edits, Ctrl+Z undoes outside fields.
import { isWriting, submit } from "./page";

const ITEM = "[data-item], ul.outline > li.item";
const EDIT = '[data-edit], a[href$="/edit"]';
const UNDO = 'form[data-undo], form[action$="/undo"]';

function items(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ITEM)].filter((it) => it.offsetParent !== null);
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(ITEM) ?? null;
}

function walk(step: 1 | -1): void {
  const all = items();
  const here = current();
  // Nothing chosen yet: begin with what one sees.
  const visible = all.findIndex((it) => it.getBoundingClientRect().bottom > 80);
  const start = here ? all.indexOf(here) + step : Math.max(visible, 0);
  const next = all[Math.min(Math.max(start, 0), all.length - 1)];
  if (!next) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(selector: string, within: ParentNode | null): boolean {
  const target = within?.querySelector<HTMLElement>(selector);
  if (!target) return false;
  if (target instanceof HTMLFormElement) submit(target);
  else target.click();
  return true;
}

function react(event: KeyboardEvent): boolean {
  if (isWriting(event.target) || event.altKey) return false;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") return press(UNDO, document);
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[data-modal]")) return false;
  switch (event.key) {
    case "?":
      return press("[data-keys]", document);
    case "/": {
      const search = document.querySelector<HTMLInputElement>("input[type=search]");
      search?.focus();
      search?.select();
      return search !== null;
    }
    case "j":
      walk(1);
      return true;
    case "k":
      walk(-1);
      return true;
    case "e":
      return press(EDIT, current());
    default:
      return false;
  }
}

export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (!event.defaultPrevented && react(event)) event.preventDefault();
  });
}
