// Finding words in the transcript in place: how many, which, next and back, without a new page.
import { pieces } from "../lib/pieces.js";
import { text } from "../lib/strings.js";
import { iconButton, make } from "./dom.js";

const WAIT_MS = 150;
const SHORTEST = 2;

export class FindBar {
  constructor(transcript, form) {
    this.transcript = transcript;
    this.form = form;
    if (!form) return;
    this.input = form.querySelector("input[type=search]");
    this.build();
    form.addEventListener("submit", (event) => { event.preventDefault(); this.step(1); });
    this.input.addEventListener("input", () => this.soon());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    if (this.input.value) this.search();
  }

  build() {
    this.count = make("p", { role: "status" });
    this.bar = make("div", { class: "find-bar", hidden: true }, this.count,
      iconButton("up", text("find_back"), () => this.step(-1)),
      iconButton("down", text("find_next"), () => this.step(1)),
      iconButton("close", text("find_stop"), () => this.stop()));
    this.transcript.panel.before(this.bar);
    this.form.querySelector("button")?.classList.add("visually-hidden");
    this.transcript.querySelector(".transcript-hits")?.remove();
  }

  onKey(event) {
    if (event.key === "Escape") this.stop();
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.step(event.shiftKey ? -1 : 1);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT_MS);
  }

  forget() {
    this.query = undefined;
    this.places = [];
  }

  async search() {
    const query = this.input.value.trim();
    if (query === this.query) return;
    this.query = query;
    if (query.length < SHORTEST) return void this.clear();
    const places = await this.transcript.places(query);
    if (query !== this.input.value.trim()) return; // something else was typed meanwhile
    this.query = query; // lines that came for it have made the bar forget
    this.places = places;
    this.foldedHits = await this.transcript.foldedHits(query);
    await this.highlight();
    if (query !== this.input.value.trim()) return;
    this.at = -1;
    this.step(1);
  }

  async step(by) {
    if (this.input.value.trim() !== this.query) return void (await this.search());
    if (!this.places?.length) return void this.sayCount();
    this.at = (this.at + by + this.places.length) % this.places.length;
    this.markCurrent(this.places[this.at]);
    this.sayCount();
  }

  sayCount() {
    const total = this.places.length;
    const folded = this.foldedHits ? ` ${text("folded_hits", { n: this.foldedHits })}` : "";
    const words = total ? text("found", { at: this.at + 1, total, query: this.query }) : text("found_none", { query: this.query });
    this.count.textContent = words + folded;
    this.bar.hidden = false;
  }

  // All places by the browser's own marking, which adds no elements; the current one is a <mark>.
  // One marking serves the page, so each bar adds and takes away its own places only.
  async highlight() {
    this.unmark();
    this.unhighlight();
    if (!globalThis.CSS?.highlights) return;
    if (!CSS.highlights.has("found")) CSS.highlights.set("found", new Highlight());
    const { places } = this;
    for await (const some of pieces(places)) {
      if (places !== this.places) return; // something else is looked for by now
      for (const range of some.map(rangeOf).filter(Boolean)) {
        CSS.highlights.get("found").add(range);
        this.ranges.push(range);
      }
    }
  }

  unhighlight() {
    for (const range of this.ranges ?? []) CSS.highlights.get("found").delete(range);
    this.ranges = [];
  }

  markCurrent(place) {
    this.unmark();
    const range = rangeOf(place);
    if (!range) return;
    this.mark = make("mark", {});
    range.surroundContents(this.mark);
    place.item.classList.add("is-found");
    this.transcript.restUntil = Date.now() + 6000;
    this.transcript.show(place.item);
  }

  unmark() {
    const parent = this.mark?.parentNode;
    this.mark?.replaceWith(...this.mark.childNodes);
    parent?.normalize();
    this.transcript.querySelector(".is-found")?.classList.remove("is-found");
    this.mark = undefined;
  }

  clear() {
    this.unmark();
    this.unhighlight();
    this.bar.hidden = true;
    this.places = [];
    for (const words of this.transcript.querySelectorAll(".fold-hits")) words.remove();
  }

  stop() {
    this.input.value = "";
    this.query = "";
    this.clear();
    this.input.focus();
  }
}

function rangeOf({ item, start, end }) {
  const said = item.querySelector(".said");
  const range = new Range();
  const from = pointAt(said, start);
  const to = pointAt(said, end);
  if (!from || !to || from.node !== to.node) return null;
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

function pointAt(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return { node, offset: left };
    left -= node.length;
  }
  return null;
}
