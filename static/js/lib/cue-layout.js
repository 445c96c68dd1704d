// Where a cue stands on the picture (WebVTT, section 7.2), in percent of it. No DOM.

// cue: line, snapToLines, lineAlign, position, positionAlign, size, align as VTTCue has them.
// Gives { left, width, textAlign } and one of: { lines: n } from an edge (negative: from below),
// { top, shift } for a percentage, or { isAuto } at the bottom.
export function layoutOf(cue, direction = "ltr") {
  return { ...across(cue, direction), ...down(cue) };
}

function across(cue, direction) {
  const align = { start: direction === "rtl" ? "right" : "left", end: direction === "rtl" ? "left" : "right" }[cue.align] ?? cue.align;
  const position = cue.position === "auto" ? { left: 0, right: 100 }[align] ?? 50 : cue.position;
  const anchor = anchorOf(cue.positionAlign, align);
  const room = { left: 100 - position, right: position, center: 2 * Math.min(position, 100 - position) }[anchor];
  const width = Math.min(cue.size, room);
  const left = position - { left: 0, center: width / 2, right: width }[anchor];
  return { left, width, textAlign: align };
}

function anchorOf(positionAlign, align) {
  if (positionAlign === "line-left") return "left";
  if (positionAlign === "line-right") return "right";
  if (positionAlign === "center") return "center";
  return align === "left" || align === "right" ? align : "center";
}

function down(cue) {
  if (cue.line === "auto") return { isAuto: true };
  if (cue.snapToLines) return { lines: Math.round(cue.line) };
  return { top: Math.min(100, Math.max(0, cue.line)), shift: { center: -50, end: -100 }[cue.lineAlign] ?? 0 };
}
