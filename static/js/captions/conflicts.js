// One caption that two people changed: both texts, and a button for each way to go on.
import { text } from "../lib/strings.js";
import { newId } from "./commands.js";
import { element } from "./table.js";
import { plainText } from "./text.js";
import { shortTime } from "./times.js";

export function conflictBox(editor, conflict, onSettled) {
  const box = element("li", "caption-conflict");
  box.append(
    element("p", "quiet", text("conflict_at", { time: shortTime(conflict.start_ms) })),
    side(text("yours"), conflict.mine),
    side(text("theirs"), conflict.theirs),
  );
  const ways = element("p", "cluster");
  const take = (words) => {
    if (words !== conflict.mine) editor.commit(editTo(editor, conflict, words));
    onSettled();
    if (editor.current) editor.select(editor.currentId, { focus: false });
  };
  ways.append(button(text("keep_mine"), () => take(conflict.mine)), button(text("take_theirs"), () => take(conflict.theirs)));
  if (conflict.mine !== null && conflict.theirs !== null) {
    ways.append(button(text("keep_both"), () => take(`${conflict.mine}\n${conflict.theirs}`)));
  }
  box.append(ways);
  return box;
}

function side(label, words) {
  const paragraph = element("p");
  const said = element("span", "", words === null ? text("taken_out") : plainText(words));
  said.dir = "auto";
  paragraph.append(element("b", "", label), " ", said);
  return paragraph;
}

// null: the caption goes; a caption that is gone comes back where it was.
function editTo(editor, { id, start_ms: start }, words) {
  const row = editor.session.row(id);
  if (words === null) return row ? { kind: "delete", deletes: [id] } : null;
  if (row) return { kind: "text", texts: [[id, words]] };
  const before = editor.rows.findLast((other) => other.start <= start);
  return { kind: "insert", inserts: [[before?.id ?? "", newId(), start, start + 2000, words, ""]] };
}

function button(words, act) {
  const node = element("button", "button-quiet", words);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}
