// An opened menu is left by Escape or by a click elsewhere, as anybody expects.
function leave(menu: HTMLDetailsElement): void {
  menu.open = false;
}

export function menus(): void {
  const opened = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      leave(menu);
      menu.querySelector<HTMLElement>("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const target = event.target;
    for (const menu of opened()) if (!(target instanceof Node && menu.contains(target))) leave(menu);
  });
}
