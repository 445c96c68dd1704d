// <search-box source="/search/suggest" when="typed|asked"><input type="search"></search-box>: offers
// words, questions, topics and people below the field, by the combobox pattern of ARIA 1.2. It opens
// as someone types; when="asked" only by the arrow down, for the page whose results change already.
// Without it the field is a plain one.
import { optionFor } from "../lib/search-options.js";
import { text } from "../lib/strings.js";

const PAUSE_MS = 120;
const SHORTEST = 2;
let made = 0;

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.list) return;
    this.list = document.createElement("div");
    this.list.id = `suggestions-${(made += 1)}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", text("suggestions"));
    this.list.hidden = true;
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    this.describe();
    this.input.addEventListener("input", (event) => this.typed(event));
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.form?.addEventListener("submit", () => this.close());
    // The field keeps the focus while an option is clicked.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
  }

  describe() {
    const says = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-haspopup": "listbox", "aria-controls": this.list.id, autocomplete: "off",
    };
    for (const [name, value] of Object.entries(says)) this.input.setAttribute(name, value);
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]')];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  typed(event) {
    clearTimeout(this.timer);
    if (event.isComposing) return;
    if (this.getAttribute("when") === "asked") return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  // An answer that comes after a newer question was asked is thrown away; none at all is not a fault.
  async ask() {
    this.pending?.abort();
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) return this.close();
    const { signal } = (this.pending = new AbortController());
    const address = new URL(this.getAttribute("source"), location.href);
    address.search = new URLSearchParams({ q: this.input.value });
    try {
      const response = await fetch(address, { signal });
      const answer = response.ok ? await response.json() : { suggestions: [] };
      if (signal.aborted || document.activeElement !== this.input) return;
      this.show(answer.suggestions, typed);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions, typed) {
    this.activate(null);
    this.list.replaceChildren(
      ...suggestions.map((one, index) => optionFor(one, `${this.list.id}-${index}`, typed)),
    );
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    const count = suggestions.length;
    this.status.textContent = count ? text("suggestion_count", { n: count }) : "";
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.activate(null);
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  async pressed(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || (event.key === "ArrowUp" && this.isOpen)) {
      event.preventDefault();
      if (event.altKey && event.key === "ArrowUp") return this.close();
      if (!this.isOpen) await this.ask();
      if (!event.altKey) this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault(); // the first closes the list, the next empties the field
      this.close();
    } else if (event.key === "Enter" && this.active) {
      event.preventDefault();
      this.choose(this.active, event);
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.close();
    }
  }

  // Through the field itself: above the first option and below the last none is active.
  // What is still on its way is not wanted any more: it would take the choice away.
  step(by) {
    clearTimeout(this.timer);
    this.pending?.abort();
    const options = this.options;
    if (!options.length) return;
    const places = options.length + 1;
    const place = (options.indexOf(this.active) + 1 + by + places) % places;
    this.activate(options[place - 1] ?? null);
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  clicked(event) {
    const option = event.target.closest('[role="option"]');
    if (option) this.choose(option, event);
  }

  choose(option, event) {
    const { kind, words, address } = option.dataset;
    this.close();
    if (kind === "words") {
      this.input.value = words;
      this.input.form?.requestSubmit();
    } else if (event.ctrlKey || event.metaKey) {
      window.open(address, "_blank", "noopener");
    } else {
      location.assign(address);
    }
  }
}

customElements.define("search-box", SearchBox);
