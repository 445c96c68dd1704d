// <caption-editor src="…/edits" person="7"> around the form of fifty captions: the whole file as a
// table beside the video, every act of editing in a log that the server keeps.
import { Acts } from "../captions/acts.js";
import { Checks } from "../captions/checks.js";
import { Dialogs } from "../captions/dialogs.js";
import { Keeper } from "../captions/keeper.js";
import { onKey } from "../captions/keys.js";
import { Playing } from "../captions/playing.js";
import { bringBack } from "../captions/recovery.js";
import { RowEditor } from "../captions/row-editor.js";
import { Saving } from "../captions/saving.js";
import { Session } from "../captions/session.js";
import { CaptionTable } from "../captions/table.js";
import { text } from "../lib/strings.js";
import { rovingFocus } from "../lib/roving.js";

class CaptionEditor extends HTMLElement {
  async connectedCallback() {
    if (this.keeper) return;
    this.keeper = new Keeper(this.getAttribute("src"), `captions:${this.getAttribute("person")}:${this.getAttribute("src")}:`);
    const state = await this.keeper.load().catch(() => null);
    if (!state) return; // the form without script stays
    this.limits = state.limits;
    this.problems = new Map();
    this.playing = new Playing(this);
    this.rowEditor = new RowEditor(this);
    this.table = new CaptionTable(this.querySelector(".captions-table"), {
      limits: this.limits, problemsOf: (id) => this.problems.get(id), rowEditor: this.rowEditor,
    });
    this.acts = new Acts(this);
    this.saving = new Saving(this);
    this.checks = new Checks(this);
    this.dialogs = new Dialogs(this);
    this.enter(state);
    this.listen();
    this.querySelector(".caption-work").hidden = false;
    this.querySelector(".caption-form").remove();
    this.select(this.rows[0]?.id, { focus: false });
    await bringBack(this);
    this.saving.start();
    this.checks.start();
    this.dataset.ready = "";
  }

  // The file and its log, as the server has them.
  enter(state) {
    this.session = new Session(state.rows);
    for (const entry of state.entries) this.session.enter(entry);
    for (const { edit } of this.keeper.unsent) this.session.enter(edit);
    this.conflicts = state.conflicts;
    this.draw();
  }

  get rows() {
    return this.session.rows;
  }

  get current() {
    return this.session.row(this.currentId);
  }

  get place() {
    return this.session.place(this.currentId);
  }

  get nowMs() {
    return this.playing.nowMs;
  }

  get frameMs() {
    return this.playing.frameMs;
  }

  listen() {
    this.addEventListener("keydown", (event) => onKey(this, event));
    this.table.table.addEventListener("click", (event) => this.onTableClick(event));
    this.querySelector(".caption-tools").addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act) this.do(act);
    });
    this.querySelector(".caption-save .button").addEventListener("click", () => this.do("save"));
    this.querySelector(".caption-save [data-leave]").addEventListener("click", () => this.saving.saveAndLeave());
    rovingFocus(this.querySelector(".caption-tools"));
    this.keeper.addEventListener("behind", () => this.reload());
    addEventListener("beforeunload", (event) => {
      this.rowEditor.flush();
      if (this.keeper.unsent.length) event.preventDefault();
    });
  }

  onTableClick(event) {
    const line = event.target.closest("tr[data-id]");
    if (!line) return;
    const fix = event.target.closest("[data-fix]");
    if (fix) return void this.checks.preview(fix.dataset.fix, [line.dataset.id]);
    if (line.dataset.id !== this.currentId) this.select(line.dataset.id, { seek: true });
  }

  do(act) {
    this.rowEditor.flush();
    this.acts[act]();
  }

  // One act of editing: shown at once, then kept. null: there was nothing to do.
  commit(edit) {
    if (!edit) return false;
    if (!this.session.enter(edit)) return false;
    this.keeper.add(edit);
    this.draw();
    this.checks.soon();
    return true;
  }

  draw() {
    this.table.show(this.rows);
    this.playing.show(this.rows, this.currentId);
    this.acts.showSpeakers();
    this.querySelector("[data-act=undo]").setAttribute("aria-disabled", this.session.done.length === 0);
    this.querySelector("[data-act=redo]").setAttribute("aria-disabled", this.session.undone.length === 0);
  }

  // field: "words", "start", "end" or "speaker"; caret: a place in it.
  select(id, { field = "words", caret = null, focus = true, seek = false } = {}) {
    const place = this.session.place(id);
    if (place < 0) return;
    this.rowEditor.flush();
    const before = this.currentId;
    this.currentId = id;
    if (before && before !== id && this.session.row(before)) this.table.redraw(this.session.row(before), this.session.place(before) + 1);
    this.rowEditor.open(this.table.redraw(this.session.row(id), place + 1), this.session.row(id), place + 1);
    this.playing.show(this.rows, id);
    if (seek) this.playing.seek(this.session.row(id).start);
    if (!focus) return;
    const control = this.rowEditor[field];
    control.focus({ preventScroll: true });
    if (caret !== null) control.setSelectionRange(caret, caret);
    this.rowEditor.line.scrollIntoView({ block: "nearest" });
  }

  // What another tab did comes first, then what this page has not sent yet.
  async reload() {
    const caret = this.rowEditor.words?.selectionStart;
    const typed = this.rowEditor.isDirty ? this.rowEditor.words.value : null;
    const hadFocus = this.rowEditor.line?.contains(document.activeElement);
    const state = await this.keeper.load();
    this.enter(state);
    if (this.current) this.select(this.currentId, { focus: hadFocus, caret: hadFocus ? caret : null });
    else this.select(this.rows[0]?.id, { focus: hadFocus });
    if (typed !== null) this.rowEditor.words.value = typed;
    this.keeper.send();
  }

  typing(words) {
    this.keeper.store(words);
  }

  play() {
    this.playing.playRow(this.current);
  }

  announce(words) {
    this.querySelector(".caption-status").textContent = words;
    return null;
  }

  announceKey(key, values) {
    return this.announce(text(key, values));
  }
}

customElements.define("caption-editor", CaptionEditor);
