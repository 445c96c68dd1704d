// What a page of this person left in the browser when it ended before the server had it: brought back
// by itself where nothing happened since, else offered with what it would change.
import { text } from "../lib/strings.js";
import { setBody } from "./commands.js";
import { element } from "./table.js";
import { plainText } from "./text.js";

export async function bringBack(editor) {
  for (const leftover of await editor.keeper.leftovers()) {
    const arrived = await editor.keeper.acknowledged(leftover.client);
    const edits = leftover.edits.filter((entry) => entry.n > arrived).map((entry) => entry.edit);
    const typing = typedEdit(editor, leftover.typing);
    const all = typing ? [...edits, typing] : edits;
    const isSame = leftover.base === editor.keeper.base && leftover.after + leftover.edits.length - edits.length === editor.keeper.number;
    if (!all.length) editor.keeper.forget(leftover);
    else if (isSame) take(editor, leftover, all);
    else offer(editor, leftover, all);
  }
}

function typedEdit(editor, typing) {
  const row = typing && editor.session.row(typing.id);
  return row ? setBody(row, typing.body) : null;
}

function take(editor, leftover, edits) {
  for (const edit of edits) editor.commit(edit);
  editor.keeper.forget(leftover);
  editor.announceKey("brought_back", { n: edits.length });
}

function offer(editor, leftover, edits) {
  const box = element("div");
  box.classList.add("notice", "notice-warning", "stack");
  box.append(element("p", "", text("left_behind", { n: edits.length, time: new Date(leftover.at).toLocaleString(document.documentElement.lang) })));
  const list = element("ul");
  list.append(...edits.flatMap((edit) => differences(editor, edit)).slice(0, 20));
  const ways = element("p", "cluster");
  const choices = { bring_back: () => take(editor, leftover, edits), throw_away: () => editor.keeper.forget(leftover) };
  for (const [key, act] of Object.entries(choices)) {
    const button = element("button", "button-quiet", text(key));
    button.type = "button";
    button.addEventListener("click", () => { act(); box.remove(); });
    ways.append(button);
  }
  box.append(list, ways);
  editor.querySelector(".caption-notices").append(box);
}

function differences(editor, edit) {
  return (edit.texts ?? []).map(([id, words]) => {
    const item = element("li");
    item.append(element("del", "", plainText(editor.session.row(id)?.text ?? "")), " ", element("ins", "", plainText(words)));
    return item;
  });
}
