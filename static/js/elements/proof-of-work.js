// <proof-of-work challenge="{…}"><input type="hidden"><p data-state></p></proof-of-work>: does the
// work that holds machines off while the person reads, and lets the form go when it is done. If it
// cannot be done the form goes without, and a person looks at it first.
import { solve } from "../lib/proof.js";
import { text } from "../lib/strings.js";

class ProofOfWork extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.closest("form");
    this.input = this.querySelector("input");
    this.state = this.querySelector("[data-state]");
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("pageshow", (event) => this.onReturn(event));
    this.work();
  }

  async work() {
    try {
      this.input.value = await solve(JSON.parse(this.getAttribute("challenge")));
    } catch {
      this.input.value = "";
    }
    this.isDone = true;
    this.state.textContent = "";
    if (this.waiting) this.form.requestSubmit(this.waiting);
  }

  // Back after sending: some browsers kept the page as it was, words and all.
  onReturn(event) {
    if (event.persisted && this.sent) location.replace("/ask");
    this.sent = false;
  }

  // A second press of Send does nothing; other buttons of the form go their own way at once.
  onSubmit(event) {
    if (event.submitter?.hasAttribute("formaction")) return;
    if (this.sent) {
      event.preventDefault();
    } else if (this.isDone) {
      this.sent = true;
    } else {
      event.preventDefault();
      this.waiting = event.submitter;
      this.state.textContent = text("one_moment");
    }
  }
}

customElements.define("proof-of-work", ProofOfWork);
