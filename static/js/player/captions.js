// Which captions are shown, and drawing them over the picture: the browser's own drawing knows
// neither a window around the words nor our bar, and is left out of our fullscreen's corners.
import { layoutOf } from "../lib/cue-layout.js";
import { keyOf, regionsIn } from "../lib/cue-regions.js";
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
    this.places = regionsIn("");
    this.known = new WeakMap(); // a cue's region, looked up once
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
    if (track !== this.track) this.read(track);
    this.player.dispatchEvent(new CustomEvent("ep-captions", { detail: { track } }));
    this.draw();
  }

  // What the browser tells nothing of stands in the file, which it has already.
  async read(track) {
    this.track = track;
    this.use("");
    const element = [...this.video.querySelectorAll("track")].find((each) => each.track === track);
    if (!element) return;
    const file = await fetch(element.src, { cache: "force-cache" }).then((answer) => answer.text()).catch(() => "");
    if (this.track === track) this.use(file);
  }

  use(file) {
    this.styles.use(file);
    this.places = regionsIn(file);
    this.known = new WeakMap();
    this.draw();
  }

  regionOf(cue) {
    const { regions, ids } = this.places;
    if (regions.size && !this.known.has(cue)) this.known.set(cue, regions.get(ids.get(keyOf(cue))));
    return this.known.get(cue);
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
    const groups = groupsOf(cues, (cue) => this.regionOf(cue));
    this.overlay.replaceChildren(...groups.map(([place, members]) => boxOf(place, members)));
    this.overlay.lang = this.current?.language ?? "";
  }
}

// Cues at the same place or in the same region stand under each other instead of on top of each other.
function groupsOf(cues, regionOf) {
  const byPlace = new Map();
  for (const cue of cues) {
    const region = regionOf(cue);
    const place = region ? { region } : { ...layoutOf(cue), vertical: cue.vertical };
    const key = JSON.stringify(place);
    byPlace.set(key, [place, [...(byPlace.get(key)?.[1] ?? []), cue]]);
  }
  return [...byPlace.values()];
}

function boxOf(place, cues) {
  const box = make("div", { class: "ep-cue-box" }, ...cues.map(wordsOf));
  if (place.region) return inRegion(box, place.region, cues);
  set(box, { left: `${place.left}%`, width: `${place.width}%` });
  box.dataset.align = place.textAlign;
  if (place.vertical) box.dataset.vertical = place.vertical;
  placeDown(box, place);
  return box;
}

// Its anchor lies on a point of the picture; within it each cue is aligned by itself.
function inRegion(box, region, cues) {
  box.classList.add("ep-cue-region");
  const left = region.viewportAnchorX - (region.regionAnchorX * region.width) / 100;
  set(box, {
    left: `${left}%`, width: `${region.width}%`, top: `${region.viewportAnchorY}%`,
    lines: region.lines, shift: `${-region.regionAnchorY}%`,
  });
  [...box.children].forEach((words, at) => { words.dataset.align = layoutOf(cues[at]).textAlign; });
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
