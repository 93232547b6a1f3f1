// htmx with its event stream, and a swap that keeps focus, scroll and what is being typed.
import htmx from "htmx.org";
import "htmx-ext-sse";
import { Idiomorph } from "idiomorph";

// The styles come from app.css, and no page carries code to be evaluated.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

const OUTER = ["morph", "morph:outerHTML"];

htmx.defineExtension("morph", {
  isInlineSwap: (style: string) => OUTER.includes(style),
  handleSwap: (style: string, target: Node, fragment: Node) => {
    if (!style.startsWith("morph") || !(target instanceof Element)) return false;
    const pieces = (fragment as DocumentFragment).children;
    // The field that somebody is writing in keeps its text.
    const settings = { morphStyle: OUTER.includes(style) ? ("outerHTML" as const) : ("innerHTML" as const), ignoreActiveValue: true };
    return Idiomorph.morph(target, pieces, settings) as Node[];
  },
});

// A refusal is put into the page only where the answer says so itself (HX-Retarget or HX-Reswap): a text that
// somebody wrote is never swapped away by a message.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent).detail as { xhr: XMLHttpRequest; shouldSwap: boolean };
  const asks = ["HX-Retarget", "HX-Reswap"].some((name) => detail.xhr.getResponseHeader(name) !== null);
  if (asks && (detail.xhr.status === 409 || detail.xhr.status === 422)) detail.shouldSwap = true;
});
