import { clock } from "/static/js/lib/clock.js";
import { layoutOf } from "/static/js/lib/cue-layout.js";
import { hitsIn } from "/static/js/lib/finding.js";
import { lineAt } from "/static/js/lib/lines.js";
import { actionFor } from "/static/js/lib/player-keys.js";
import { PlayerMemory } from "/static/js/lib/player-memory.js";
import { tilesFrom } from "/static/js/lib/storyboard.js";
import { equal, test } from "./harness.js";

test("a time is written as people write it", () => {
  equal([0, 46.9, 3727, NaN].map(clock), ["0:00", "0:46", "1:02:07", "0:00"]);
});

test("a word is found without its accents and in any case", () => {
  equal(hitsIn(["El NÚMERO, ese número."], "numero"), [
    { line: 0, start: 3, end: 9 },
    { line: 0, start: 15, end: 21 },
  ]);
});

test("a word written with combining marks is found whole", () => {
  equal(hitsIn(["un nu\u0301mero"], "número"), [{ line: 0, start: 3, end: 10 }]);
});

test("curly quotes and straight ones are the same", () => {
  equal(hitsIn(["He’s not bad"], "he's").length, 1);
});

test("blank words find nothing", () => {
  equal(hitsIn(["a b"], "   "), []);
});

test("the line that is said is found by its time, and between lines there is none", () => {
  const lines = [{ start: 1, end: 3 }, { start: 4, end: 6 }];
  equal([0, 1, 2.9, 3.5, 4, 6].map((s) => lineAt(lines, s)), [-1, 0, 0, -1, 1, -1]);
});

test("keys act in the player, not in a control that has its own use for them, and can be off", () => {
  equal(actionFor({ key: "k" }), "toggle");
  equal(actionFor({ key: "ArrowLeft" }, { isInControl: true }), undefined);
  equal(actionFor({ key: "k", ctrlKey: true }), undefined);
  equal(actionFor({ key: "k" }, { isOff: true }), undefined);
  equal(actionFor({ key: "ArrowLeft" }, { isOff: true }), "back");
  equal(actionFor({ key: "?" }, { isOff: true }), "help");
});

test("a browser that refuses storage forgets, and nothing breaks", () => {
  const refusing = { getItem() { throw new Error(); }, setItem() { throw new Error(); } };
  const memory = new PlayerMemory(refusing);
  memory.remember({ rate: 2 });
  equal(memory.settings, {});
});

test("a place is remembered, but not at the very end", () => {
  const kept = new Map();
  const memory = new PlayerMemory({ getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v) });
  memory.rememberPlace("a", 50.4, 100);
  equal(memory.placeIn("a"), 50);
  memory.rememberPlace("a", 99, 100);
  equal(memory.placeIn("a"), 0);
});

test("a storyboard's tiles are read with their places", () => {
  const [tile] = tilesFrom("WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n/s.jpg#xywh=160,90,160,90\n");
  equal(tile, { start: 0, end: 5, address: "/s.jpg", x: 160, y: 90, width: 160, height: 90 });
});

const cue = { line: "auto", snapToLines: true, lineAlign: "start", position: "auto", positionAlign: "auto", size: 100, align: "center" };

test("a cue that says nothing stands in the middle below", () => {
  equal(layoutOf(cue), { left: 0, width: 100, textAlign: "center", isAuto: true });
});

test("a cue at the start stands at the left, or right where letters run that way", () => {
  equal(layoutOf({ ...cue, align: "start", size: 50 }), { left: 0, width: 50, textAlign: "left", isAuto: true });
  equal(layoutOf({ ...cue, align: "start", size: 50 }, "rtl").left, 50);
});

test("a line by number counts from an edge, a line in percent from the top", () => {
  equal(layoutOf({ ...cue, line: -1 }).lines, -1);
  equal(layoutOf({ ...cue, line: 84, snapToLines: false, lineAlign: "end" }).shift, -100);
});

test("a position narrows what fits beside it", () => {
  equal(layoutOf({ ...cue, position: 30 }), { left: 0, width: 60, textAlign: "center", isAuto: true });
});
