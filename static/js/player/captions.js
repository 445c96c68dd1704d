// Which captions are shown, and drawing them over the picture: the browser's own drawing knows
// neither a window around the words nor our bar, and is left out of our fullscreen's corners.
import { layoutOf } from "../lib/cue-layout.js";
import { CueStyles } from "./cue-styles.js";
import { make } from "./dom.js";

const KINDS = ["captions", "subtitles"];

export class Captions {
  constructor(player) {
    this.player = player;
    this.video = player.video;
    this.overlay = make("div", { class: "ep-cues", "aria-hidden": "true" });
    this.tracks = [...this.video.textTracks].filter((track) => KINDS.includes(track.kind));
    this.isNative = false;
    this.styles = new CueStyles(player);
    for (const track of this.tracks) track.addEventListener("cuechange", () => this.draw());
    this.choose(this.remembered());
  }

  // What the viewer chose before wins over what the producer has on by default.
  remembered() {
    const { captions } = this.player.memory.settings;
    const usual = this.tracks.find((track) => track.mode === "showing");
    this.last = usual ?? this.tracks[0];
    if (!captions) return usual;
    this.last = this.tracks.find((t) => t.language === captions.language && t.label === captions.label)
      ?? this.tracks.find((t) => t.language === captions.language) ?? this.last;
    return captions.isOn ? this.last : undefined;
  }

  choose(track) {
    this.current = track;
    this.last = track ?? this.last;
    for (const each of this.tracks) each.mode = each !== track ? "disabled" : this.isNative ? "showing" : "hidden";
    if (track !== this.styles.track) this.styles.use(track);
    this.player.dispatchEvent(new CustomEvent("ep-captions", { detail: { track } }));
    this.draw();
  }

  // By the viewer: remembered in this browser.
  change(track) {
    this.choose(track);
    const { language, label } = this.last ?? {};
    this.player.memory.remember({ captions: { isOn: Boolean(track), language, label } });
  }

  toggle() {
    this.change(this.current ? undefined : this.last);
  }

  // Outside of our own frame (picture in picture, a phone's player) only the browser can draw.
  drawNatively(isNative) {
    this.isNative = isNative;
    this.choose(this.current);
  }

  draw() {
    const cues = this.current && !this.isNative ? [...(this.current.activeCues ?? [])] : [];
    this.overlay.replaceChildren(...groups(cues).map(([place, members]) => boxOf(place, members)));
    this.overlay.lang = this.current?.language ?? "";
  }
}

// Cues at the same place stand under each other instead of on top of each other.
function groups(cues) {
  const byPlace = new Map();
  for (const cue of cues) {
    const region = cue.region ? regionOf(cue.region) : undefined;
    const place = { ...layoutOf(cue), region, vertical: cue.vertical };
    const key = JSON.stringify(place);
    byPlace.set(key, [place, [...(byPlace.get(key)?.[1] ?? []), cue]]);
  }
  return [...byPlace.values()];
}

function regionOf(region) {
  return {
    left: region.viewportAnchorX - (region.regionAnchorX * region.width) / 100,
    top: region.viewportAnchorY, shift: -region.regionAnchorY, width: region.width, lines: region.lines,
  };
}

function boxOf(place, cues) {
  const box = make("div", { class: "ep-cue-box" }, ...cues.map(wordsOf));
  const { region } = place;
  if (region) {
    box.classList.add("ep-cue-region");
    set(box, { left: `${region.left}%`, width: `${region.width}%`, top: `${region.top}%`, lines: region.lines, shift: `${region.shift}%` });
  } else set(box, { left: `${place.left}%`, width: `${place.width}%` });
  box.dataset.align = place.textAlign;
  if (place.vertical) box.dataset.vertical = place.vertical;
  if (!region) placeDown(box, place);
  return box;
}

function placeDown(box, place) {
  if (place.isAuto) box.dataset.place = "auto";
  else if (place.lines === undefined) {
    box.dataset.place = "percent";
    set(box, { top: `${place.top}%`, shift: `${place.shift}%` });
  } else {
    box.dataset.place = place.lines < 0 ? "from-below" : "from-above";
    set(box, { lines: place.lines < 0 ? -place.lines - 1 : place.lines });
  }
}

function set(box, values) {
  for (const [name, value] of Object.entries(values)) box.style.setProperty(`--${name}`, String(value));
}

function wordsOf(cue) {
  const words = make("span", { class: "ep-cue", "data-id": cue.id || null }, cue.getCueAsHTML());
  for (const voice of words.querySelectorAll("[title]")) {
    voice.dataset.voice = voice.title;
    voice.removeAttribute("title"); // it would show where the mouse rests
  }
  return make("p", { dir: "auto" }, words);
}
