// The keys of the caption editor. Typing is typing: what composes, and Space in a field, is left to
// the browser.
export function onKey(editor, event) {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return; // 229: Safari's last key of a composition
  const act = actOf(editor, event);
  if (!act) return;
  event.preventDefault();
  act();
}

function actOf(editor, event) {
  const { key } = event;
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isCommand) return withCommand(editor, event);
  if (event.altKey) return { ArrowDown: () => move(editor, 1), ArrowUp: () => move(editor, -1) }[key];
  const everywhere = { F8: () => editor.do("start"), F9: () => editor.do("end"), Insert: () => editor.do("insert") }[key];
  if (everywhere) return everywhere;
  if (event.target !== editor.rowEditor.words) return event.target.closest("input, textarea, select, dialog") ? null : { "?": () => editor.do("keys") }[key];
  if (key === "Enter" && !event.shiftKey) return () => editor.do("split");
  return event.shiftKey ? null : atTheEdge(editor, key);
}

function withCommand(editor, event) {
  const isShifted = event.shiftKey;
  if (event.target.closest("dialog")) return null;
  return {
    z: () => editor.do(isShifted ? "redo" : "undo"),
    y: () => editor.do("redo"),
    m: () => editor.do("merge"),
    s: () => editor.do("save"),
    Enter: () => editor.play(),
    Delete: isShifted ? () => editor.do("remove") : null,
    Backspace: isShifted ? () => editor.do("remove") : null,
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

// Arrows leave the field where there is no further line in it.
function atTheEdge(editor, key) {
  const { words } = editor.rowEditor;
  if (words.selectionStart !== words.selectionEnd) return null;
  if (key === "ArrowDown" && !words.value.slice(words.selectionStart).includes("\n")) return () => move(editor, 1);
  if (key === "ArrowUp" && !words.value.slice(0, words.selectionStart).includes("\n")) return () => move(editor, -1);
  return null;
}

function move(editor, by) {
  const row = editor.rows[editor.place + by];
  if (row) editor.select(row.id, { caret: 0, seek: true });
}
