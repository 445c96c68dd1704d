// <querent-player><video controls></video></querent-player>: keeps the browser's own controls and
// adds what they lack: the transcript follows, lines and chapters seek in place, timed warnings are
// said before they begin, a link to this second can be copied, and keys work inside the player.
import { LEAD_SECONDS, due, jumpedOver, warningsFrom } from "../lib/timed-warnings.js";
import { TranscriptSync } from "../lib/transcript-sync.js";

const STEP_SECONDS = 5;
const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  if (whole >= 3600) parts.unshift(Math.floor(whole / 3600));
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
};

class QuerentPlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video || this.tools) return;
    const panel = document.querySelector(".transcript-words");
    this.sync = panel && new TranscriptSync(panel);
    this.chapters = [...document.querySelectorAll("a[data-chapter]")];
    this.warnings = warningsFrom(document.querySelectorAll(".timed-list li"));
    this.answered = new Set();
    this.addNotice();
    this.addTools();
    this.video.addEventListener("timeupdate", () => this.tick());
    this.video.addEventListener("seeked", () => this.tick());
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("error", (event) => this.onFailure(event.target), { capture: true });
    if (this.video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) this.sayUnreachable();
    this.onClick = this.onClick.bind(this);
    document.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onClick);
  }

  // One row for each warning that is near: none hides another.
  addNotice() {
    this.rows = new Map();
    this.notice = document.createElement("div");
    this.notice.className = "player-notice";
    this.notice.setAttribute("role", "alert");
    this.notice.setAttribute("aria-atomic", "false");
    this.append(this.notice);
  }

  addTools() {
    this.tools = document.createElement("div");
    this.tools.className = "player-tools no-print";
    this.status = document.createElement("span");
    this.status.className = "meta";
    this.status.setAttribute("role", "status");
    this.tools.append(button("Copy link to this second", () => this.copyLink()), this.status);
    this.append(this.tools);
  }

  tick() {
    const now = this.video.currentTime;
    this.sync?.update(now);
    this.markChapter(now);
    this.warn(now);
  }

  markChapter(now) {
    const current = this.chapters.findLast((link) => Number(link.dataset.chapter) <= now * 1000);
    for (const link of this.chapters) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // Whoever goes back to before a warning is told again.
  warn(now) {
    for (const warning of this.answered) {
      if (now < warning.start - LEAD_SECONDS - 1) this.answered.delete(warning);
    }
    const near = due(this.warnings, this.answered, now);
    const skipped = near.find((warning) => warning.alwaysSkip && now >= warning.start);
    if (skipped) {
      this.skip(skipped);
      return;
    }
    for (const warning of this.rows.keys()) if (!near.includes(warning)) this.removeRow(warning);
    for (const warning of near) if (!this.rows.has(warning)) this.addRow(warning, now);
  }

  addRow(warning, now) {
    const row = document.createElement("div");
    const words = document.createElement("p");
    words.textContent = this.sentence(warning, now);
    row.append(
      words,
      button("Skip", () => this.skip(warning)),
      button("Keep watching", () => this.keep(warning)),
    );
    this.rows.set(warning, row);
    this.notice.append(row);
  }

  removeRow(warning) {
    const row = this.rows.get(warning);
    const hadFocus = row?.contains(document.activeElement);
    row?.remove();
    this.rows.delete(warning);
    if (hadFocus) (this.notice.querySelector("button") ?? this.video).focus();
  }

  sentence(warning, now) {
    const away = Math.ceil(warning.start - now);
    const when = away > 0 ? `In ${away} ${away === 1 ? "second" : "seconds"}` : "Now";
    return `${when}: ${warning.label}. Skip goes on at ${clock(warning.skipTo)}.`;
  }

  // Where another warning is under way at the landing place, the video waits for an answer to it.
  skip(warning) {
    const over = jumpedOver(this.warnings, this.answered, warning, this.video.currentTime);
    this.answered.add(warning);
    this.removeRow(warning);
    this.seek(warning.skipTo);
    this.say(`Skipped: ${[warning, ...over].map((w) => w.label).join("; ")}.`);
    const met = due(this.warnings, this.answered, warning.skipTo);
    if (met.some((w) => w.start <= warning.skipTo && !w.alwaysSkip)) this.video.pause();
    this.warn(warning.skipTo);
  }

  keep(warning) {
    this.answered.add(warning);
    this.removeRow(warning);
  }

  // A source that fails says so itself; a video says when it breaks off. Tracks may fail alone.
  onFailure(element) {
    if (element.matches("source, video")) this.sayUnreachable();
  }

  sayUnreachable() {
    if (this.querySelector(".player-failed")) return;
    const words = document.createElement("p");
    words.className = "notice notice-warning player-failed";
    words.setAttribute("role", "alert");
    words.textContent = this.getAttribute("failed");
    this.querySelector(".player-frame").after(words);
  }

  seek(seconds) {
    const last = this.video.duration || seconds;
    this.video.currentTime = Math.min(Math.max(0, seconds), last);
  }

  say(words) {
    this.status.textContent = words;
  }

  // Every link on the page that leads to a second of this same page.
  onClick(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || address.pathname !== location.pathname) return;
    if (!address.searchParams.has("t")) return;
    event.preventDefault();
    const line = link.closest("li[data-start]:not([data-skip-to])");
    const seconds = line ? Number(line.dataset.start) / 1000 : Number(address.searchParams.get("t"));
    this.seek(seconds);
    this.video.play().catch(() => {}); // a browser may refuse to play before a gesture; the place is set
    history.replaceState(null, "", this.addressAt(seconds));
    if (!this.inView()) this.scrollIntoView({ block: "nearest" });
  }

  inView() {
    const box = this.video.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }

  addressAt(seconds) {
    const address = new URL(location.href);
    address.searchParams.set("t", String(Math.floor(seconds)));
    address.hash = "";
    return address.href;
  }

  async copyLink() {
    const seconds = this.video.currentTime;
    const address = new URL(this.addressAt(seconds));
    address.searchParams.delete("q");
    try {
      await navigator.clipboard.writeText(address.href);
      this.say(`Copied: the link opens at ${clock(seconds)}.`);
    } catch {
      this.say(address.href);
    }
  }

  // Inside the player only, and never where the browser's own controls take the key.
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, a")) return;
    const { video } = this;
    const actions = {
      k: () => (video.paused ? video.play() : video.pause()),
      j: () => this.seek(video.currentTime - 2 * STEP_SECONDS),
      l: () => this.seek(video.currentTime + 2 * STEP_SECONDS),
      m: () => { video.muted = !video.muted; },
      c: () => this.toggleCaptions(),
      f: () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()),
      s: () => this.notice.querySelector("button")?.click(),
    };
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }

  toggleCaptions() {
    const tracks = [...this.video.textTracks].filter((t) => ["captions", "subtitles"].includes(t.kind));
    const showing = tracks.find((track) => track.mode === "showing");
    if (showing) showing.mode = "disabled";
    else if (tracks[0]) (this.lastTrack ?? tracks[0]).mode = "showing";
    this.lastTrack = showing ?? this.lastTrack;
    this.say(showing ? "Captions off." : "Captions on.");
  }
}

function button(words, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button-quiet";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}

customElements.define("querent-player", QuerentPlayer);
