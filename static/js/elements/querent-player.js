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
    this.onClick = this.onClick.bind(this);
    document.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onClick);
  }

  addNotice() {
    this.notice = document.createElement("div");
    this.notice.className = "player-notice";
    this.notice.hidden = true;
    this.words = document.createElement("p");
    this.words.setAttribute("role", "alert");
    this.skipButton = button("Skip", () => this.skip(this.said));
    this.keepButton = button("Keep watching", () => this.keep(this.said));
    this.notice.append(this.words, this.skipButton, this.keepButton);
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
    const next = due(this.warnings, this.answered, now)[0];
    if (next?.alwaysSkip && now >= next.start) {
      this.skip(next);
      return;
    }
    if (next === this.said) return;
    this.said = next;
    this.notice.hidden = !next;
    this.words.textContent = next ? this.sentence(next, now) : "";
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
    this.closeNotice();
    this.seek(warning.skipTo);
    this.say(`Skipped: ${[warning, ...over].map((w) => w.label).join("; ")}.`);
    const next = due(this.warnings, this.answered, warning.skipTo)[0];
    if (next && next.start <= warning.skipTo && !next.alwaysSkip) this.video.pause();
    this.warn(warning.skipTo);
  }

  keep(warning) {
    this.answered.add(warning);
    this.closeNotice();
    this.tick();
  }

  closeNotice() {
    const hadFocus = this.notice.contains(document.activeElement);
    this.notice.hidden = true;
    this.said = undefined;
    if (hadFocus) this.video.focus();
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
      s: () => this.said && this.skip(this.said),
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
