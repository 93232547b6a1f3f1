// Small things that every island needs.

/** Listens on the whole page for what happens inside elements that match, now and after later swaps. */
export function on<K extends keyof DocumentEventMap>(kind: K, selector: string, react: (element: HTMLElement, event: DocumentEventMap[K]) => void, capture = false): void {
  document.addEventListener(
    kind,
    (event) => {
      const start = event.target instanceof Element ? event.target : null;
      const element = start?.closest<HTMLElement>(selector);
      if (element) react(element, event);
    },
    capture,
  );
}

/** Words that the server put on an element: `data-word-saved="..."`. */
export function word(element: HTMLElement, name: string): string {
  return element.getAttribute(`data-word-${name}`) ?? "";
}

/** Sends a form as its button would; Safari 15 has no requestSubmit. */
export function submit(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLElement>("button:not([type=button]), input[type=submit]");
  if (button) button.click();
  else form.submit();
}

/** Is somebody writing here? Then keys belong to the text. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select");
}
