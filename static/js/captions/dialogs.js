// The dialogs of the caption editor: shift and stretch, search and replace, speakers, fixes, keys.
import { text } from "../lib/strings.js";
import * as commands from "./commands.js";
import { element } from "./table.js";
import { plainText } from "./text.js";
import { parsedTime, shortTime } from "./times.js";

export class Dialogs {
  constructor(editor) {
    this.editor = editor;
    for (const name of ["shift", "replace", "speakers", "fix"]) this.form(name)?.addEventListener("submit", (event) => this.onSubmit(name, event));
    this.form("replace").elements.old.addEventListener("input", () => this.countMatches());
  }

  dialog(name) {
    return this.editor.querySelector(`dialog[data-name=${name}]`);
  }

  form(name) {
    return this.dialog(name).querySelector("form");
  }

  open(name) {
    const dialog = this.dialog(name);
    ({ shift: () => this.fillShift(), speakers: () => this.fillSpeakers(), replace: () => this.countMatches() })[name]?.();
    dialog.showModal();
    dialog.addEventListener("close", () => this.editor.rowEditor.words?.focus({ preventScroll: true }), { once: true });
  }

  // A form that says what is wrong stays open.
  onSubmit(name, event) {
    if (event.submitter?.value === "cancel") return;
    const done = { shift: () => this.shift(), replace: () => this.replace(), speakers: () => this.renameSpeakers(), fix: () => this.fix() }[name]();
    if (!done) event.preventDefault();
  }

  fillShift() {
    const { editor } = this;
    const { elements } = this.form("shift");
    elements.first.value = shortTime(editor.rows[0]?.start ?? 0);
    elements.last.value = shortTime(editor.rows.at(-1)?.start ?? 0);
  }

  shift() {
    const { editor } = this;
    const { elements } = this.form("shift");
    const way = elements.way.value;
    const edit = way === "stretch" ? this.stretchEdit(elements) : this.shiftEdit(elements, way === "here" ? editor.currentId : "");
    if (!edit) return this.complain("shift", text("cannot_shift"));
    editor.commit(edit);
    editor.announceKey("shifted", { n: edit.times.length });
    return true;
  }

  shiftEdit(elements, since) {
    const match = /^\s*([+\-−]?)\s*(.*)$/.exec(elements.by.value);
    const ms = parsedTime(match[2]);
    return ms === null ? null : commands.shift(this.editor.rows, match[1] && match[1] !== "+" ? -ms : ms, since);
  }

  stretchEdit(elements) {
    const { rows } = this.editor;
    const [first, last] = [parsedTime(elements.first.value), parsedTime(elements.last.value)];
    return first === null || last === null || rows.length < 2 ? null : commands.stretch(rows, [rows[0].start, first], [rows.at(-1).start, last]);
  }

  countMatches() {
    const { elements } = this.form("replace");
    const old = elements.old.value.toLowerCase();
    const count = old ? this.editor.rows.filter((row) => plainText(row.text).toLowerCase().includes(old)).length : 0;
    this.form("replace").querySelector("output").textContent = old ? text("matches", { n: count }) : "";
  }

  replace() {
    const { elements } = this.form("replace");
    const edit = commands.replaceWords(this.editor.rows, elements.old.value, elements.wanted.value, elements.case.checked);
    if (!edit) return this.complain("replace", text("nothing_to_replace"));
    this.editor.commit(edit);
    this.editor.announceKey("replaced", { n: edit.texts.length });
    return true;
  }

  fillSpeakers() {
    const lines = commands.speakersOf(this.editor.rows).map(([name, count], place) => {
      const label = element("label", "field");
      const input = document.createElement("input");
      Object.assign(input, { name: `name-${place}`, value: name, autocomplete: "off" });
      input.dataset.old = name;
      label.append(element("span", "", text("speaker_captions", { name, n: count })), input);
      return label;
    });
    this.form("speakers").querySelector(".caption-names").replaceChildren(...lines);
    this.form("speakers").querySelector(".none").hidden = lines.length > 0;
  }

  renameSpeakers() {
    let count = 0;
    for (const input of this.form("speakers").querySelectorAll("[data-old]")) {
      const name = input.value.trim();
      if (name && name !== input.dataset.old && this.editor.commit(commands.renameSpeaker(this.editor.rows, input.dataset.old, name))) count += 1;
    }
    this.editor.announceKey("renamed", { n: count });
    return true;
  }

  showFix(items, onTake) {
    this.onFix = onTake;
    this.form("fix").querySelector("ol").replaceChildren(...items);
    this.open("fix");
  }

  fix() {
    this.onFix();
    return true;
  }

  complain(name, words) {
    const line = this.form(name).querySelector("[role=alert]");
    line.textContent = words;
    return false;
  }
}
