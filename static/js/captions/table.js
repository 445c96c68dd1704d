// The table of captions: only what is near the window is in the page, in parts of fifty rows; the
// row that is being edited holds fields, all others words.
import { text } from "../lib/strings.js";
import { measures, plainText, voiceAndBody } from "./text.js";
import { shortTime } from "./times.js";

const PART_ROWS = 50;
const ROW_PX = 62; // a row of two lines, until its part has been seen
const NEAR = "800px 0px";

export class CaptionTable {
  // limits: {line, lines, second}; problemsOf(id): what is to be told under a caption.
  constructor(table, { limits, problemsOf, rowEditor }) {
    Object.assign(this, { table, limits, problemsOf, rowEditor });
    this.parts = [];
    this.heights = new Map();
    this.near = new IntersectionObserver((entries) => this.onNear(entries), { rootMargin: NEAR });
  }

  show(rows) {
    this.rows = rows;
    this.table.setAttribute("aria-rowcount", rows.length + 1);
    const count = Math.ceil(rows.length / PART_ROWS);
    while (this.parts.length > count) this.near.unobserve(this.parts.at(-1)), this.parts.pop().remove();
    while (this.parts.length < count) this.addPart();
    for (const part of this.parts) if (part.isDrawn) this.draw(part); else this.hold(part);
  }

  addPart() {
    const part = document.createElement("tbody");
    part.place = this.parts.length;
    this.parts.push(part);
    this.table.append(part);
    if (part.place === 0) this.draw(part);
    else this.hold(part);
    this.near.observe(part);
  }

  onNear(entries) {
    for (const { target: part, isIntersecting } of entries) {
      if (isIntersecting && !part.isDrawn) this.draw(part);
      else if (!isIntersecting && part.isDrawn && !part.contains(document.activeElement) && part.place) this.hold(part);
    }
  }

  rowsOf(part) {
    return this.rows.slice(part.place * PART_ROWS, (part.place + 1) * PART_ROWS);
  }

  draw(part) {
    part.isDrawn = true;
    const first = part.place * PART_ROWS;
    const present = new Map([...part.rows].filter((line) => line.dataset.id).map((line) => [line.dataset.id, line]));
    const lines = this.rowsOf(part).map((row, place) => {
      const line = present.get(row.id);
      if (line?.row === row && line.number === first + place + 1 && line.remarks === this.problemsOf(row.id)) return line;
      if (line && line === this.rowEditor.line) return this.rowEditor.refresh(row, first + place + 1, this.remarks(this.problemsOf(row.id)));
      return this.line(row, first + place + 1);
    });
    place(part, lines);
  }

  // Takes the room that its rows took, or are likely to take.
  hold(part) {
    if (part.isDrawn) this.heights.set(part.place, part.offsetHeight);
    part.isDrawn = false;
    const line = document.createElement("tr");
    const cell = document.createElement("td");
    line.setAttribute("aria-hidden", "true");
    cell.colSpan = 5;
    cell.style.blockSize = `${this.heights.get(part.place) ?? this.rowsOf(part).length * ROW_PX}px`;
    line.append(cell);
    part.replaceChildren(line);
  }

  // The row's line in the page, drawn if it was not.
  lineOf(id) {
    const place = this.rows.findIndex((row) => row.id === id);
    if (place < 0) return null;
    const part = this.parts[Math.floor(place / PART_ROWS)];
    if (!part.isDrawn) this.draw(part);
    return part.rows[place % PART_ROWS];
  }

  redraw(row, number) {
    const old = this.lineOf(row.id);
    const line = this.line(row, number);
    old?.replaceWith(line);
    return line;
  }

  line(row, number) {
    const line = document.createElement("tr");
    Object.assign(line, { row, number, remarks: this.problemsOf(row.id) });
    line.dataset.id = row.id;
    line.setAttribute("aria-rowindex", number + 1);
    const [speaker, body] = voiceAndBody(row.text);
    const button = element("button", "caption-number", String(number));
    Object.assign(button, { type: "button", tabIndex: -1 });
    button.setAttribute("aria-label", text("edit_caption", { n: number }));
    const times = cell("caption-times", element("span", "", shortTime(row.start)), element("span", "quiet", shortTime(row.end)));
    const words = cell("caption-words", ...body.split("\n").map((words) => element("span", "", plainText(words))));
    words.dir = "auto";
    words.append(...this.remarks(line.remarks));
    line.append(heading(button), times, cell("caption-speaker", speaker), words, this.rateCell(row));
    return line;
  }

  rateCell(row) {
    const { rate, longest, lines } = measures(row);
    const { limits } = this;
    const isFast = limits.second !== null && rate > limits.second;
    const isLong = longest > limits.line || lines > limits.lines;
    const figure = element("span", isFast ? "over" : "", Number.isFinite(rate) ? String(rate) : "–");
    const length = element("span", isLong ? "over" : "quiet", text("letters_a_line", { n: longest }));
    return cell("caption-rate", figure, length);
  }

  remarks(problems) {
    return (problems ?? []).map((problem) => {
      const box = element("span", "caption-problem");
      box.dataset.level = problem.level;
      box.append(element("span", "", problem.message));
      if (problem.fix) {
        const button = element("button", "link-button", text("fix_it"));
        Object.assign(button, { type: "button", tabIndex: -1 });
        Object.assign(button.dataset, { fix: problem.fix, of: problem.id });
        box.append(button);
      }
      return box;
    });
  }
}

// Lines that stay are not touched: a click that began on one would be lost.
function place(part, lines) {
  const staying = new Set(lines);
  for (const line of [...part.rows]) if (!staying.has(line)) line.remove();
  for (const [at, line] of lines.entries()) if (part.rows[at] !== line) part.insertBefore(line, part.rows[at] ?? null);
}

function heading(...content) {
  const node = document.createElement("th");
  node.scope = "row";
  node.append(...content);
  return node;
}

function cell(name, ...content) {
  const node = element("td", name);
  node.append(...content);
  return node;
}

export function element(tag, name = "", words = "") {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (words) node.textContent = words;
  return node;
}
