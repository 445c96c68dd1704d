// The rows of a form's list of content notes, filled in from beside the video. A row that is added
// is a copy of the last one, emptied: the server numbers rows by their names.
import { parsedTime, shortTime } from "../captions/times.js";

const NUMBERED = /^warnings-(\d+)-/;

export class NoteRows {
  constructor(list) {
    this.list = list;
  }

  get rows() {
    return [...this.list.querySelectorAll(":scope > .row")];
  }

  field(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
  }

  // The last row where nothing is typed into it, or a new one.
  empty() {
    const last = this.rows.at(-1);
    const typed = ["category", "start_ms", "end_ms", "skip_to_ms", "note"];
    return typed.every((name) => !this.field(last, name)?.value) ? last : this.add(last);
  }

  add(last) {
    const row = last.cloneNode(true);
    const number = Number(NUMBERED.exec(this.field(last, "category").name)[1]) + 1;
    for (const element of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const attribute of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(NUMBERED, `warnings-${number}-`));
      }
    }
    row.querySelectorAll(".error").forEach((element) => element.remove());
    row.querySelector("legend").textContent = this.list.dataset.noun.replace("{n}", this.rows.length + 1);
    for (const element of row.querySelectorAll("input, select")) this.clear(element);
    last.after(row);
    return row;
  }

  clear(element) {
    element.removeAttribute("aria-invalid");
    element.removeAttribute("autofocus");
    if (element instanceof HTMLSelectElement) element.selectedIndex = 0;
    else element.value = "";
  }

  set(row, name, value) {
    const field = this.field(row, name);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  setTime(row, name, ms) {
    this.set(row, name, ms === null ? "" : shortTime(Math.round(ms)));
  }

  time(row, name) {
    return parsedTime(this.field(row, name).value);
  }

  // The label of what was chosen, empty where nothing was.
  topic(row) {
    const field = this.field(row, "category");
    return field.value ? field.selectedOptions[0].textContent : "";
  }

  ranges() {
    return this.rows
      .map((row) => ({ row, start: this.time(row, "start_ms"), end: this.time(row, "end_ms") }))
      .filter(({ start }) => start !== null);
  }
}
