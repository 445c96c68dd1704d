// One stop for Tab in a toolbar; the arrows lead from button to button, Home and End to its ends.
export function rovingFocus(toolbar) {
  const buttons = [...toolbar.querySelectorAll("button")];
  for (const [place, button] of buttons.entries()) button.tabIndex = place ? -1 : 0;
  const go = (button) => {
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
    button.focus();
  };
  toolbar.addEventListener("focusin", (event) => {
    for (const other of buttons) other.tabIndex = other === event.target ? 0 : -1;
  });
  toolbar.addEventListener("keydown", (event) => {
    const place = buttons.indexOf(document.activeElement);
    const isMirrored = getComputedStyle(toolbar).direction === "rtl";
    const way = { ArrowRight: isMirrored ? -1 : 1, ArrowLeft: isMirrored ? 1 : -1 }[event.key];
    const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? (way ? (place + way + buttons.length) % buttons.length : null);
    if (next === null) return;
    event.preventDefault();
    go(buttons[next]);
  });
}
