// The slider for the place in the video: marks where warnings are, a picture of where one would go.
import { clock } from "../lib/clock.js";
import { lineAt } from "../lib/lines.js";
import { tilesFrom } from "../lib/storyboard.js";
import { text } from "../lib/strings.js";
import { make } from "./dom.js";

const STEP = 5;
const PAGE = 60;
const REST_MS = 4000; // after the last key the picture stays long enough to be looked at

export class SeekBar {
  constructor(player) {
    this.player = player;
    this.video = player.video;
    this.preview = make("span", { class: "ep-preview", hidden: true, "aria-hidden": "true" });
    this.element = make("div", {
      class: "ep-seek", role: "slider", tabindex: "0", "aria-label": text("place"), "aria-valuemin": "0",
    }, this.preview);
    this.listen();
  }

  listen() {
    const { element, video } = this;
    for (const name of ["timeupdate", "seeking", "seeked", "durationchange", "loadedmetadata"]) {
      video.addEventListener(name, () => this.update());
    }
    video.addEventListener("durationchange", () => this.mark());
    element.addEventListener("keydown", (event) => this.onKey(event));
    element.addEventListener("pointerdown", (event) => this.onDown(event));
    element.addEventListener("pointermove", (event) => this.onMove(event));
    element.addEventListener("pointerenter", () => this.loadStoryboard());
    for (const name of ["pointerleave", "blur"]) element.addEventListener(name, () => this.hidePreview());
  }

  get duration() {
    return Number.isFinite(this.video.duration) ? this.video.duration : Number(this.player.dataset.duration) || 0;
  }

  update(seconds = this.video.currentTime) {
    const { element, duration } = this;
    element.style.setProperty("--at", `${duration ? (100 * seconds) / duration : 0}%`);
    element.setAttribute("aria-valuemax", String(Math.floor(duration)));
    element.setAttribute("aria-valuenow", String(Math.floor(seconds)));
    element.setAttribute("aria-valuetext", this.placeInWords(seconds));
  }

  // What the picture tells the eye: where in the video this is, and what it carries there.
  placeInWords(seconds) {
    const place = text("place_of", { time: clock(seconds), whole: clock(this.duration) });
    const notes = this.rangesAt(seconds).map((range) => range.text);
    return [place, this.chapterAt(seconds), ...new Set(notes)].filter(Boolean).join(", ");
  }

  chapterAt(seconds) {
    return this.player.chapters.findLast((chapter) => chapter.start <= seconds)?.title ?? "";
  }

  rangesAt(seconds) {
    return this.player.ranges.filter((range) => seconds >= range.start && seconds < range.end);
  }

  mark() {
    for (const old of this.element.querySelectorAll(".ep-mark")) old.remove();
    for (const range of this.player.ranges) {
      const mark = make("i", { class: "ep-mark", "aria-hidden": "true" });
      mark.style.insetInlineStart = `${(100 * range.start) / this.duration}%`;
      mark.style.inlineSize = `${(100 * (range.end - range.start)) / this.duration}%`;
      this.element.append(mark);
    }
    this.update();
  }

  secondsAt(event) {
    const box = this.element.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const isTurned = getComputedStyle(this.element).direction === "rtl";
    return (isTurned ? 1 - share : share) * this.duration;
  }

  onDown(event) {
    if (event.button) return;
    this.element.setPointerCapture(event.pointerId);
    this.player.seek(this.secondsAt(event));
  }

  onMove(event) {
    const seconds = this.secondsAt(event);
    if (this.element.hasPointerCapture(event.pointerId)) this.player.seek(seconds);
    this.show(seconds);
  }

  onKey(event) {
    if (event.key === "Escape") this.hidePreview();
    const now = this.video.currentTime;
    const to = {
      ArrowRight: now + STEP, ArrowUp: now + STEP, ArrowLeft: now - STEP, ArrowDown: now - STEP,
      PageUp: now + PAGE, PageDown: now - PAGE, Home: 0, End: this.duration,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.player.seek(to);
    this.loadStoryboard();
    this.show(Math.min(this.duration, Math.max(0, to)));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hidePreview(), REST_MS);
  }

  hidePreview() {
    clearTimeout(this.timer);
    this.preview.hidden = true;
  }

  // When it is first wanted: most people never look for a place by its picture.
  loadStoryboard() {
    const address = this.player.dataset.storyboard;
    if (!address || this.tiles) return;
    this.tiles = [];
    const load = async () => {
      const answer = await fetch(address).catch(() => null);
      this.tiles = answer?.ok ? tilesFrom(await answer.text()) : [];
      if (!this.preview.hidden) this.show(this.shownAt);
    };
    load();
  }

  // A picture of a part that is always skipped would show what its viewer does not want to see.
  show(seconds) {
    this.shownAt = seconds;
    const title = this.chapterAt(seconds);
    const isSpared = this.rangesAt(seconds).some((range) => range.isSkipped);
    const tile = isSpared ? undefined : this.tiles?.[lineAt(this.tiles, seconds)];
    this.preview.replaceChildren(...(tile ? [pictureOf(tile)] : []), clock(seconds), ...(title ? [make("b", {}, title)] : []));
    this.preview.hidden = false;
    const half = this.preview.offsetWidth / 2; // near an end it stays in the frame
    this.preview.style.insetInlineStart = `clamp(${half}px, ${(100 * seconds) / this.duration}%, 100% - ${half}px)`;
  }
}

function pictureOf(tile) {
  const picture = make("span", { class: "ep-tile" });
  Object.assign(picture.style, {
    inlineSize: `${tile.width}px`, blockSize: `${tile.height}px`,
    backgroundImage: `url("${tile.address}")`, backgroundPosition: `-${tile.x}px -${tile.y}px`,
  });
  return picture;
}
