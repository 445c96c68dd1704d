// What the buttons and keys of the caption editor do to the caption that is being edited; where the
// focus goes afterwards is a part of it, and so is what is said.
import { text } from "../lib/strings.js";
import * as commands from "./commands.js";

export class Acts {
  constructor(editor) {
    this.editor = editor;
  }

  undo() {
    this.step("undo");
  }

  redo() {
    this.step("redo");
  }

  step(kind) {
    const { editor } = this;
    const stack = kind === "undo" ? editor.session.done : editor.session.undone;
    if (!stack.length) return void editor.announceKey(`nothing_to_${kind}`);
    const { place } = editor;
    editor.commit({ kind });
    if (editor.current) editor.select(editor.currentId);
    else editor.select(editor.rows[Math.min(Math.max(place, 0), editor.rows.length - 1)]?.id);
    editor.announceKey(`${kind}_done`, { n: stack.length });
  }

  split() {
    const { editor } = this;
    const { words } = editor.rowEditor;
    const edit = commands.split(editor.current, words.value, words.selectionStart, editor.playing.isWithin(editor.current) ? editor.nowMs : null);
    if (!editor.commit(edit)) return void editor.announceKey("cannot_split");
    editor.select(edit.inserts[0][1], { caret: 0 });
    editor.announceKey("split_done", { n: editor.place + 1 });
  }

  merge() {
    const { editor } = this;
    const caret = editor.rowEditor.words.value.length;
    if (!editor.commit(commands.merge(editor.rows, editor.place))) return void editor.announceKey("cannot_merge");
    editor.select(editor.currentId, { caret });
    editor.announceKey("merge_done", { n: editor.place + 1 });
  }

  insert() {
    const { editor } = this;
    const edit = commands.insert(editor.rows, editor.rows.length ? editor.place : -1);
    editor.commit(edit);
    editor.select(edit.inserts[0][1]);
    editor.announceKey("insert_done", { n: editor.place + 1 });
  }

  // The next caption is edited then; of the last one, the one before.
  remove() {
    const { editor } = this;
    const { place, rows } = editor;
    const neighbour = rows[place + 1] ?? rows[place - 1];
    if (!neighbour) return void editor.announceKey("only_caption");
    editor.commit(commands.remove(editor.current));
    editor.select(neighbour.id);
    editor.announceKey("delete_done", { n: place + 1, now: editor.place + 1, count: editor.rows.length });
  }

  start() {
    this.setHere("start");
  }

  end() {
    this.setHere("end");
  }

  setHere(which) {
    const { editor } = this;
    editor.rowEditor.setHere(which);
    editor.announce(text(`${which}_set`, { time: editor.rowEditor[which].value }));
  }

  play() {
    this.editor.play();
  }

  shift() {
    this.editor.dialogs.open("shift");
  }

  replace() {
    this.editor.dialogs.open("replace");
  }

  speakers() {
    this.editor.dialogs.open("speakers");
  }

  keys() {
    this.editor.dialogs.open("keys");
  }

  save() {
    this.editor.saving.save();
  }

  showSpeakers() {
    const options = commands.speakersOf(this.editor.rows).map(([name]) => new Option(name, name));
    document.getElementById("caption-speakers").replaceChildren(...options);
  }
}
