// <review-player><video controls></video></review-player> on the desk: the browser's own player, which
// follows its captions in the list beside it; links to seconds of this page seek in place.
import { TranscriptSync } from "../lib/transcript-sync.js";

const STEP_SECONDS = 10;

class ReviewPlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    const panel = document.getElementById(this.getAttribute("for"));
    if (!this.video || !panel || this.sync) return;
    this.sync = new TranscriptSync(panel);
    this.video.addEventListener("timeupdate", () => this.sync.update(this.video.currentTime));
    this.video.addEventListener("seeked", () => this.sync.update(this.video.currentTime));
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("error", (event) => this.onFailure(event.target), { capture: true });
    this.onClick = this.onClick.bind(this);
    document.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onClick);
  }

  onFailure(element) {
    if (!element.matches("source, video") || this.querySelector(".player-failed")) return;
    const words = document.createElement("p");
    words.className = "notice notice-warning player-failed";
    words.setAttribute("role", "alert");
    words.textContent = this.getAttribute("failed");
    this.append(words);
  }

  onClick(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.pathname !== location.pathname || !address.searchParams.has("t")) return;
    event.preventDefault();
    const line = link.closest("li[data-start]");
    this.video.currentTime = line ? Number(line.dataset.start) / 1000 : Number(address.searchParams.get("t"));
    this.video.play().catch(() => {}); // a browser may refuse before a gesture; the place is set
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, a")) return;
    const { video } = this;
    const action = {
      k: () => (video.paused ? video.play() : video.pause()),
      j: () => { video.currentTime -= STEP_SECONDS; },
      l: () => { video.currentTime += STEP_SECONDS; },
    }[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

customElements.define("review-player", ReviewPlayer);
