// Keys inside the player, the sheet that lists them, and the switch that turns single letters off
// (WCAG 2.1.4: somebody who speaks their commands may say a letter by chance).
import { actionFor } from "../lib/player-keys.js";
import { text } from "../lib/strings.js";
import { iconButton, make } from "./dom.js";

const STEP = 10;
const LOUDER = 0.1;
const IN_CONTROL = "button, a, input, select, summary, [role=slider], [role=tab]";
const ROWS = [
  ["Space, K", "key_toggle"], ["J, ←", "key_back"], ["L, →", "key_forward"], ["↑ ↓", "key_volume"],
  ["M", "key_mute"], ["C", "key_captions"], ["F", "key_fullscreen"], ["I", "key_pip"], ["S", "key_skip"],
  ["< >", "key_speed"], ["0 – 9", "key_tenth"], ["?", "key_help"],
];

export class Keyboard {
  constructor(player) {
    this.player = player;
    player.addEventListener("keydown", (event) => this.onKey(event));
  }

  get isOff() {
    return Boolean(this.player.memory.settings.noLetters);
  }

  onKey(event) {
    if (event.defaultPrevented || event.target.closest("dialog, input:not([type=range]), select, textarea")) return;
    const isInControl = Boolean(event.target.closest(IN_CONTROL));
    const name = actionFor(event, { isInControl, isOff: this.isOff });
    if (!name) return;
    event.preventDefault();
    this.act(name);
  }

  act(name) {
    const { player } = this;
    const { video } = player;
    const { duration } = player;
    if (name.startsWith("tenth-")) return player.seek((duration * Number(name.slice(6))) / 10);
    return {
      toggle: () => player.toggle(),
      back: () => player.seek(video.currentTime - STEP),
      forward: () => player.seek(video.currentTime + STEP),
      louder: () => player.setVolume(video.volume + LOUDER),
      quieter: () => player.setVolume(video.volume - LOUDER),
      mute: () => player.toggleMute(),
      captions: () => player.captions.toggle(),
      fullscreen: () => player.toggleFullscreen(),
      pip: () => player.togglePip(),
      skip: () => player.guard.skip(),
      slower: () => player.changeSpeed(-1),
      faster: () => player.changeSpeed(1),
      start: () => player.seek(0),
      end: () => player.seek(duration),
      help: () => this.showHelp(),
    }[name]?.();
  }

  showHelp() {
    this.sheet ??= this.makeSheet();
    this.sheet.querySelector("input").checked = !this.isOff;
    this.sheet.showModal();
  }

  makeSheet() {
    const rows = ROWS.map(([keys, words]) => make("div", {}, make("dt", {}, make("kbd", {}, keys)), make("dd", {}, text(words))));
    const box = make("input", { type: "checkbox", onchange: () => this.player.memory.remember({ noLetters: !box.checked }) });
    const sheet = make("dialog", { class: "ep-help", "aria-label": text("help") },
      make("div", { class: "ep-help-head" }, make("h2", {}, text("help")), iconButton("close", text("close"), () => sheet.close())),
      make("dl", {}, ...rows),
      make("label", { class: "choice" }, box, " ", text("letters_on")));
    this.player.append(sheet);
    return sheet;
  }
}
