// A caption file's own STYLE blocks, for cues that we draw ourselves. The site serves of them only
// what WebVTT allows (episodes/transcripts/styles.py). No DOM: texts in, selectors out.

// What the viewer sets of all cues; for them the browser's own drawing lets the page win as well.
export const OWNED_BY_THE_VIEWER = /^(color|background.*|font.*|text-shadow|opacity|visibility)$/;

// The texts of the STYLE blocks, which stand before the first cue (section 4.1).
export function styleBlocks(file) {
  const head = file.slice(0, Math.max(0, file.indexOf("-->")) || file.length);
  return head.split(/\r?\n\r?\n+/).filter((block) => /^STYLE\s*(\r?\n|$)/.test(block.trimStart()))
    .map((block) => block.trimStart().replace(/^STYLE[^\n]*\n?/, ""));
}

// "::cue(v[voice=Ann])" as it selects in our own drawing, or "" for what has no counterpart there.
// Voices are spans with `data-voice`, a cue's name is its `data-id`.
export function overlaySelector(selector, root = ".ep-cue") {
  return selector.split(/,(?![^(]*\))/).map((one) => overlayOne(one.trim(), root)).filter(Boolean).join(", ");
}

function overlayOne(selector, root) {
  if (selector === "::cue") return root;
  const inside = /^::cue\((.+)\)$/.exec(selector)?.[1].trim();
  if (!inside || /:(past|future)/.test(inside)) return "";
  const named = /^#((?:\\.|[\w-])+)(.*)$/.exec(inside);
  if (named) return `${root}[data-id="${named[1].replace(/\\3(\d) ?/g, "$1").replace(/\\(.)/g, "$1")}"]${named[2]}`;
  return `${root} ${inside.replace(/\[voice/g, "[data-voice").replace(/(^|[\s>+~(])(v|c|lang)(?![\w-])/g, (_, before, name) => before + { v: "[data-voice]", c: "span", lang: "span[lang]" }[name])}`;
}
