// <ask-form similar="address"><form>…: while somebody writes, marks in place what could tell who
// they are (nothing of that leaves the browser), asks the site's own server what was answered
// already, and counts characters. Without it the form's buttons do the same.
import { identifying, readTable } from "../lib/identifying.js";
import { text } from "../lib/strings.js";

const HINT_PAUSE_MS = 400;
const SIMILAR_PAUSE_MS = 700;

class AskForm extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.field = this.querySelector('textarea[name="text"]:not([hidden])');
    this.addEventListener("click", (event) => this.onClick(event));
    if (!this.field) return;
    this.shortest = Number(this.getAttribute("shortest"));
    this.longest = Number(this.getAttribute("longest"));
    this.answers = this.querySelector("[data-similar]");
    this.querySelector("[data-check]")?.remove();
    this.table = readTable(JSON.parse(this.querySelector("[data-identifying]").textContent));
    this.addMarks();
    this.field.addEventListener("input", () => this.onInput());
    this.field.addEventListener("scroll", () => this.follow());
    this.count();
    this.point();
    if (!this.answers.textContent.trim()) this.ask();
  }

  onInput() {
    this.count();
    this.marks.textContent = "";
    clearTimeout(this.pointing);
    clearTimeout(this.asking);
    this.pointing = setTimeout(() => this.point(), HINT_PAUSE_MS);
    this.asking = setTimeout(() => this.ask(), SIMILAR_PAUSE_MS);
  }

  // Said only where it matters: near the end, or past it.
  count() {
    const left = this.longest - [...this.field.value.trim()].length;
    const output = this.querySelector("[data-count]");
    if (left < 0) output.textContent = text("too_many", { n: -left });
    else output.textContent = left < 500 ? text("room_left", { n: left }) : "";
    output.classList.toggle("error", left < 0);
  }

  // A field cannot hold marks, so the same text lies behind it, seen only where it is marked.
  addMarks() {
    this.marks = document.createElement("div");
    this.marks.className = "ask-marks";
    this.marks.setAttribute("aria-hidden", "true");
    this.marks.dir = "auto";
    this.field.before(this.marks);
  }

  point() {
    const letter = this.field.value;
    const hints = identifying(letter.slice(0, this.longest), this.table);
    const pieces = [];
    let at = 0;
    for (const hint of hints) {
      const mark = document.createElement("mark");
      mark.textContent = letter.slice(hint.start, hint.end);
      pieces.push(letter.slice(at, hint.start), mark);
      at = hint.end;
    }
    this.marks.replaceChildren(...pieces, letter.slice(at), "\n");
    this.follow();
    this.list(hints);
  }

  follow() {
    this.marks.scrollTop = this.field.scrollTop;
  }

  list(hints) {
    const said = hints.map((hint) => `${hint.kind}:${hint.words}`).join("\n");
    if (said === this.said) return;
    this.said = said;
    const output = this.querySelector("[data-hints]");
    output.replaceChildren();
    if (!hints.length) return;
    const list = make("ul", { className: "hints" });
    list.append(...hints.map((hint) => this.line(hint)));
    output.append(
      make("h2", { textContent: text("known_by") }),
      make("p", { className: "meta", textContent: text("you_decide") }),
      list,
    );
  }

  line(hint) {
    const words = hint.words.length > 60 ? `${hint.words.slice(0, 57)}...` : hint.words;
    const button = make("button", { type: "button", className: "button-quiet", textContent: text("change_it") });
    button.append(make("span", { className: "visually-hidden", textContent: `: ${words}` }));
    button.addEventListener("click", () => this.change(hint));
    const item = make("li");
    item.append(make("q", { dir: "auto", textContent: words }), make("span", { textContent: this.table.advice[hint.kind] }), button);
    return item;
  }

  // The next key replaces the words; where they stand by now.
  change(hint) {
    const at = this.field.value.indexOf(hint.words, Math.max(0, hint.start - hint.words.length));
    const start = at < 0 ? this.field.value.indexOf(hint.words) : at;
    this.field.focus();
    if (start >= 0) this.field.setSelectionRange(start, start + hint.words.length);
  }

  // An answer that comes after a newer question was asked is thrown away.
  async ask() {
    const { length } = this.field.value.trim();
    this.pending?.abort();
    if (length < this.shortest || length > this.longest) {
      this.answers.replaceChildren();
      return;
    }
    this.pending = new AbortController();
    const html = await this.fragment(this.getAttribute("similar"), new FormData(this.form));
    if (html !== null) this.answers.innerHTML = html;
  }

  async fragment(address, data) {
    const body = new URLSearchParams(data);
    const headers = { "X-Fragment": "1" };
    try {
      const response = await fetch(address, { method: "POST", body, headers, signal: this.pending?.signal });
      return response.ok ? await response.text() : null;
    } catch {
      return null; // the look-over asks again
    }
  }

  async onClick(event) {
    const button = event.target.closest("[data-me-too]");
    if (!button) return;
    event.preventDefault();
    const data = new URLSearchParams({ slug: button.value, csrf_token: this.form.elements.csrf_token.value });
    button.disabled = true;
    const html = await this.fragment(button.getAttribute("formaction"), data);
    if (html === null) {
      button.disabled = false;
      return;
    }
    const said = document.createElement("div");
    said.tabIndex = -1;
    said.innerHTML = html;
    button.replaceWith(said);
    said.focus();
  }
}

function make(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

customElements.define("ask-form", AskForm);
