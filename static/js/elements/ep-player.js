// <ep-player id="player"><div class="ep-frame"><video controls></video></div>…</ep-player>: our own
// controls over the browser's video. Partners find it by its id (`for="player"`) and speak by events:
// it sends `ep-time` ({ seconds }) and obeys `ep-seek` ({ seconds, play }). Without scripts the
// browser's controls stay.
import { PlayerMemory } from "../lib/player-memory.js";
import { text } from "../lib/strings.js";
import { Captions } from "../player/captions.js";
import { ControlBar } from "../player/control-bar.js";
import { Descriptions } from "../player/descriptions.js";
import { make } from "../player/dom.js";
import { Keyboard } from "../player/keyboard.js";
import { Line } from "../player/line.js";
import { SPEEDS, momentLink } from "../player/settings.js";
import { WarningGuard } from "../player/warning-guard.js";

const IDLE_MS = 3000;
const SAVE_EVERY = 5; // seconds

class EpPlayer extends HTMLElement {
  connectedCallback() {
    if (this.bar) return;
    this.frame = this.querySelector(".ep-frame");
    this.memory = new PlayerMemory(localStorageOrNothing());
    const facade = this.querySelector(".ep-facade a");
    if (this.querySelector("video")) this.setUp();
    else facade?.addEventListener("click", (event) => this.open(event));
    this.onClick = this.onClick.bind(this);
    document.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onClick);
  }

  // A video from another site: not one request of it before this press.
  open(event) {
    event.preventDefault();
    this.frame.replaceChildren(this.querySelector("template").content.cloneNode(true));
    this.setUp();
    this.play();
    this.bar.play.focus();
  }

  setUp() {
    this.video = this.querySelector("video");
    this.isSound = this.frame.classList.contains("ep-frame-sound");
    this.ranges = [...this.querySelectorAll(".ep-ranges li")].map(rangeOf);
    this.chapters = [...this.querySelectorAll(".ep-chapters li")].map((item) => ({ start: Number(item.dataset.start) / 1000, title: item.textContent.trim() }));
    this.startSecond = Number(new URLSearchParams(location.search).get("t")) || 0;
    this.status = make("p", { class: "visually-hidden", role: "status" });
    this.line = new Line(this, this.querySelector(".ep-line"));
    this.captions = new Captions(this);
    this.descriptions = new Descriptions(this);
    this.bar = new ControlBar(this);
    this.seekBar = this.bar.seekBar;
    this.frame.append(this.captions.overlay, this.bar.element);
    this.append(this.status, this.descriptions.region);
    this.video.controls = false;
    this.classList.add("is-ready");
    this.keyboard = new Keyboard(this);
    this.applySettings();
    this.listen();
    this.seekBar.mark();
    this.guard = new WarningGuard(this);
    this.showChapter();
    this.resume();
    this.dispatchEvent(new CustomEvent("ep-ready"));
  }

  applySettings() {
    const { volume, isMuted, rate } = this.memory.settings;
    if (Number.isFinite(volume)) this.video.volume = Math.min(1, Math.max(0, volume));
    if (isMuted) this.video.muted = true;
    if (SPEEDS.includes(rate)) this.video.defaultPlaybackRate = this.video.playbackRate = rate;
    this.bar.showCaptions({ isOn: Boolean(this.captions.current), label: this.captions.current?.label });
  }

  listen() {
    const { video } = this;
    video.addEventListener("timeupdate", () => this.onTime());
    video.addEventListener("seeked", () => this.onTime());
    video.addEventListener("click", () => this.toggle());
    video.addEventListener("enterpictureinpicture", () => this.leaveFrame(true));
    video.addEventListener("leavepictureinpicture", () => this.leaveFrame(false));
    this.addEventListener("ep-captions", ({ detail }) => this.bar.showCaptions({ isOn: Boolean(detail.track), label: detail.track?.label }));
    this.addEventListener("ep-seek", ({ detail }) => this.goTo(detail.seconds, detail.play));
    this.addEventListener("error", (event) => this.onFailure(event.target), { capture: true });
    if (video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) this.sayUnreachable();
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) this.addEventListener(name, () => this.wake());
    video.addEventListener("play", () => this.wake());
  }

  // The bar goes while nobody moves and the video plays; never while it has the focus.
  wake() {
    delete this.dataset.idle;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      const isUsed = this.video.paused || this.bar.element.matches(":focus-within, :hover");
      if (!isUsed) this.dataset.idle = "";
    }, IDLE_MS);
  }

  onTime() {
    const seconds = this.video.currentTime;
    this.dispatchEvent(new CustomEvent("ep-time", { detail: { seconds } }));
    this.showChapter();
    if (Math.abs(seconds - (this.savedAt ?? 0)) < SAVE_EVERY) return;
    this.savedAt = seconds;
    this.memory.rememberPlace(this.dataset.name, seconds, this.duration);
  }

  // Only where the address asks for no other place, and never without being asked to play.
  resume() {
    const seconds = this.memory.placeIn(this.dataset.name);
    if (seconds && !this.startSecond) this.video.currentTime = seconds;
    if (this.video.autoplay) this.focusPlay();
  }

  // After the address's #player was gone to, which takes the focus away. Who pressed "Watch it" by
  // keyboard goes on here.
  focusPlay() {
    const focus = () => this.bar.play.focus({ preventScroll: true });
    if (document.readyState === "complete") focus();
    else addEventListener("load", () => setTimeout(focus), { once: true });
  }

  showChapter() {
    if (!this.chapters.length) return;
    const now = this.video.readyState ? this.video.currentTime : this.startSecond;
    const index = this.chapters.findLastIndex((chapter) => chapter.start <= now);
    if (index === this.chapterIndex) return;
    this.chapterIndex = index;
    this.line.showChapter(this.chapters[index], this.chapters[index + 1]);
  }

  get duration() {
    return this.seekBar.duration;
  }

  // What the viewer chose, not what a jump does meanwhile.
  get isMuted() {
    return this.guard?.wasMuted ?? this.video.muted;
  }

  get isPip() {
    return document.pictureInPictureElement === this.video;
  }

  get isFullscreen() {
    return document.fullscreenElement === this;
  }

  play() {
    return this.video.play().catch(() => {}); // a browser may refuse before a gesture; the place is set
  }

  toggle() {
    if (this.video.paused) this.play();
    else this.video.pause();
  }

  seek(seconds) {
    this.video.currentTime = Math.min(Math.max(0, seconds), this.duration || seconds);
    this.seekBar.update();
  }

  goTo(seconds, play) {
    if (!this.video) return;
    this.seek(seconds);
    if (play) this.play();
    const box = this.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) this.scrollIntoView({ block: "nearest" });
  }

  toggleMute() {
    this.changeSound({ isMuted: !this.isMuted });
  }

  setVolume(volume) {
    this.video.volume = Math.min(1, Math.max(0, Math.round(volume * 20) / 20));
    this.changeSound({ isMuted: this.video.volume === 0 });
  }

  changeSound({ isMuted }) {
    if (this.guard?.wasMuted === undefined) this.video.muted = isMuted;
    else this.guard.wasMuted = isMuted;
    this.memory.remember({ isMuted, volume: this.video.volume });
    this.bar.update();
  }

  setSpeed(rate) {
    this.video.playbackRate = rate;
    this.memory.remember({ rate });
    this.say(text("speed_is", { speed: rate.toLocaleString(document.documentElement.lang) }));
  }

  changeSpeed(step) {
    const index = SPEEDS.findIndex((speed) => speed >= this.video.playbackRate) + step;
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, index))]);
  }

  toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.requestFullscreen) this.requestFullscreen();
    else this.video.webkitEnterFullscreen?.();
  }

  togglePip() {
    if (this.isPip) document.exitPictureInPicture();
    else this.video.requestPictureInPicture?.().catch(() => {});
  }

  leaveFrame(isOutside) {
    this.captions.drawNatively(isOutside);
    this.guard.look();
  }

  toggleSettings() {
    this.dispatchEvent(new CustomEvent("ep-settings"));
  }

  say(words) {
    this.status.textContent = words;
  }

  async copyLink() {
    const { href, time } = momentLink(this.video.currentTime);
    try {
      await navigator.clipboard.writeText(href);
      this.say(text("copied", { time }));
    } catch {
      this.say(href);
    }
  }

  async post(address, values) {
    const body = new URLSearchParams(values);
    return fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
  }

  // A source that fails says so itself; a video says when it breaks off. Tracks may fail alone.
  onFailure(element) {
    if (element.matches("source, video")) this.sayUnreachable();
  }

  sayUnreachable() {
    if (this.querySelector(".ep-failed")) return;
    this.frame.after(make("p", { class: "notice notice-warning ep-failed", role: "alert" }, this.dataset.failed));
  }

  // Every link on the page that leads to a second of this same page. Two players on a page: the
  // link names its own (`data-player`), else the first answers.
  onClick(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !this.video) return;
    const address = new URL(link.href);
    const isHere = address.origin === location.origin && address.pathname === location.pathname;
    if (!isHere || !address.searchParams.has("t") || address.searchParams.has("lang")) return;
    const named = link.dataset.player ? document.getElementById(link.dataset.player) : document.querySelector("ep-player");
    if (named !== this) return;
    event.preventDefault();
    const exact = Number(link.dataset.ms);
    const seconds = link.dataset.ms ? exact / 1000 : Number(address.searchParams.get("t"));
    this.goTo(seconds, true);
    history.replaceState(null, "", address.href);
  }
}

function rangeOf(item) {
  const { id, start, end, skipTo, category, label, text: words, note, action } = item.dataset;
  return {
    id, category, label, text: words, note: note ?? "",
    start: Number(start) / 1000, end: Number(end) / 1000, skipTo: Number(skipTo) / 1000,
    isAnnounced: action !== "mark", isSkipped: action === "skip",
  };
}

function localStorageOrNothing() {
  try {
    return localStorage;
  } catch {
    return undefined; // PlayerMemory forgets then
  }
}

customElements.define("ep-player", EpPlayer);
