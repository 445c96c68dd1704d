// <wave-form src="/episodes/…/waveform.dat" label="…">: draws the shape of a sound over its whole
// length. Says where it was clicked: seekrequest (bubbles; detail.ms).
import { canvasIn, pointsAt } from "../lib/waveform.js";

const HEIGHT = 64;

class WaveForm extends HTMLElement {
  async connectedCallback() {
    if (this.canvas) return;
    this.canvas = canvasIn(this);
    this.addEventListener("click", (event) => this.onClick(event));
    this.watch = new ResizeObserver(() => this.draw());
    this.wave = await pointsAt(this.getAttribute("src")); // the page says without it what there is to say
    this.hidden = !this.wave;
    this.watch.observe(this);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
  }

  draw() {
    if (!this.wave || !this.clientWidth) return;
    const scale = devicePixelRatio || 1;
    const [width, height] = [Math.round(this.clientWidth * scale), Math.round(HEIGHT * scale)];
    Object.assign(this.canvas, { width, height });
    const pen = this.canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(this).color;
    for (let x = 0; x < width; x += 1) {
      const [low, high] = this.wave.between(x / width, (x + 1) / width);
      const top = ((127 - high) / 255) * height;
      pen.fillRect(x, top, 1, Math.max(((high - low) / 255) * height, 1));
    }
  }

  onClick(event) {
    if (!this.wave) return;
    const box = this.canvas.getBoundingClientRect();
    const ms = Math.round(((event.clientX - box.left) / box.width) * this.wave.durationMs);
    this.dispatchEvent(new CustomEvent("seekrequest", { bubbles: true, detail: { ms } }));
  }
}

customElements.define("wave-form", WaveForm);
