// What on the page can be pressed, and by how many pixels: the targets smaller than 44 by 44, folded
// ones too. A target is where a press counts, so its words may be drawn smaller.
//
// Links inside a sentence are left out, as WCAG 2.5.5 does: their lines decide how high they are.
() => {
  const LEAST = 44;
  const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=slider]";

  const isThere = (one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).pointerEvents !== "none" && !one.closest(".visually-hidden, .skip-link, .ask-trap");

  function isInSentence(one) {
    if (!getComputedStyle(one).display.startsWith("inline")) return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const rest = block.cloneNode(true);
    for (const other of rest.querySelectorAll("a, button")) other.remove();
    return /\p{L}{2}/u.test(rest.textContent);
  }

  function targetOf(one) {
    const parts = [one, ...(one.labels ?? [])];
    const counts = (x, y) => parts.some((part) => part.contains(document.elementFromPoint(x, y)));
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const reach = (right, down) => {
      let pixels = 0;
      while (pixels < LEAST && counts(x + right * pixels, y + down * pixels)) pixels += 1;
      return pixels;
    };
    return [reach(1, 0) + reach(-1, 0), reach(0, 1) + reach(0, -1)];
  }

  const small = [];
  for (const fold of document.querySelectorAll("main details, .site-footer details")) fold.open = true;
  for (const one of document.querySelectorAll(PRESSED)) {
    if (!isThere(one) || isInSentence(one)) continue;
    one.scrollIntoView({ block: "center" });
    const [width, height] = targetOf(one);
    const name = one.textContent.trim().slice(0, 40) || one.getAttribute("aria-label") || one.name;
    if (Math.min(width, height) < LEAST) small.push(`${one.localName} “${name}”: ${width} x ${height}`);
  }
  return small;
}
