import { FindBar } from "/static/js/player/find-bar.js";
import { equal, test } from "./harness.js";

const STRINGS = { find_back: "Back", find_next: "Next", find_stop: "Stop", found: "{at} of {total} for {query}", found_none: "None" };

function transcript(words) {
  const element = document.createElement("section");
  element.innerHTML = `<form role="search"><input type="search"></form><div><p class="line"><span class="said"></span></p></div>`;
  element.querySelector(".said").textContent = words;
  element.panel = element.querySelector("div");
  element.show = () => {};
  element.foldedHits = async () => 0;
  element.places = async (query) => [...words.matchAll(query)].map(({ index }) => (
    { item: element.querySelector(".line"), start: index, end: index + query.length }));
  document.body.append(element);
  return element;
}

async function finding(words, query) {
  const bar = new FindBar(transcript(words), document.body.lastElementChild.querySelector("form"));
  bar.input.value = query;
  await bar.search();
  return bar;
}

function marked() {
  return [...CSS.highlights.get("found")].filter((range) => !range.collapsed).map(String);
}

test("two transcripts on a page mark what each of them finds, and one that stops leaves the other its marks", async () => {
  const block = Object.assign(document.createElement("script"), { type: "application/json", textContent: JSON.stringify(STRINGS) });
  block.dataset.strings = "";
  document.body.append(block);
  const first = await finding("goat, goat, goat", "goat");
  const second = await finding("salt, salt", "salt");
  equal([marked().includes("goat"), marked().includes("salt")], [true, true]);
  second.stop();
  equal([marked().includes("goat"), marked().includes("salt")], [true, false]);
  first.input.value = "oa";
  await first.search();
  equal(new Set(marked()).has("goat"), false);
  first.stop();
  equal(CSS.highlights.get("found").size, 0);
});
