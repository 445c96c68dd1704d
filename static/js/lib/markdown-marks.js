// Marks of Markdown put into a text, or taken off again. Each takes the text with its selection and
// gives what is to be replaced: { from, to, words, start, end }, the last two what is selected then.

// Around the selection, or around words that are there to be typed over.
export function wrapped({ value, start, end }, before, after, otherwise) {
  const isInside = value.slice(start - before.length, start) === before && value.slice(end, end + after.length) === after;
  const selected = value.slice(start, end);
  if (isInside && selected) {
    const from = start - before.length;
    return { from, to: end + after.length, words: selected, start: from, end: from + selected.length };
  }
  const inner = selected.trim() || otherwise;
  const [lead] = selected.match(/^\s*/);
  const [tail] = selected.trim() ? selected.match(/\s*$/) : [""];
  const at = start + lead.length + before.length;
  return { from: start, to: end, words: `${lead}${before}${inner}${after}${tail}`, start: at, end: at + inner.length };
}

// [words](address): where words are selected the address is typed next, else the words.
export function linked({ value, start, end }, address, otherwise) {
  const selected = value.slice(start, end).trim();
  const inner = selected || otherwise;
  const words = `[${inner}](${address})`;
  if (!selected) return { from: start, to: end, words, start: start + 1, end: start + 1 + inner.length };
  const at = start + inner.length + 3;
  return { from: start, to: end, words, start: at, end: at + address.length };
}

// The lines that the selection touches, each with a mark before it: "> ", "- ", "- [ ] ".
export function marked({ value, start, end }, mark, otherwise = "") {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const found = value.indexOf("\n", Math.max(end - (end > start && value[end - 1] === "\n" ? 1 : 0), from));
  const to = found < 0 ? value.length : found;
  const lines = value.slice(from, to).split("\n");
  const full = lines.filter((line) => line.trim());
  const isMarked = full.length > 0 && full.every((line) => line.startsWith(mark));
  const bare = (line) => line.replace(/^(?:> ?|[-*+] (?:\[[ xX]\] )?|\d+[.)] )/, "");
  const changed = isMarked
    ? lines.map((line) => line.slice(line.trim() ? mark.length : 0))
    : lines.map((line) => (line.trim() || lines.length === 1 ? mark + (bare(line) || otherwise) : line));
  return apart(value, from, to, changed.join("\n"));
}

// "## Title": the line becomes the title of a part, or stops being one.
export function titled({ value, start }, otherwise) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const found = value.indexOf("\n", from);
  const to = found < 0 ? value.length : found;
  const line = value.slice(from, to);
  const bare = line.replace(/^#{1,6}\s*/, "").trim();
  if (/^## /.test(line)) return { from, to, words: bare, start: from, end: from + bare.length };
  const title = bare || otherwise;
  const edit = apart(value, from, to, `## ${title}`);
  return { ...edit, start: edit.end - title.length };
}

// A block of its own behind the line with the caret.
export function standing({ value, end }, words) {
  const found = value.indexOf("\n", end);
  const at = found < 0 ? value.length : found;
  const lead = value.slice(0, at).trim() ? "\n\n" : "";
  const tail = value.slice(at).trim() && !value.slice(at).startsWith("\n\n") ? "\n" : "";
  const caret = at + lead.length + words.length;
  return { from: at, to: at, words: lead + words + tail, start: caret, end: caret };
}

// A block stands alone: an empty line before it, and one behind it where text follows.
function apart(value, from, to, words) {
  const before = value.slice(0, from);
  const after = value.slice(to);
  const head = before && !before.endsWith("\n\n") ? "\n" : "";
  const tail = after && !after.startsWith("\n\n") ? "\n" : "";
  const at = from + head.length;
  return { from, to, words: head + words + tail, start: at, end: at + words.length };
}
