// What a player remembers in this browser, and only there: how loud, how fast, which captions, and
// the place in each of the last videos. A browser that refuses storage forgets.
const KEY = "player";
const MOST_PLACES = 40;
// A place this close to the end, or to the beginning, is no place to go on from.
const EDGE = 5;

export class PlayerMemory {
  constructor(storage) {
    this.storage = storage;
  }

  get settings() {
    return this.read().settings ?? {};
  }

  remember(settings) {
    const all = this.read();
    this.write({ ...all, settings: { ...all.settings, ...settings } });
  }

  placeIn(name) {
    return (this.read().places ?? []).find((place) => place[0] === name)?.[1] ?? 0;
  }

  rememberPlace(name, seconds, duration) {
    const all = this.read();
    const others = (all.places ?? []).filter((place) => place[0] !== name);
    const isWorth = seconds > EDGE && seconds < duration - EDGE;
    const places = isWorth ? [[name, Math.floor(seconds)], ...others] : others;
    this.write({ ...all, places: places.slice(0, MOST_PLACES) });
  }

  read() {
    try {
      const value = JSON.parse(this.storage.getItem(KEY));
      return value && typeof value === "object" ? value : {};
    } catch {
      return {};
    }
  }

  write(value) {
    try {
      this.storage.setItem(KEY, JSON.stringify(value));
    } catch {
      // full, or not allowed: forgotten
    }
  }
}
