// How it stands with what was typed: kept on the server, not saved, saved as a version; who else is
// here; and what to do about captions that somebody else changed too.
import { text } from "../lib/strings.js";
import { conflictBox } from "./conflicts.js";

export class Saving {
  constructor(editor) {
    this.editor = editor;
    this.line = editor.querySelector(".caption-state");
    this.others = editor.querySelector(".caption-others");
    this.settled = new Set();
    editor.keeper.addEventListener("state", ({ detail }) => this.onState(detail));
  }

  start() {
    this.show("kept");
    this.editor.keeper.stayHere((standing) => this.onStanding(standing));
    this.showConflicts();
  }

  onState(detail) {
    if (detail.state === this.state && detail.state !== "failed") return;
    this.show(detail.state);
    if (detail.state === "failed" || detail.state === "signed-out") this.editor.announce(this.line.textContent);
  }

  show(state) {
    this.state = state;
    this.line.dataset.state = state;
    const { keeper } = this.editor;
    const isNew = keeper.number > (keeper.standing?.saved ?? 0);
    const key = { sending: "state_sending", failed: "state_failed", "signed-out": "state_signed_out" }[state] ?? (isNew ? "state_kept" : "state_saved");
    this.line.textContent = text(key, { n: keeper.standing?.newest ?? 0 });
    if (state !== "signed-out") return;
    const link = document.createElement("a");
    Object.assign(link, { href: this.line.dataset.signIn, target: "_blank", textContent: text("sign_in_again") });
    this.line.append(" ", link);
  }

  onStanding(standing) {
    const names = standing.others.join(", ");
    this.others.hidden = !names && standing.is_newest;
    const words = names ? text("others_here", { names }) : "";
    const newer = standing.is_newest ? "" : text("newer_version", { n: standing.newest });
    this.others.textContent = [words, newer].filter(Boolean).join(" ");
    if (this.state === "kept") this.show("kept");
  }

  // To the page of the version; where nothing was saved, the page stays and says why.
  async saveAndLeave() {
    const answer = await this.save();
    if (answer?.version) location.assign(answer.address);
  }

  // All that is typed becomes a version, put together with what others saved meanwhile.
  async save() {
    const { editor } = this;
    editor.rowEditor.flush();
    if (!(await editor.keeper.settle())) return editor.announceKey("state_failed");
    const note = editor.querySelector("[name=note]").value;
    try {
      const answer = await editor.keeper.post("/save", { note, settled: [...this.settled] });
      await this.onSaved(answer);
      return answer;
    } catch (error) {
      if (error.answer?.reason === "behind") return editor.reload();
      editor.announce(error.answer?.message ?? text("state_failed"));
      this.show(error.isSignedOut ? "signed-out" : "failed");
    }
    return null;
  }

  async onSaved(answer) {
    const { editor } = this;
    if (answer.number !== editor.keeper.number) await editor.reload();
    editor.conflicts = answer.conflicts;
    this.settled.clear();
    this.showConflicts();
    this.show("kept");
    if (answer.version) editor.querySelector("[name=note]").value = "";
    editor.announce(answer.version ? text("saved_as", { n: answer.version }) : text("conflicts_found", { n: answer.conflicts.length }));
  }

  showConflicts() {
    const place = this.editor.querySelector(".caption-conflicts");
    const open = this.editor.conflicts.filter((conflict) => !this.settled.has(conflict.id));
    place.hidden = !open.length;
    place.querySelector("ul").replaceChildren(...open.map((conflict) => conflictBox(this.editor, conflict, () => this.settle(conflict))));
  }

  settle(conflict) {
    this.settled.add(conflict.id);
    this.showConflicts();
    const isLast = this.editor.conflicts.every(({ id }) => this.settled.has(id));
    this.editor.announceKey(isLast ? "all_settled" : "one_settled");
  }
}
