// Follows the video in the transcript: marks the line that is being said, and scrolls the panel
// only, never the page. After the viewer scrolls, the panel rests for a while.
const REST_MS = 6000;

export class TranscriptSync {
  constructor(panel) {
    this.panel = panel;
    this.lines = [...panel.querySelectorAll("li[data-start][data-end]")].map((element) => ({
      element,
      start: Number(element.dataset.start) / 1000,
      end: Number(element.dataset.end) / 1000,
    }));
    this.restUntil = 0;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      panel.addEventListener(kind, () => this.rest(), { passive: true });
    }
  }

  rest() {
    this.restUntil = Date.now() + REST_MS;
  }

  update(seconds) {
    const line = this.lineAt(seconds);
    if (line === this.current) return;
    this.current?.element.removeAttribute("aria-current");
    this.current = line;
    if (!line) return;
    line.element.setAttribute("aria-current", "true");
    this.follow(line.element);
  }

  // The last line that has begun, while it lasts; found by halving, an hour has 1,500 lines.
  lineAt(seconds) {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle].start <= seconds) low = middle + 1;
      else high = middle;
    }
    const line = this.lines[low - 1];
    return line && seconds < line.end ? line : undefined;
  }

  follow(element) {
    const { panel } = this;
    if (Date.now() < this.restUntil || panel.scrollHeight <= panel.clientHeight) return;
    const box = element.getBoundingClientRect();
    const frame = panel.getBoundingClientRect();
    panel.scrollTop += box.top - frame.top - panel.clientHeight / 3;
  }
}
