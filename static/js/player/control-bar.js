// The buttons over the picture. All of it is the browser's own video underneath.
import { clock } from "../lib/clock.js";
import { text } from "../lib/strings.js";
import { iconButton, make, nameButton, showIcon } from "./dom.js";
import { SeekBar } from "./seek-bar.js";

const STEP = 10;

export class ControlBar {
  constructor(player) {
    this.player = player;
    this.video = player.video;
    this.build();
    this.element = make("div", { class: "ep-bar", role: "group", "aria-label": text("controls") }, ...this.parts());
    this.listen();
    this.update();
  }

  build() {
    const { player } = this;
    this.seekBar = new SeekBar(player);
    this.play = iconButton("play", text("play"), () => player.toggle());
    this.back = this.step("back", text("back", { n: STEP }), -STEP);
    this.forward = this.step("forward", text("forward", { n: STEP }), STEP);
    this.time = make("span", { class: "ep-time" });
    this.mute = iconButton("sound", text("mute"), () => player.toggleMute());
    this.volume = make("input", {
      type: "range", class: "ep-volume", min: "0", max: "1", step: "0.05", "aria-label": text("volume"),
      oninput: () => player.setVolume(Number(this.volume.value)),
    });
    this.captions = make("button", { type: "button", class: "ep-button ep-cc", onclick: () => player.captions.toggle() }, "CC");
    this.settings = iconButton("settings", text("settings"), () => player.toggleSettings());
    this.settings.setAttribute("aria-expanded", "false");
    this.pip = iconButton("pip", text("pip"), () => player.togglePip(), "ep-wide");
    this.fullscreen = iconButton("fullscreen", text("fullscreen"), () => player.toggleFullscreen());
  }

  step(name, label, seconds) {
    const button = iconButton(name, label, () => this.player.seek(this.video.currentTime + seconds), "ep-step");
    button.append(make("span", { class: "ep-ten", "aria-hidden": "true" }, String(STEP)));
    return button;
  }

  parts() {
    const sound = make("span", { class: "ep-sound" }, this.mute, this.volume);
    return [
      this.play, this.back, this.forward, this.time, this.seekBar.element, sound, this.captions, this.settings,
      ...(this.canPip ? [this.pip] : []), this.fullscreen,
    ];
  }

  get canPip() {
    return Boolean(document.pictureInPictureEnabled) && !this.player.isSound;
  }

  listen() {
    for (const name of ["play", "pause", "timeupdate", "durationchange", "volumechange", "seeking", "ended"]) {
      this.video.addEventListener(name, () => this.update());
    }
    document.addEventListener("fullscreenchange", () => this.update());
  }

  update() {
    const { video, player } = this;
    this.set(this.play, video.paused ? "play" : "pause");
    this.set(this.mute, player.isMuted ? "muted" : "sound", player.isMuted ? "unmute" : "mute");
    this.volume.value = player.isMuted ? 0 : video.volume;
    const isFull = player.isFullscreen;
    this.set(this.fullscreen, isFull ? "shrink" : "fullscreen", isFull ? "leave_fullscreen" : "fullscreen");
    const words = clock(video.currentTime);
    if (words === this.shownTime) return;
    this.shownTime = words;
    this.time.replaceChildren(words, make("span", { class: "ep-whole" }, ` / ${clock(this.seekBar.duration)}`));
  }

  // Touches the page only where something changed: this runs four times a second.
  set(button, iconName, key = iconName) {
    if (button.dataset.icon === iconName) return;
    button.dataset.icon = iconName;
    showIcon(button, iconName);
    nameButton(button, text(key));
  }

  showCaptions({ isOn, label }) {
    this.captions.setAttribute("aria-pressed", String(isOn));
    nameButton(this.captions, label ? text("captions_in", { language: label }) : text("captions"));
    this.captions.hidden = !this.player.captions.tracks.length;
  }
}
