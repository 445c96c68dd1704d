import { LEAD, PAD, TimedWarnings } from "/static/js/lib/timed-warnings.js";
import { equal, test } from "./harness.js";

const part = (id, start, end, more = {}) => ({ id, category: id, start, end, skipTo: end, isAnnounced: true, isSkipped: false, ...more });
const skipped = (id, start, end, more = {}) => part(id, start, end, { isSkipped: true, ...more });
const ids = (ranges) => ranges.map((range) => range.id);

test("nothing is said where nothing is near", () => {
  equal(new TimedWarnings([part("a", 30, 40)]).decide(19.9), { jump: null, notice: null, hold: false });
});

test("a part is said ten seconds before it begins and until it ends", () => {
  const warnings = new TimedWarnings([part("a", 30, 40)]);
  equal(warnings.decide(30 - LEAD).notice.secondsLeft, 10);
  equal(warnings.decide(22.4).notice.secondsLeft, 8);
  equal(warnings.decide(35).notice.secondsLeft, 0);
  equal(warnings.decide(40).notice, null);
});

test("a part at 0 is said before anything plays", () => {
  const { notice } = new TimedWarnings([part("a", 0, 5)]).decide(0);
  equal([ids(notice.ranges), notice.skipTo], [["a"], 5]);
});

test("what is only marked is never said", () => {
  equal(new TimedWarnings([part("a", 30, 40, { isAnnounced: false })]).decide(35).notice, null);
});

test("parts that follow each other or overlap are one jump", () => {
  const warnings = new TimedWarnings([skipped("c", 25, 40), skipped("a", 10, 20), skipped("b", 20, 30)]);
  const { jump } = warnings.decide(10);
  equal([jump.to, ids(jump.passed)], [40, ["a", "b", "c"]]);
});

test("a part within another is part of its jump, and one that begins inside its landing too", () => {
  const inner = new TimedWarnings([skipped("a", 10, 30), skipped("b", 12, 14)]);
  equal(inner.decide(10).jump.to, 30);
  const landing = new TimedWarnings([skipped("a", 10, 20, { skipTo: 26 }), skipped("b", 24, 33)]);
  equal(landing.decide(10).jump.to, 33);
});

test("a skip begins early, and earlier at double speed", () => {
  const warnings = new TimedWarnings([skipped("a", 10, 20)]);
  equal(Boolean(warnings.decide(10 - PAD).jump), true);
  equal(Boolean(warnings.decide(10 - PAD - 0.1).jump), false);
  equal(Boolean(warnings.decide(10 - 2 * PAD, { rate: 2 }).jump), true);
});

test("a part that is always skipped is skipped each time the place is reached", () => {
  const warnings = new TimedWarnings([skipped("a", 10, 20)]);
  for (const now of [10, 15, 19.9, 10]) equal(warnings.decide(now).jump.to, 20);
  equal(warnings.decide(20).jump, null);
});

test("a part at 0 that is always skipped is left at once", () => {
  equal(new TimedWarnings([skipped("a", 0, 4)]).decide(0).jump.to, 4);
});

test("what is announced inside a skipped part is named, not swallowed", () => {
  const warnings = new TimedWarnings([skipped("a", 10, 30), part("b", 15, 20)]);
  equal(ids(warnings.decide(10).jump.swallowed), ["b"]);
});

test("a jump that lands in something announced must wait for an answer", () => {
  const warnings = new TimedWarnings([skipped("a", 10, 20), part("b", 15, 30)]);
  equal(warnings.decide(10).jump.to, 20);
  equal(warnings.mustHoldAt(20), true);
  warnings.keepWatching(20);
  equal(warnings.mustHoldAt(20), false);
});

test("a skip by hand passes what follows and the notice names it before", () => {
  const warnings = new TimedWarnings([part("a", 27, 51), part("b", 51, 54)]);
  const { notice } = warnings.decide(17);
  equal([notice.skipTo, ids(notice.also)], [54, ["b"]]);
  equal(warnings.skipFrom(17).to, 54);
});

test("keeping on watching leaves the way to skip for the whole part", () => {
  const warnings = new TimedWarnings([part("a", 30, 40)]);
  warnings.keepWatching(25);
  equal(warnings.decide(26).notice, null);
  const { notice } = warnings.decide(33);
  equal([notice.isAnswered, notice.skipTo], [true, 40]);
});

test("who goes back to before a part is asked again", () => {
  const warnings = new TimedWarnings([part("a", 30, 40)]);
  warnings.keepWatching(25);
  warnings.decide(10);
  equal(warnings.decide(25).notice.isAnswered, false);
});

test("a part that is played once plays to its end, and is skipped after that", () => {
  const warnings = new TimedWarnings([skipped("a", 10, 20)]);
  const { jump } = warnings.decide(10);
  equal(warnings.playOnce(jump.passed), 10);
  equal(warnings.decide(20).jump, null); // still at the landing: the seek back is under way
  for (const now of [10, 14, 5, 12, 19.9]) equal(warnings.decide(now).jump, null);
  warnings.decide(20);
  equal(warnings.decide(15).jump.to, 20);
});

test("a part that is played once is still said", () => {
  const warnings = new TimedWarnings([skipped("a", 10, 20)]);
  warnings.playOnce(warnings.decide(10).jump.passed);
  equal(ids(warnings.decide(10).notice.ranges), ["a"]);
});

test("what cannot be seen holds the video instead of passing unsaid", () => {
  const warnings = new TimedWarnings([part("a", 30, 40)]);
  equal(warnings.decide(25, { isUnseen: true }).hold, false);
  equal(warnings.decide(29.8, { isUnseen: true }).hold, true);
  warnings.keepWatching(29.8);
  equal(warnings.decide(29.9, { isUnseen: true }).hold, false);
});

test("a kind that is shown from now on is said no more, until that is undone", () => {
  const warnings = new TimedWarnings([part("a", 30, 40), part("b", 31, 33)]);
  const undo = warnings.silence("a");
  equal(ids(warnings.decide(25).notice.ranges), ["b"]);
  undo();
  equal(ids(warnings.decide(25).notice.ranges), ["a", "b"]);
});

test("notices stand in the order of the video", () => {
  const warnings = new TimedWarnings([part("late", 34, 36), part("early", 30, 32)]);
  equal(ids(warnings.decide(28).notice.ranges), ["early", "late"]);
});
