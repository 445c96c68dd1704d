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
    this.change(player.memory.settings.descriptions ?? "off", false);
  }

  // how: "off", "read" (by the viewer's own screen reader) or "spoken" (by the browser).
  change(how, isChoice = true) {
    this.how = how;
    if (this.track) this.track.mode = how === "off" ? "disabled" : "hidden";
    if (how !== "spoken") globalThis.speechSynthesis?.cancel();
    if (isChoice) this.player.memory.remember({ descriptions: how });
  }

  onCue() {
    const [cue] = this.track.activeCues ?? [];
    if (!cue || cue === this.cue) return;
    this.cue = cue;
    const words = cue.getCueAsHTML().textContent.trim();
    if (this.how === "read") this.region.textContent = words;
    if (this.how === "spoken") this.speak(words, cue);
  }

  speak(words, cue) {
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = this.track.language;
    let isHolding = false;
    const hold = () => {
      isHolding = !this.video.paused;
      if (isHolding) this.video.pause();
    };
    const room = Math.max(0, (cue.endTime - this.video.currentTime) / this.video.playbackRate) * 1000;
    const timer = setTimeout(hold, room);
    speech.onend = speech.onerror = () => {
      clearTimeout(timer);
      if (isHolding) this.player.play();
    };
    globalThis.speechSynthesis.speak(speech);
  }
}
