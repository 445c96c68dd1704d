// The text of a caption: who speaks apart from what is said, and what a reader has to read. The same
// rules as captions/editing/voice.py.
const VOICE = /^<v((?:\.[^\s.<>]+)*)[ \t]+([^<>\n]+)>((?:(?!<v[ .\t])[\s\S])*)$/;
const CLOSING = "</v>";
const TAG = /<(\/?)([a-z]+)[^<>]*>/g;
const NAMED = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "", quot: '"' };

export function voiceAndBody(text) {
  const match = VOICE.exec(text);
  return match ? [match[2].trim(), withoutClosing(match[3])] : ["", text];
}

export function withBody(text, body) {
  const match = VOICE.exec(text);
  if (!match) return body;
  const closing = match[3].endsWith(CLOSING) ? CLOSING : "";
  return text.slice(0, text.length - match[3].length) + body + closing;
}

export function withVoice(text, name) {
  const spoken = name.replace(/[<>&]/g, " ").trim().replace(/\s+/g, " ");
  const match = VOICE.exec(text);
  if (!match) return spoken ? `<v ${spoken}>${text}` : text;
  return spoken ? `<v${match[1]} ${spoken}>${match[3]}` : withoutClosing(match[3]);
}

function withoutClosing(body) {
  return body.endsWith(CLOSING) ? body.slice(0, -CLOSING.length) : body;
}

// An empty line would end the caption in the file, an arrow begin another.
export function cueText(text) {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd").split("\n");
  return lines.filter((line) => line).map((line) => line.replaceAll("-->", "--&gt;")).join("\n");
}

export function plainText(text) {
  return text.replace(/<[^>]*>?/g, "").replace(/&(\w+);/g, (whole, name) => NAMED[name] ?? whole);
}

// Tags that are open at the caret are closed in the first half and opened in the second.
export function halves(body, position) {
  const open = [];
  for (const tag of body.slice(0, position).matchAll(TAG)) {
    if (tag[1]) open.pop();
    else open.push(tag);
  }
  const closing = open.map((tag) => `</${tag[2]}>`).reverse().join("");
  const left = body.slice(0, position).trimEnd() + closing;
  return [left, open.map((tag) => tag[0]).join("") + body.slice(position).trimStart()];
}

export function renamedVoice(text, old, name) {
  const spoken = name.replace(/[<>&:[\]]/g, " ").trim().replace(/\s+/g, " ");
  const escaped = old.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(<v(?:\\.[^\\s.<>]+)*[ \\t]+)${escaped}[ \\t]*>`, "g"), (_, tag) => `${tag}${spoken}>`);
}

export function replacedOutsideTags(text, old, wanted, sameCase) {
  const pattern = new RegExp(old.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), sameCase ? "gu" : "giu");
  return cueText(text.split(/(<[^<>]*>)/).map((part, place) => (place % 2 ? part : part.replace(pattern, () => wanted))).join(""));
}

// Letters of the longest line and letters a second, as the checks count them (but for full width).
export function measures(row) {
  const lines = plainText(row.text).split("\n").map((line) => [...line].length);
  const letters = lines.reduce((sum, length) => sum + length, 0);
  const ms = row.end - row.start;
  return { lines: lines.length, longest: Math.max(...lines), rate: ms > 0 ? Math.ceil((letters * 1000) / ms) : Infinity, letters };
}
