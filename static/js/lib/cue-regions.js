// The regions of a caption file (WebVTT, sections 4.3 and 6.2): where they stand, and which cue is in
// which. Read from the file, because Chromium tells scripts of none. No DOM.
const TIMES = /(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})\s*-->\s*(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})(.*)/;

// { regions: Map of id to region, ids: Map of a cue's key to the id of its region }
export function regionsIn(file) {
  const blocks = file.replace(/\r\n?/g, "\n").split(/\n\n+/);
  const regions = new Map();
  const ids = new Map();
  for (const block of blocks) {
    const lines = block.split("\n").filter((line, at) => line || at);
    if (/^REGION\s*$/.test(lines[0] ?? "")) addRegion(regions, lines.slice(1).join(" "));
    else addCue(ids, lines);
  }
  return { regions, ids };
}

// What a cue is known by, in the file and as the browser has it.
export function keyOf({ id, startTime, endTime, text }) {
  return [id, Math.round(startTime * 1000), Math.round(endTime * 1000), text].join(" ");
}

function addRegion(regions, settings) {
  const region = { width: 100, lines: 3, regionAnchorX: 0, regionAnchorY: 100, viewportAnchorX: 0, viewportAnchorY: 100 };
  for (const setting of settings.split(/\s+/)) {
    const [, name, value] = /^([a-z]+):(.+)$/.exec(setting) ?? [];
    const pair = /^([\d.]+)%,([\d.]+)%$/.exec(value ?? "");
    if (name === "id") region.id = value;
    else if (name === "width" && /^[\d.]+%$/.test(value)) region.width = share(value);
    else if (name === "lines" && /^\d+$/.test(value)) region.lines = Number(value);
    else if (name === "regionanchor" && pair) [region.regionAnchorX, region.regionAnchorY] = pair.slice(1).map(share);
    else if (name === "viewportanchor" && pair) [region.viewportAnchorX, region.viewportAnchorY] = pair.slice(1).map(share);
  }
  if (region.id) regions.set(region.id, region);
}

function share(value) {
  return Math.min(100, Number.parseFloat(value));
}

// A cue that says itself where it stands is in no region (section 6.3).
function addCue(ids, lines) {
  const at = lines.findIndex((line) => line.includes("-->"));
  const match = at >= 0 && at < 2 ? TIMES.exec(lines[at]) : null;
  const region = /(?:^|\s)region:(\S+)/.exec(match?.[9] ?? "")?.[1];
  if (!region || /(?:^|\s)(vertical:(rl|lr)|line:(?!auto)|size:(?!100(\.0+)?%))/.test(match[9])) return;
  const [h, m, s, ms, eh, em, es, ems] = match.slice(1, 9).map((part) => Number(part ?? 0));
  const startTime = h * 3600 + m * 60 + s + ms / 1000;
  const endTime = eh * 3600 + em * 60 + es + ems / 1000;
  const text = lines.slice(at + 1).join("\n").replace(/\n+$/, "");
  ids.set(keyOf({ id: at ? lines[0] : "", startTime, endTime, text }), region);
}
