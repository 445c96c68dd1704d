// <quick-exit><a href="…"></a></quick-exit>: leaves at once by the link, or when Shift alone is
// pressed three times in a row while nothing is being typed. The page is covered before the other
// site answers, and Back does not return here.
const PRESSES = 3;
const WITHIN_MS = 2000; // three unhurried presses; single ones while reading never add up
const FIELDS = "input, textarea, select, [contenteditable]";

class QuickExit extends HTMLElement {
  connectedCallback() {
    this.presses = [];
    this.addEventListener("click", (event) => this.leave(event));
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("keydown", (event) => this.count(event), { signal, capture: true });
    for (const name of ["pointerdown", "wheel", "compositionstart"]) {
      document.addEventListener(name, () => this.forget(), { signal, passive: true });
    }
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  forget() {
    this.presses = [];
  }

  count(event) {
    if (!this.isBareShift(event)) return this.forget();
    if (event.repeat) return;
    const now = Date.now();
    this.presses = [...this.presses.filter((at) => now - at < WITHIN_MS), now];
    if (this.presses.length >= PRESSES) this.leave(event);
  }

  // A virtual keyboard presses Shift by itself, a key without a place on any board (`code`); anyone
  // who writes presses it all the time.
  isBareShift(event) {
    if (event.key !== "Shift" || !event.code || event.isComposing) return false;
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    return !document.activeElement?.closest(FIELDS) && !event.target.closest?.(FIELDS);
  }

  leave(event) {
    event.preventDefault();
    const address = this.querySelector("a").href;
    document.documentElement.hidden = true;
    document.title = " ";
    for (const medium of document.querySelectorAll("video, audio")) medium.pause();
    try {
      sessionStorage.setItem("left-to", address);
    } catch {
      // no storage: this page is still replaced in the history
    }
    location.replace(address);
  }
}

customElements.define("quick-exit", QuickExit);
