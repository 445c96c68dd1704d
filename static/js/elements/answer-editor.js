// <answer-editor live="/desk/…/answer/live"> around the answer's form, its toolbar, its video and
// how it reads: the toolbar puts marks into the text, and what a reader will see follows while
// somebody writes. Without script the text is written with its marks, and the form shows it.
import { clock } from "../lib/clock.js";
import { linked, marked, standing, titled, wrapped } from "../lib/markdown-marks.js";
import { rovingFocus } from "../lib/roving.js";
import { text } from "../lib/strings.js";

const PAUSE_MS = 400; // of typing; the site takes some 20 ms for 1,500 words
const KEYS = { b: "strong", i: "emphasis", k: "link" };
const LIVE = ["counts", "problems", "preview"];

class AnswerEditor extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea[name=markdown]");
    this.tools = this.querySelector("[role=toolbar]");
    if (!this.area || !this.tools || this.isListening) return;
    this.isListening = true;
    this.owner = this.area.form;
    this.video = this.querySelector("video");
    this.status = this.querySelector(":scope > [role=status]");
    this.querySelector("[data-without-script]").hidden = true;
    this.dataset.view = "write";
    rovingFocus(this.tools);
    this.tools.addEventListener("click", (event) => this.onTool(event));
    this.area.addEventListener("keydown", (event) => this.onKey(event));
    this.area.addEventListener("input", () => this.soon());
    this.addEventListener("change", ({ target }) => this.onView(target));
    this.addEventListener("click", (event) => this.onClick(event));
    this.addEventListener("submit", (event) => this.onSubmit(event));
    this.video?.addEventListener("timeupdate", () => this.showMoment());
  }

  onTool(event) {
    const name = event.target.closest("button")?.dataset.mark;
    if (name) this.put(name);
  }

  onKey(event) {
    const name = KEYS[event.key.toLowerCase()];
    if (!name || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.put(name);
  }

  get selection() {
    const { value, selectionStart: start, selectionEnd: end } = this.area;
    return { value, start, end };
  }

  put(name) {
    const edits = {
      part: () => titled(this.selection, text("answer_part_words")),
      strong: () => wrapped(this.selection, "**", "**", text("answer_strong_words")),
      emphasis: () => wrapped(this.selection, "*", "*", text("answer_emphasis_words")),
      aside: () => wrapped(this.selection, "(", ")", text("answer_aside_words")),
      link: () => linked(this.selection, "https://", text("answer_link_words")),
      quotation: () => marked(this.selection, "> "),
      list: () => marked(this.selection, "- "),
      checklist: () => marked(this.selection, "- [ ] "),
      moment: () => this.moment(),
    };
    const edit = edits[name]?.();
    if (edit) this.replace(edit);
  }

  moment() {
    const seconds = Math.floor(this.video.currentTime);
    const edit = linked(this.selection, `#t=${seconds}`, text("answer_at", { time: clock(seconds) }));
    const at = edit.from + edit.words.length;
    return { ...edit, start: at, end: at };
  }

  // As if it were typed, so that the browser's own undo takes it back.
  replace({ from, to, words, start, end }) {
    this.area.focus();
    this.area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, words)) {
      this.area.setRangeText(words, from, to, "end");
      this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    this.area.setSelectionRange(start, end);
  }

  onView(target) {
    if (target.name === "answer-view") this.dataset.view = target.value;
  }

  onClick(event) {
    const line = event.target.closest("a[data-line]");
    const moment = event.target.closest("a.seek");
    const picture = event.target.closest("button[data-insert]");
    if (picture) this.replace(standing(this.selection, picture.dataset.insert));
    if (line) {
      event.preventDefault();
      this.goTo(Number(line.dataset.line));
    } else if (moment && this.video) {
      event.preventDefault();
      this.video.currentTime = Number(moment.dataset.seek);
    }
  }

  // A picture is sent from here, so that nothing of the text has to leave the page.
  async onSubmit(event) {
    const form = event.target.closest("form[data-send]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    const options = { method: "POST", body: new FormData(form), headers: { "X-Fragment": "1" } };
    const answer = await fetch(form.action, options).catch(() => null);
    const html = answer && !answer.redirected ? await answer.text() : "";
    const part = new DOMParser().parseFromString(html, "text/html").querySelector("[data-live=pictures]");
    if (!part) this.status.textContent = text("answer_not_sent");
    else this.querySelector("[data-live=pictures]").replaceWith(document.adoptNode(part));
    part?.querySelector("[role=alert], button[data-insert]")?.focus();
  }

  goTo(number) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  }

  showMoment() {
    const button = this.tools.querySelector("[data-mark=moment]");
    if (button) button.textContent = text("answer_moment", { time: clock(this.video.currentTime) });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), PAUSE_MS);
  }

  // One question at a time: where more was typed meanwhile, the next follows the answer.
  async show() {
    if (this.isAsking) return this.soon();
    this.isAsking = true;
    const answer = await this.ask().catch(() => null);
    this.isAsking = false;
    if (answer?.ok && !answer.redirected) this.take(await answer.text());
    else this.status.textContent = text("answer_stale");
  }

  ask() {
    const token = this.owner.elements.csrf_token.value;
    const body = new URLSearchParams({ csrf_token: token, markdown: this.area.value });
    return fetch(this.getAttribute("live"), { method: "POST", body });
  }

  take(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const before = this.count();
    for (const name of LIVE) {
      const part = page.querySelector(`[data-live=${name}]`);
      if (part) this.querySelector(`[data-live=${name}]`).replaceWith(document.adoptNode(part));
    }
    const now = this.count();
    if (now !== before) this.status.textContent = now ? text("answer_things", { n: now }) : text("answer_nothing");
  }

  count() {
    return Number(this.querySelector("[data-live=problems]").dataset.count);
  }
}

customElements.define("answer-editor", AnswerEditor);
