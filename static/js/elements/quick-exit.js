// <quick-exit><a href="…"></a></quick-exit>: leaves at once by the link, or when Shift is pressed
// three times. The page goes blank before the other site answers, and Back does not return here.
const PRESSES = 3;
const WITHIN_MS = 2000;
const AT_WORK = ".desk :is(input, textarea)"; // a producer would lose what is typed

class QuickExit extends HTMLElement {
  connectedCallback() {
    this.presses = [];
    this.leave = this.leave.bind(this);
    this.count = this.count.bind(this);
    this.addEventListener("click", this.leave);
    document.addEventListener("keydown", this.count);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.count);
  }

  count(event) {
    if (event.key !== "Shift" || event.target.matches?.(AT_WORK)) {
      this.presses = [];
      return;
    }
    if (event.repeat) return;
    const now = Date.now();
    this.presses = [...this.presses.filter((at) => now - at < WITHIN_MS), now];
    if (this.presses.length >= PRESSES) this.leave(event);
  }

  leave(event) {
    event.preventDefault();
    const address = this.querySelector("a").href;
    for (const medium of document.querySelectorAll("video, audio")) medium.pause();
    document.documentElement.style.setProperty("visibility", "hidden");
    document.title = " ";
    location.replace(address);
  }
}

customElements.define("quick-exit", QuickExit);
