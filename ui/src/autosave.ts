// A form with data-autosave is sent after a short quiet or when its field is left, and says whether it was kept.
import htmx from "htmx.org";
import { on, word } from "./page";

const QUIET_MS = 600;
const FORM = "form[data-autosave]";

type State = "unsaved" | "saving" | "saved" | "failed";

interface Draft {
  timer: number;
  /** Counts what was written, so that an answer knows whether it is about the newest text. */
  written: number;
  sent: number;
  kept: number;
  /** Sent as a page of its own: leaving is what was asked. */
  isLeaving: boolean;
}

const drafts = new WeakMap<HTMLElement, Draft>();

function draftOf(form: HTMLElement): Draft {
  const known = drafts.get(form);
  if (known) return known;
  const draft = { timer: 0, written: 0, sent: 0, kept: 0, isLeaving: false };
  drafts.set(form, draft);
  return draft;
}

function show(form: HTMLElement, state: State): void {
  form.dataset["state"] = state;
  const place = form.querySelector<HTMLElement>("[data-autosave-state]");
  if (!place) return;
  const text = word(place, state);
  if (place.textContent !== text) place.textContent = text;
}

function send(form: HTMLFormElement): void {
  const draft = draftOf(form);
  window.clearTimeout(draft.timer);
  // One at a time: an older text must not arrive after a newer one.
  if (draft.written === draft.sent || draft.sent > draft.kept || !form.isConnected) return;
  // A form with htmx words of its own sends itself, at its own moments or when told "autosave".
  if (form.hasAttribute("hx-post")) htmx.trigger(form, "autosave", {});
  else void htmx.ajax("post", form.action, { source: form, swap: "none" });
}

function answered(form: HTMLFormElement, wasKept: boolean): void {
  const draft = draftOf(form);
  if (wasKept) {
    draft.kept = draft.sent;
    if (draft.written === draft.kept) show(form, "saved");
    else send(form);
    return;
  }
  // The text is still there and still unsaved: the next key or leaving the field tries again.
  draft.sent = draft.kept;
  show(form, "failed");
}

export function autosave(): void {
  on("input", FORM, (form) => {
    const draft = draftOf(form);
    draft.written += 1;
    show(form, "unsaved");
    window.clearTimeout(draft.timer);
    draft.timer = window.setTimeout(() => send(form as HTMLFormElement), QUIET_MS);
  });
  on("focusout", FORM, (form) => send(form as HTMLFormElement));
  on("submit", FORM, (form) => {
    draftOf(form).isLeaving = true;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt } = (event as CustomEvent).detail as { elt: Element };
    if (!(elt instanceof HTMLFormElement && elt.matches(FORM))) return;
    const draft = draftOf(elt);
    window.clearTimeout(draft.timer);
    draft.isLeaving = false;
    draft.sent = draft.written;
    show(elt, "saving");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent).detail as { elt: Element; successful: boolean };
    if (elt instanceof HTMLFormElement && elt.matches(FORM)) answered(elt, successful);
  });
  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll<HTMLFormElement>(FORM)];
    const drafts = forms.map(draftOf);
    if (!drafts.some((draft) => draft.written > draft.kept && !draft.isLeaving)) return;
    event.preventDefault();
    event.returnValue = "";
  });
}
