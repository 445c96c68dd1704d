// <note-marker for="warnings" key="…" sentence="/desk/…"><video></note-marker>: content notes are made
// while the video runs. One key begins a range and ends it; the row of the form below is filled in,
// and the video waits while somebody says what it is. Without script the form takes the times.
import { shortTime } from "../captions/times.js";
import { clock } from "../lib/clock.js";
import { NoteRows } from "../lib/note-rows.js";
import { text } from "../lib/strings.js";
import { Watched } from "../lib/watched.js";

const STEP_SECONDS = 2;
const SENTENCE_AFTER_MS = 300; // of typing: each asks the site
const OF_A_SENTENCE = ["category", "scope", "treatment", "severity", "start_ms", "end_ms", "skip_to_ms"];

class NoteMarker extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    const list = document.getElementById(this.getAttribute("for"));
    if (!this.video || !list || this.notes) return;
    this.notes = new NoteRows(list);
    this.watched = new Watched(this.video, this.getAttribute("key"));
    this.lanes = this.querySelector(".note-lanes");
    this.status = this.querySelector("[role=status]");
    this.querySelector(".note-tools").hidden = false;
    this.querySelector(".note-tools").addEventListener("click", (event) => this.onTool(event));
    this.video.addEventListener("timeupdate", () => this.onTime());
    this.video.addEventListener("loadedmetadata", () => {
      this.onTime();
      this.draw();
    });
    this.onKey = this.onKey.bind(this);
    document.addEventListener("keydown", this.onKey);
    list.addEventListener("input", (event) => this.onInput(event));
    list.addEventListener("keydown", (event) => this.onRowKey(event));
    document.addEventListener("click", (event) => this.onSuggestion(event));
    this.onTime();
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  get nowMs() {
    return this.video.currentTime * 1000;
  }

  onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, button, a, summary, dialog")) return;
    if (event.key === " " && event.target === this.video) return; // its own controls play it as the key comes up
    const act = {
      w: () => this.mark(), s: () => this.skipHere(), u: () => this.undo(), k: () => this.playOrPause(),
      " ": () => this.playOrPause(),
      arrowleft: () => { this.video.currentTime -= STEP_SECONDS; },
      arrowright: () => { this.video.currentTime += STEP_SECONDS; },
    }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // In a row's menus 1, 2, 3 say how strong it is, and Escape goes back to the video.
  onRowKey(event) {
    const row = event.target.closest(".row");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.video.focus();
      this.video.play().catch(() => {}); // a browser may refuse before a gesture
    } else if (event.target.matches("select") && /^[123]$/.test(event.key)) {
      event.preventDefault();
      this.notes.set(row, "severity", event.key);
    }
  }

  onTool(event) {
    const name = event.target.closest("button")?.dataset.act;
    if (name) ({ mark: () => this.mark(), skip: () => this.skipHere(), undo: () => this.undo() })[name]?.();
  }

  mark() {
    if (this.open) return this.end();
    this.open = this.notes.empty();
    this.last = this.open;
    this.notes.setTime(this.open, "start_ms", this.nowMs);
    this.say("marker_open", { time: clock(this.nowMs / 1000) });
    this.draw();
  }

  end() {
    const row = this.open;
    this.open = null;
    this.notes.setTime(row, "end_ms", Math.max(this.nowMs, (this.notes.time(row, "start_ms") ?? 0) + 1));
    this.video.pause();
    this.say("marker_closed", { time: clock(this.nowMs / 1000) });
    this.draw();
    this.notes.field(row, "category").focus();
  }

  skipHere() {
    if (!this.last || this.open) return;
    this.notes.setTime(this.last, "skip_to_ms", this.nowMs);
    this.say("marker_skip", { time: clock(this.nowMs / 1000) });
  }

  undo() {
    if (!this.last) return;
    for (const name of ["start_ms", "end_ms", "skip_to_ms"]) this.notes.setTime(this.last, name, null);
    this.open = this.last = null;
    this.say("marker_undone");
    this.draw();
  }

  playOrPause() {
    if (this.video.paused) this.video.play().catch(() => {});
    else this.video.pause();
  }

  onSuggestion(event) {
    const button = event.target.closest?.("button[data-suggested]");
    if (!button) return;
    const { category, start, end } = button.dataset;
    const row = this.notes.empty();
    this.last = row;
    this.notes.set(row, "category", category);
    this.notes.set(row, "scope", "video_audio"); // the captions' words are what is heard
    this.notes.setTime(row, "start_ms", Number(start));
    this.notes.setTime(row, "end_ms", Number(end));
    button.closest("li").remove();
    this.draw();
    this.notes.field(row, "treatment").focus();
  }

  onTime() {
    const { percent } = this.watched;
    this.querySelector(".note-watched").textContent = text("marker_watched", { percent });
    // Of a video that never came nothing is counted.
    document.querySelector('input[name="watched"]').value = this.video.duration > 0 ? percent : "";
    this.watched.remember();
    this.lanes.style.setProperty("--at", `${(this.video.currentTime / this.video.duration) * 100 || 0}%`);
  }

  onInput(event) {
    this.draw();
    const row = event.target.closest(".row");
    if (!row) return;
    clearTimeout(this.sentenceTimer);
    this.sentenceTimer = setTimeout(() => this.showSentence(row), SENTENCE_AFTER_MS);
  }

  // As viewers will read it; the site words it, in every language that it speaks.
  async showSentence(row) {
    const values = OF_A_SENTENCE.map((name) => [name, this.notes.field(row, name).value]);
    const answer = await fetch(`${this.getAttribute("sentence")}?${new URLSearchParams(values)}`).catch(() => null);
    const sentence = answer?.ok ? (await answer.json()).sentence : "";
    let output = row.querySelector(".note-sentence");
    if (!output) {
      output = document.createElement("p");
      output.className = "note-sentence field-wide";
      row.append(output);
    }
    output.textContent = sentence ? text("marker_sentence", { sentence }) : "";
  }

  draw() {
    const { duration } = this.video;
    if (!(duration > 0)) return;
    const ranges = this.notes.ranges().map(({ row, start, end }) => this.rangeButton(row, start, end, duration * 1000));
    this.lanes.replaceChildren(...ranges);
  }

  rangeButton(row, start, end, durationMs) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "note-range";
    const name = this.notes.topic(row) || text("marker_unnamed");
    button.textContent = name;
    button.title = `${name}, ${shortTime(start)}${end === null ? "" : `–${shortTime(end)}`}`;
    button.style.insetInlineStart = `${(start / durationMs) * 100}%`;
    button.style.inlineSize = `${(((end ?? start) - start) / durationMs) * 100}%`;
    button.addEventListener("click", () => {
      this.video.currentTime = start / 1000;
      this.notes.field(row, "category").focus();
    });
    return button;
  }

  say(key, values = {}) {
    this.status.textContent = text(key, values);
  }
}

customElements.define("note-marker", NoteMarker);
