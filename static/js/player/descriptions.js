// What can be seen, in words: a track that a screen reader says (live region), or that the browser
// speaks. Spoken words that need longer than there is room for hold the video until they are done.
import { make } from "./dom.js";

export class Descriptions {
  constructor(player) {
    this.player = player;
    this.video = player.video;
    this.track = [...this.video.textTracks].find((track) => track.kind === "descriptions");
    this.region = make("div", { class: "visually-hidden", "aria-live": "assertive" });
    if (!this.track) return;
    this.track.addEventListener("cuechange", () => this.onCue());
    this.video.addEventListener("seeking", () => this.onSeek());
    this.video.addEventListener("pause", () => { if (!this.isHolding) this.fallSilent(); });
    this.video.addEventListener("play", () => { this.isHolding = false; });
    this.change(player.memory.settings.descriptions ?? "off", false);
  }

  // how: "off", "read" (by the viewer's own screen reader) or "spoken" (by the browser).
  change(how, isChoice = true) {
    this.how = how;
    this.track.mode = how === "off" ? "disabled" : "hidden";
    if (how !== "spoken") this.stop();
    if (isChoice) this.player.memory.remember({ descriptions: how });
  }

  onCue() {
    const [cue] = this.track.activeCues ?? [];
    if (cue === this.cue) return;
    this.cue = cue; // none between two: who goes back to one is told again
    if (!cue) return;
    const words = cue.getCueAsHTML().textContent.trim();
    if (this.how === "read") this.region.textContent = words;
    if (this.how === "spoken") this.speak(words, cue);
  }

  speak(words, cue) {
    this.fallSilent();
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = this.track.language;
    const room = Math.max(0, (cue.endTime - this.video.currentTime) / this.video.playbackRate) * 1000;
    this.timer = setTimeout(() => this.hold(), room);
    this.speech = speech;
    speech.onend = speech.onerror = () => { if (speech === this.speech) this.stop(); };
    globalThis.speechSynthesis.speak(speech);
  }

  hold() {
    if (this.video.paused) return;
    this.isHolding = true;
    this.video.pause();
  }

  // Words about another place than the one in sight are worse than none.
  onSeek() {
    this.region.textContent = "";
    this.stop();
  }

  stop() {
    const wasHolding = this.isHolding;
    this.fallSilent();
    if (wasHolding) this.player.play();
  }

  fallSilent() {
    clearTimeout(this.timer);
    this.isHolding = false;
    if (!this.speech) return;
    this.speech = undefined;
    globalThis.speechSynthesis.cancel();
  }
}
