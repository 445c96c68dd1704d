// A storyboard as the server writes it: WebVTT whose lines are parts of a picture (#xywh=).
const CUE = /(\d+):(\d+):(\d+)\.(\d+) --> (\d+):(\d+):(\d+)\.(\d+)\s+(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;

export function tilesFrom(text) {
  return [...text.matchAll(CUE)].map((match) => {
    const [h, m, s, ms, eh, em, es, ems] = match.slice(1, 9).map(Number);
    const [x, y, width, height] = match.slice(10).map(Number);
    const start = h * 3600 + m * 60 + s + ms / 1000;
    const end = eh * 3600 + em * 60 + es + ems / 1000;
    return { start, end, address: match[9], x, y, width, height };
  });
}
