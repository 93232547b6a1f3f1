// Says when the line to the server is lost and when it is back; the stream itself tries again on its own.
import { word } from "./page";

export function live(): void {
  const banner = document.getElementById("connection");
  if (!banner) return;
  let isLost = false;
  let timer = 0;
  const lost = (): void => {
    window.clearTimeout(timer);
    isLost = true;
    banner.textContent = word(banner, "lost");
    banner.dataset["state"] = "lost";
  };
  const back = (): void => {
    if (!isLost) return;
    isLost = false;
    banner.textContent = word(banner, "back");
    banner.dataset["state"] = "back";
    timer = window.setTimeout(() => {
      banner.textContent = "";
      delete banner.dataset["state"];
    }, 4000);
  };
  document.addEventListener("htmx:sseError", lost);
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:sseOpen", back);
  document.addEventListener("htmx:afterOnLoad", back);
  window.addEventListener("offline", lost);
  window.addEventListener("online", back);
}
