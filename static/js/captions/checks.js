// What is wrong with the captions by the show's rules: asked of the server when work pauses, told
// under each caption and in a list by kind and gravity; a fix is shown before it is made.
import { text } from "../lib/strings.js";
import { element } from "./table.js";
import { plainText } from "./text.js";
import { shortTime } from "./times.js";

const PAUSE_MS = 1500;
const LEVELS = ["error", "warning", "note"];
const SHOWN = 100;

export class Checks {
  constructor(editor) {
    this.editor = editor;
    this.panel = editor.querySelector(".caption-checks");
    this.filter = this.panel.querySelector("select");
    this.filter.addEventListener("change", () => this.list());
    this.panel.addEventListener("click", (event) => this.onClick(event));
    this.all = [];
  }

  start() {
    this.ask();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    const { keeper } = this.editor;
    if (!(await keeper.settle().catch(() => false))) return;
    const answer = await keeper.answer(`${keeper.address}/problems`).catch(() => null);
    if (!answer || answer.number !== keeper.number || keeper.unsent.length) return void (answer && this.soon());
    this.all = answer.problems;
    const problems = new Map();
    // Notes stand in the list only: a table full of remarks hides those that matter.
    for (const problem of this.all) if (problem.level !== "note") problems.set(problem.id, [...(problems.get(problem.id) ?? []), problem]);
    this.take(problems);
    this.options();
    this.list();
  }

  // An equal list is the same list, so that the table draws only the rows where something changed.
  take(problems) {
    const old = this.editor.problems;
    for (const [id, list] of problems) {
      if (JSON.stringify(old.get(id)) === JSON.stringify(list)) problems.set(id, old.get(id));
    }
    this.editor.problems = problems;
    this.editor.table.show(this.editor.rows);
  }

  options() {
    const counts = Map.groupBy(this.all, (problem) => problem.rule);
    const kinds = [...counts].sort(([, a], [, b]) => LEVELS.indexOf(a[0].level) - LEVELS.indexOf(b[0].level) || b.length - a.length);
    const options = kinds.map(([rule, list]) => new Option(`${text(`rule_${rule}`)}: ${list.length}`, rule));
    const chosen = this.filter.value;
    const everything = new Option(text("all_problems", { n: this.all.length }), "");
    this.filter.replaceChildren(everything, ...options);
    this.filter.value = counts.has(chosen) ? chosen : "";
  }

  list() {
    const rule = this.filter.value;
    const problems = this.all.filter((problem) => !rule || problem.rule === rule);
    problems.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
    this.panel.querySelector("h2 .numbers").textContent = this.all.length.toLocaleString(document.documentElement.lang);
    this.panel.querySelector(".none").hidden = this.all.length > 0;
    this.panel.querySelector("ol").replaceChildren(...problems.slice(0, SHOWN).map((problem) => this.item(problem)));
    const fix = rule ? problems.find((problem) => problem.fix)?.fix : null;
    const button = this.panel.querySelector("[data-fix-all]");
    button.hidden = !fix;
    button.dataset.fixAll = fix ?? "";
  }

  item(problem) {
    const place = this.editor.session.place(problem.id);
    const item = element("li");
    item.dataset.level = problem.level;
    const button = element("button", "link-button");
    Object.assign(button, { type: "button" });
    button.dataset.jump = problem.id;
    button.append(element("b", "", text("caption_number", { n: place + 1 })), " ", element("span", "", problem.message));
    const row = this.editor.rows[place];
    item.append(button, element("time", "quiet", row ? shortTime(row.start) : ""));
    if (problem.level === "error") button.prepend(element("strong", "", text("level_error")), " ");
    return item;
  }

  onClick(event) {
    const jump = event.target.closest("[data-jump]");
    if (jump) this.editor.select(jump.dataset.jump, { seek: true });
    const all = event.target.closest("[data-fix-all]");
    if (all) this.preview(all.dataset.fixAll, []);
  }

  // Nothing is changed before somebody has seen what would be.
  async preview(kind, ids) {
    const { editor } = this;
    editor.rowEditor.flush();
    if (!(await editor.keeper.settle())) return void editor.announceKey("state_failed");
    const query = new URLSearchParams([["kind", kind], ...ids.map((id) => ["id", id])]);
    const answer = await editor.keeper.answer(`${editor.keeper.address}/fixes?${query}`).catch(() => null);
    if (!answer?.changes.length) return void editor.announceKey("nothing_to_fix");
    editor.dialogs.showFix(answer.changes.map((change) => changeItem(editor, change)), () => {
      editor.commit(answer.edit);
      const count = answer.changes.length;
      if (!editor.current) editor.select(editor.rows[0]?.id, { focus: false });
      editor.announceKey("fixed", { n: count });
    });
  }
}

function changeItem(editor, { id, before, after }) {
  const item = element("li");
  const place = editor.session.place(id);
  item.append(element("b", "", place < 0 ? text("new_caption") : text("caption_number", { n: place + 1 })), state("del", before), state("ins", after));
  return item;
}

function state(tag, values) {
  if (!values) return element("span");
  const [start, end, words] = values;
  const node = element(tag, "caption-change");
  node.append(element("span", "quiet", `${shortTime(start)} – ${shortTime(end)}`), ...plainText(words).split("\n").map((line) => element("span", "", line)));
  return node;
}
