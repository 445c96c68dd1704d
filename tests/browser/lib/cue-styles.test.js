import { overlaySelector, styleBlocks } from "/static/js/lib/cue-styles.js";
import { equal, test } from "./harness.js";

test("the styles of a file stand before its first cue", () => {
  const file = "WEBVTT\n\nSTYLE\n::cue(.a) { color: red }\n\nNOTE x\n\n1\n00:00.000 --> 00:01.000\nSTYLE\n";
  equal(styleBlocks(file), ["::cue(.a) { color: red }"]);
  equal(styleBlocks("WEBVTT\n\n00:00.000 --> 00:01.000\na"), []);
});

test("a selector for cues selects the same of our own drawing", () => {
  equal(["::cue", "::cue(.loud)", "::cue(v[voice=\"Ann\"])", "::cue(c.a)", "::cue(lang)", "::cue(#one)", "::cue(b), ::cue(i)"].map((one) => overlaySelector(one)), [
    ".ep-cue", ".ep-cue .loud", ".ep-cue [data-voice][data-voice=\"Ann\"]", ".ep-cue span.a", ".ep-cue span[lang]", ".ep-cue[data-id=\"one\"]", ".ep-cue b, .ep-cue i",
  ]);
});

test("what has no counterpart selects nothing", () => {
  equal(["::cue(:past)", "::cue-region", "body"].map((one) => overlaySelector(one)), ["", "", ""]);
});
