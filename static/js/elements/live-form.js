// <live-form target="id"><form action="…">: sends the GET form when typing pauses or a choice
// changes, and puts the fragment that comes back into #id. Without it the form submits.
const PAUSE_MS = 250;

class LiveForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.output = document.getElementById(this.getAttribute("target"));
    if (!this.form || !this.output) return;
    // What is said from here is heard; a status that comes with the fragment would not be.
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.status);
    this.addEventListener("input", () => this.soon());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  address() {
    const address = new URL(this.form.action);
    const values = [...new FormData(this.form)].filter(([, value]) => value !== "");
    address.search = new URLSearchParams(values);
    return address;
  }

  // An answer that comes after a newer question was asked is thrown away.
  async send() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.pending = new AbortController();
    const address = this.address();
    this.output.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { headers: { "X-Fragment": "1" }, signal: this.pending.signal });
      if (!response.ok) throw new Error(`${response.status}`);
      this.output.innerHTML = await response.text();
      history.replaceState(null, "", address);
      this.output.removeAttribute("aria-busy");
      this.status.textContent = this.output.querySelector("[data-said]")?.textContent ?? "";
    } catch (error) {
      if (error.name === "AbortError") return;
      location.assign(address);
    }
  }
}

customElements.define("live-form", LiveForm);
