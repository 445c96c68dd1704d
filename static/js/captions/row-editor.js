// The fields of the caption that is being edited, in its line of the table. What is typed becomes an
// edit when typing pauses, when the field is left, and before anything else is done.
import { text } from "../lib/strings.js";
import * as commands from "./commands.js";
import { element } from "./table.js";
import { measures, voiceAndBody, withBody } from "./text.js";
import { parsedTime, shortTime } from "./times.js";

const PAUSE_MS = 800;
const LONGEST_MS = 2000; // nobody who types on without a pause loses more
const STEP_MS = 100;

export class RowEditor {
  // host: {frameMs, commit(edit), typing(words), limits}
  constructor(host) {
    this.host = host;
  }

  get isDirty() {
    return Boolean(this.words) && this.words.value !== voiceAndBody(this.row.text)[1];
  }

  // Makes the line one with fields; the line that had them is drawn again by the table.
  open(line, row, number) {
    Object.assign(this, { line, row, number });
    const [speaker, body] = voiceAndBody(row.text);
    line.setAttribute("aria-current", "true");
    const [head, times, who, words, rate] = line.cells;
    head.replaceChildren(element("span", "caption-number", String(number)));
    this.start = this.field("input", text("start_of", { n: number }), shortTime(row.start));
    this.end = this.field("input", text("end_of", { n: number }), shortTime(row.end));
    times.replaceChildren(this.start, this.end);
    this.speaker = this.field("input", text("speaker_of", { n: number }), speaker);
    this.speaker.setAttribute("list", "caption-speakers");
    who.replaceChildren(this.speaker);
    this.words = this.field("textarea", text("text_of", { n: number }), body);
    this.words.rows = 2;
    this.words.setAttribute("aria-describedby", "caption-counts");
    this.counts = element("span", "caption-counts quiet");
    this.counts.id = "caption-counts";
    words.replaceChildren(this.words, this.counts, ...[...words.querySelectorAll(".caption-problem")]);
    this.rate = rate;
    this.listen();
    this.count();
    return line;
  }

  field(tag, label, value) {
    const node = document.createElement(tag);
    node.setAttribute("aria-label", label);
    node.value = value;
    node.dir = "auto";
    node.autocomplete = "off";
    return node;
  }

  listen() {
    this.words.addEventListener("input", () => this.onInput());
    this.words.addEventListener("compositionstart", () => { this.isComposing = true; });
    this.words.addEventListener("compositionend", () => {
      this.isComposing = false;
      this.onInput();
    });
    this.words.addEventListener("blur", () => this.flush());
    for (const field of [this.start, this.end, this.speaker]) {
      field.addEventListener("change", () => this.flush());
    }
    for (const field of [this.start, this.end]) field.addEventListener("keydown", (event) => this.onTimeKey(event, field));
  }

  onInput() {
    this.count();
    this.host.typing(this.isDirty ? { id: this.row.id, body: this.words.value } : null);
    clearTimeout(this.timer);
    this.since ??= Date.now();
    const wait = Math.min(PAUSE_MS, Math.max(LONGEST_MS - (Date.now() - this.since), 0));
    this.timer = setTimeout(() => this.flush(), wait);
  }

  // Letters that are being composed are not words yet.
  flush() {
    clearTimeout(this.timer);
    if (!this.line?.isConnected || this.isComposing) return;
    this.since = null;
    if (this.isDirty) this.host.commit(commands.setBody(this.row, this.words.value));
    this.host.typing(null);
    if (this.speaker.value.trim() !== voiceAndBody(this.row.text)[0]) this.host.commit(commands.setSpeaker(this.row, this.speaker.value));
    this.flushTimes();
  }

  flushTimes() {
    const [start, end] = [this.start, this.end].map((field) => {
      const ms = parsedTime(field.value);
      field.setAttribute("aria-invalid", ms === null);
      return ms;
    });
    if (start === null || end === null) return this.host.announce(text("no_time"));
    if (shortTime(start) === shortTime(this.row.start) && shortTime(end) === shortTime(this.row.end)) return null;
    return this.host.commit(commands.setTimes(this.row, start, end));
  }

  // Letters mean nothing in a time: H is here, P plays.
  onTimeKey(event, field) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? this.host.frameMs : STEP_MS;
    const act = {
      ArrowUp: () => this.nudge(field, step),
      ArrowDown: () => this.nudge(field, -step),
      h: () => this.setHere(field === this.start ? "start" : "end"),
      p: () => this.host.play(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  nudge(field, byMs) {
    const ms = parsedTime(field.value);
    if (ms === null) return;
    field.value = shortTime(Math.max(Math.round(ms + byMs), 0));
    this.flush();
  }

  setHere(which) {
    this[which].value = shortTime(this.host.nowMs);
    this.flush();
  }

  // The row has changed beneath: by an undo, by others. What is being typed stays.
  refresh(row, number, remarks) {
    const wasTyping = this.isDirty;
    Object.assign(this, { row, number });
    this.line.row = row;
    this.line.number = number;
    this.line.setAttribute("aria-rowindex", number + 1);
    const [speaker, body] = voiceAndBody(row.text);
    [this.start.value, this.end.value] = [shortTime(row.start), shortTime(row.end)];
    this.speaker.value = speaker;
    if (!wasTyping && this.words.value !== body) this.words.value = body;
    this.line.cells[0].replaceChildren(element("span", "caption-number", String(number)));
    for (const old of this.line.querySelectorAll(".caption-problem")) old.remove();
    this.words.parentElement.append(...remarks);
    this.count();
    return this.line;
  }

  count() {
    const { limits } = this.host;
    const row = { ...this.row, text: withBody(this.row.text, this.words.value) };
    const { rate, longest, lines } = measures(row);
    const isFast = limits.second !== null && rate > limits.second;
    const isLong = longest > limits.line || lines > limits.lines;
    this.rate.replaceChildren(element("span", isFast ? "over" : "", Number.isFinite(rate) ? String(rate) : "–"));
    this.counts.classList.toggle("over", isLong);
    this.counts.textContent = text("line_counts", { counts: this.words.value.split("\n").map((line) => [...line].length).join(", "), most: limits.line });
  }
}
