// What the player's panel has besides the looks of captions: which words, how fast, descriptions,
// and what helps somebody pass on a moment. The panel itself is <caption-settings>.
import { clock } from "../lib/clock.js";
import { text } from "../lib/strings.js";
import { make } from "./dom.js";

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

export function playerRows(player) {
  return [
    row(text("words"), captionSelect(player)),
    row(text("speed"), select(SPEEDS.map((speed) => [String(speed), `${speed.toLocaleString(document.documentElement.lang)}×`]), String(player.video.playbackRate), (value) => player.setSpeed(Number(value)))),
    row(text("volume"), volumeRange(player)),
    ...(player.descriptions.track ? [row(text("descriptions"), descriptionSelect(player))] : []),
  ];
}

// What a narrow bar has no room for stands here too.
export function playerButtons(player) {
  const pip = make("button", { type: "button", class: "ep-keep", onclick: () => player.togglePip() }, text("pip"));
  return make("div", { class: "ep-panel-buttons" },
    ...(player.bar.canPip ? [pip] : []),
    make("button", { type: "button", class: "ep-keep", onclick: () => player.copyLink() }, text("copy_link")),
    make("button", { type: "button", class: "ep-keep", onclick: () => player.keyboard.showHelp() }, text("help")));
}

function captionSelect(player) {
  const { captions } = player;
  const options = [["", text("off")], ...captions.tracks.map((track, index) => [String(index), track.label])];
  const box = select(options, String(captions.tracks.indexOf(captions.current)).replace("-1", ""), (value) => captions.change(captions.tracks[value]));
  player.addEventListener("ep-captions", () => { box.value = String(captions.tracks.indexOf(captions.current)).replace("-1", ""); });
  return box;
}

function volumeRange(player) {
  const range = make("input", { type: "range", min: "0", max: "1", step: "0.05", oninput: () => player.setVolume(Number(range.value)) });
  const update = () => { range.value = player.isMuted ? 0 : player.video.volume; };
  player.video.addEventListener("volumechange", update);
  update();
  return range;
}

function descriptionSelect(player) {
  const options = [["off", text("off")], ["read", text("described_read")], ...("speechSynthesis" in globalThis ? [["spoken", text("described_spoken")]] : [])];
  return select(options, player.descriptions.how, (value) => player.descriptions.change(value));
}

function select(options, chosen, change) {
  const box = make("select", { onchange: () => change(box.value) }, ...options.map(([value, label]) => make("option", { value }, label)));
  box.value = chosen;
  return box;
}

function row(label, control) {
  return make("label", { class: "setting" }, make("span", {}, label), control);
}

export function momentLink(seconds) {
  const address = new URL(location.href);
  address.search = "";
  address.searchParams.set("t", String(Math.floor(seconds)));
  address.hash = "";
  return { href: address.href, time: clock(seconds) };
}
