// <sync-review> around a video and the captions that are proposed for it: leads from one doubtful
// caption (li[data-doubt]) to the next, by two buttons and by n and p while the focus is inside.
// The link of the caption is pressed, so the element that plays the video (review-player) goes there.
import { text } from "../lib/strings.js";

class SyncReview extends HTMLElement {
  connectedCallback() {
    this.doubtful = [...this.querySelectorAll("li[data-doubt]")];
    const head = this.querySelector(".transcript-head");
    if (this.doubtful.length === 0 || !head || this.tools) return;
    this.place = -1;
    this.addTools(head);
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("click", (event) => this.follow(event.target.closest("li[data-start]")));
  }

  // From wherever somebody went by themselves: between two doubtful captions the place is a half.
  follow(line) {
    if (!line) return;
    const start = Number(line.dataset.start);
    const before = this.doubtful.filter((other) => Number(other.dataset.start) <= start).length - 1;
    this.place = this.doubtful[before] === line ? before : before + 0.5;
  }

  addTools(head) {
    this.tools = document.createElement("div");
    this.tools.className = "doubt-tools";
    this.status = document.createElement("span");
    this.status.setAttribute("role", "status");
    this.status.textContent = text("doubt_keys");
    this.tools.append(
      button(text("doubt_back"), "p", () => this.step(-1)),
      button(text("doubt_next"), "n", () => this.step(1)),
      this.status,
    );
    head.append(this.tools);
  }

  // Typing is typing; the player has its own keys, and n and p are not among them.
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) return;
    const way = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (!way) return;
    event.preventDefault();
    this.step(way);
  }

  step(way) {
    const place = way > 0 ? Math.floor(this.place) + 1 : Math.ceil(this.place) - 1;
    if (place < 0 || place >= this.doubtful.length) {
      this.status.textContent = text(way > 0 ? "doubt_last" : "doubt_first");
      return;
    }
    this.place = place;
    this.show(this.doubtful[place]);
  }

  show(line) {
    const link = line.querySelector("a");
    if (this.querySelector("video")) link.click();
    link.focus({ preventScroll: true });
    const panel = line.closest(".transcript-words");
    panel.scrollTop += line.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
    this.status.textContent = text("doubt_at", { at: this.place + 1, total: this.doubtful.length, why: line.dataset.doubt });
    this.dispatchEvent(new CustomEvent("doubtshown", { bubbles: true, detail: { cue: line.id } }));
  }
}

function button(words, key, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button-quiet";
  element.textContent = words;
  element.setAttribute("aria-keyshortcuts", key);
  element.addEventListener("click", act);
  return element;
}

customElements.define("sync-review", SyncReview);
