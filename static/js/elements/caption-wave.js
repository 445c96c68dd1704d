// <caption-wave src="/episodes/…/waveform.dat" label="…">: some seconds of the sound around the place
// that is watched, with the captions over it. Its edges may be dragged; every time can also be typed,
// so that nobody needs to. Says: seekrequest {ms}, captionpick {id}, captiontimes {id, start, end}.
import { canvasIn, pointsAt } from "../lib/waveform.js";

const SPAN_MS = 12_000;
const BEFORE_MS = 3000;
const HEIGHT = 96;
const GRIP_PX = 8;
const SHORTEST_MS = 100;

class CaptionWave extends HTMLElement {
  async connectedCallback() {
    if (this.canvas) return;
    this.canvas = canvasIn(this);
    Object.assign(this, { rows: [], first: 0, now: 0 });
    this.canvas.addEventListener("pointerdown", (event) => this.onDown(event));
    this.canvas.addEventListener("pointermove", (event) => this.onMove(event));
    this.canvas.addEventListener("pointerup", (event) => this.onUp(event));
    new ResizeObserver(() => this.ask()).observe(this);
    if (!this.hasAttribute("src")) return;
    this.wave = await pointsAt(this.getAttribute("src"));
    this.ask();
  }

  show(rows, currentId) {
    Object.assign(this, { rows, currentId });
    this.ask();
  }

  // The window follows, with a little of what was before.
  showTime(ms) {
    this.now = ms;
    if (ms < this.first || ms > this.first + SPAN_MS * 0.9) this.first = Math.max(ms - BEFORE_MS, 0);
    this.ask();
  }

  ask() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    if (!this.clientWidth) return;
    const scale = devicePixelRatio || 1;
    Object.assign(this.canvas, { width: Math.round(this.clientWidth * scale), height: Math.round(HEIGHT * scale) });
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    // Canvas knows no light-dark(): the stylesheet gives the colours by properties that resolve it.
    const style = getComputedStyle(this);
    this.drawSound(pen, style);
    for (const row of this.visibleRows()) this.drawRow(pen, style, row);
    pen.fillStyle = style.color;
    pen.fillRect(this.xOf(this.now), 0, 2, HEIGHT);
  }

  drawSound(pen, style) {
    if (!this.wave) return;
    pen.fillStyle = style.columnRuleColor;
    for (let x = 0; x < this.clientWidth; x += 2) {
      const [from, to] = [x, x + 2].map((place) => this.msOf(place) / this.wave.durationMs);
      if (from > 1) break;
      const [low, high] = this.wave.between(from, to);
      const height = Math.max(((high - low) / 255) * (HEIGHT - 20), 1);
      pen.fillRect(x, 10 + (HEIGHT - height) / 2, 1, height);
    }
  }

  drawRow(pen, style, row) {
    const { start, end } = this.dragged?.id === row.id ? this.dragged : row;
    const [left, right] = [this.xOf(start), this.xOf(end)];
    pen.globalAlpha = row.id === this.currentId ? 0.4 : 0.18;
    pen.fillStyle = style.caretColor;
    pen.fillRect(left, 0, right - left, HEIGHT);
    pen.globalAlpha = 1;
    pen.fillRect(left, 0, 2, HEIGHT);
    pen.fillRect(right - 2, 0, 2, HEIGHT);
    pen.save();
    pen.beginPath();
    pen.rect(left + 4, 0, Math.max(right - left - 8, 0), 20);
    pen.clip();
    pen.fillStyle = style.color;
    pen.font = style.font;
    pen.fillText(row.text.replace(/<[^>]*>/g, "").replaceAll("\n", " "), left + 6, 15);
    pen.restore();
  }

  visibleRows() {
    return this.rows.filter((row) => row.end > this.first && row.start < this.first + SPAN_MS);
  }

  onDown(event) {
    const x = event.offsetX;
    for (const row of this.visibleRows()) {
      for (const edge of ["start", "end"]) {
        if (Math.abs(this.xOf(row[edge]) - x) > GRIP_PX) continue;
        this.dragged = { id: row.id, edge, start: row.start, end: row.end };
        this.canvas.setPointerCapture(event.pointerId);
        return;
      }
    }
    const ms = Math.round(this.msOf(x));
    const row = this.visibleRows().find(({ start, end }) => start <= ms && ms < end);
    if (row) this.tell("captionpick", { id: row.id });
    this.tell("seekrequest", { ms });
  }

  onMove(event) {
    if (!this.dragged) return;
    const ms = Math.max(Math.round(this.msOf(event.offsetX)), 0);
    const { edge } = this.dragged;
    this.dragged[edge] = edge === "start" ? Math.min(ms, this.dragged.end - SHORTEST_MS) : Math.max(ms, this.dragged.start + SHORTEST_MS);
    this.ask();
  }

  // One drag is one edit, and takes one undo.
  onUp() {
    if (!this.dragged) return;
    const { id, start, end } = this.dragged;
    this.dragged = null;
    this.tell("captiontimes", { id, start: Math.max(start, 0), end });
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  xOf(ms) {
    return ((ms - this.first) / SPAN_MS) * this.clientWidth;
  }

  msOf(x) {
    return this.first + (x / this.clientWidth) * SPAN_MS;
  }
}

customElements.define("caption-wave", CaptionWave);
