// Who comes to a part of a page, such as one they have just opened, has the focus there and not only
// the scroll: it is read on from that place. The browser alone leaves the focus with no element, and
// goes to the part late: a focus given before the page has loaded would be taken away again.
addEventListener("load", () => setTimeout(arrive), { once: true });

function arrive() {
  const part = document.querySelector(":target");
  if (!part || document.activeElement !== document.body) return;
  part.focus({ preventScroll: true });
  if (document.activeElement !== part) lend(part);
}

function lend(element) {
  element.tabIndex = -1;
  element.dataset.arrived = "";
  element.focus({ preventScroll: true });
  element.addEventListener("blur", () => {
    element.removeAttribute("tabindex");
    delete element.dataset.arrived;
  }, { once: true });
}
