// The acts of editing, each as the edit that it makes; null where there is nothing to do. The same
// rules as captions/editing/commands.py.
import { cueText, halves, plainText, renamedVoice, replacedOutsideTags, voiceAndBody, withBody, withVoice } from "./text.js";

const NEW_MS = 2000; // a caption where nothing says how long it is to be

export function newId() {
  return `n-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}

export function setBody(row, body) {
  return reworded("text", [row], () => withBody(row.text, cueText(body)));
}

export function setSpeaker(row, name) {
  return reworded("speaker", [row], () => withVoice(row.text, name));
}

export function setTimes(row, start, end) {
  return retimed("times", [row], () => [start, end]);
}

export function split(row, body, position, atMs = null) {
  const [left, right] = halves(body, position).map(cueText);
  const [before, after] = [left, right].map((half) => [...plainText(half)].length);
  if (!plainText(left).trim() || !plainText(right).trim()) return null;
  let middle = row.start + Math.floor(((row.end - row.start) * before) / Math.max(before + after, 1));
  if (atMs !== null && row.start < atMs && atMs < row.end) middle = atMs;
  return {
    kind: "split",
    times: [[row.id, row.start, middle]],
    texts: [[row.id, withBody(row.text, left)]],
    inserts: [[row.id, newId(), middle, row.end, withBody(row.text, right), row.settings]],
  };
}

export function merge(rows, place) {
  const [row, other] = [rows[place], rows[place + 1]];
  if (!row || !other) return null;
  const [voice, body] = voiceAndBody(row.text);
  const [otherVoice, otherBody] = voiceAndBody(other.text);
  const words = otherVoice === "" || otherVoice === voice ? otherBody : other.text;
  return {
    kind: "merge",
    times: [[row.id, row.start, Math.max(row.end, other.end)]],
    texts: [[row.id, cueText(`${withBody(row.text, body)}\n${words}`)]],
    deletes: [other.id],
  };
}

export function insert(rows, place) {
  const start = rows[place]?.end ?? 0;
  const room = (rows[place + 1]?.start ?? start + NEW_MS) - start;
  const end = start + (room > 0 ? Math.min(room, NEW_MS) : NEW_MS);
  return { kind: "insert", inserts: [[rows[place]?.id ?? "", newId(), start, end, "", ""]] };
}

export function remove(row) {
  return row ? { kind: "delete", deletes: [row.id] } : null;
}

export function shift(rows, byMs, sinceId = "") {
  const first = sinceId ? rows.findIndex((row) => row.id === sinceId) : 0;
  return retimed("shift", rows.slice(Math.max(first, 0)), (row) => [Math.max(row.start + byMs, 0), Math.max(row.end + byMs, 0)]);
}

// Two points [from, to]: where a caption stands, and where it should.
export function stretch(rows, one, two) {
  const [[fromA, toA], [fromB, toB]] = [one, two].sort((a, b) => a[0] - b[0]);
  if (fromA === fromB || toA >= toB) return null;
  const moved = (ms) => Math.max(toA + Math.floor((2 * (ms - fromA) * (toB - toA) + fromB - fromA) / (2 * (fromB - fromA))), 0);
  return retimed("stretch", rows, (row) => [moved(row.start), moved(row.end)]);
}

export function replaceWords(rows, old, wanted, sameCase) {
  return old ? reworded("replace", rows, (row) => replacedOutsideTags(row.text, old, wanted, sameCase)) : null;
}

export function renameSpeaker(rows, old, name) {
  return reworded("rename", rows, (row) => renamedVoice(row.text, old, name));
}

export function speakersOf(rows) {
  const counts = new Map();
  for (const row of rows) {
    for (const [, name] of row.text.matchAll(/<v(?:\.[^\s.<>]+)*[ \t]+([^<>\n]+)>/g)) {
      counts.set(name.trim(), (counts.get(name.trim()) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function retimed(kind, rows, times) {
  const changed = rows.map((row) => [row.id, ...times(row)]).filter(([, start, end], at) => start !== rows[at].start || end !== rows[at].end);
  return changed.length ? { kind, times: changed } : null;
}

function reworded(kind, rows, text) {
  const changed = rows.map((row) => [row.id, text(row)]).filter(([, words], at) => words !== rows[at].text);
  return changed.length ? { kind, texts: changed } : null;
}
