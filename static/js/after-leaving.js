// Back, after somebody left by "Leave this site", shows nothing of the site. Not a module: it must
// run before anything is drawn.
(() => {
  const goOn = () => {
    const address = sessionStorage.getItem("left-to");
    if (!address) return;
    document.documentElement.hidden = true;
    location.replace(address);
  };
  try {
    const [visit] = performance.getEntriesByType("navigation");
    if (visit?.type === "back_forward") goOn();
    else sessionStorage.removeItem("left-to");
    addEventListener("pageshow", (event) => event.persisted && goOn());
  } catch {
    // no storage: the page that was left is gone from the history all the same
  }
})();
