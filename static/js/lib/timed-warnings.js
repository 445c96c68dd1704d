// What to do about the parts of a video that carry a warning. No DOM: seconds in, decisions out.
//
// A range: { id, start, end, skipTo, text, isAnnounced, isSkipped }, in seconds, end exclusive.
// isAnnounced: said before it begins. isSkipped: the viewer always skips this kind.

export const LEAD = 10; // seconds: long enough to read a sentence and reach a button
// A skip begins this much early at normal speed. Without frame callbacks the time is looked at four
// times a second, so a part would show for up to a quarter of a second; twice that is sure.
export const PAD = 0.5;
const LANDED = 0.02; // a file may land a frame before the second that was asked for
const BEFORE = 1; // going back further than a notice's beginning by this much asks for it again

export class TimedWarnings {
  constructor(ranges) {
    this.ranges = [...ranges].sort((a, b) => a.start - b.start || a.end - b.end);
    this.kept = new Set(); // "keep watching" was chosen
    this.played = new Map(); // skipped kinds that are to be played once; value: whether it began
  }

  // jump: what is to be left at once, or null. notice: what is to be said, or null. hold: the video
  // waits, because something begins that could not be said (`isUnseen`: picture in picture).
  decide(now, { rate = 1, isUnseen = false } = {}) {
    this.forget(now);
    const skipped = this.skippedAt(now, rate);
    if (skipped) return { jump: this.jumpFrom(skipped, now), notice: null, hold: false };
    const notice = this.noticeAt(now);
    const begins = (range) => now >= range.start - PAD * Math.max(1, rate);
    const hold = isUnseen && Boolean(notice?.ranges.some(begins)) && !notice.isAnswered;
    return { jump: null, notice, hold };
  }

  isToSkip(range) {
    return range.isSkipped && !this.played.has(range);
  }

  skippedAt(now, rate) {
    const pad = PAD * Math.max(1, rate);
    return this.ranges.find((r) => this.isToSkip(r) && now >= r.start - pad && now < r.end - LANDED);
  }

  // One jump over all that follows without a gap, or begins inside what is passed.
  jumpFrom(first, now) {
    const passed = chained(this.ranges.filter((range) => this.isToSkip(range)), first, now);
    const to = landing(passed);
    const swallowed = this.ranges.filter(
      (r) => r.isAnnounced && !passed.includes(r) && r.end > now && r.end <= to,
    );
    return { from: now, to, passed, swallowed };
  }

  // The viewer skips: over all that is announced on the way, which the notice has named.
  skipFrom(now) {
    const [first] = this.near(now);
    if (!first) return null;
    const open = this.ranges.filter((r) => r.isAnnounced || this.isToSkip(r));
    const passed = chained(open, first, Math.min(now, first.start));
    return { from: now, to: landing(passed), passed, swallowed: [] };
  }

  // After a jump: whether something announced is already under way where it landed.
  mustHoldAt(landed) {
    return this.near(landed).some((r) => r.start <= landed && !this.kept.has(r));
  }

  near(now) {
    return this.ranges.filter(
      (r) => r.isAnnounced && !this.isToSkip(r) && now >= r.start - LEAD && now < r.end,
    );
  }

  // isAnswered: "keep watching" was chosen for all of it; the way to skip stays for the whole part.
  noticeAt(now) {
    const near = this.near(now);
    const open = near.filter((range) => !this.kept.has(range));
    const underWay = near.filter((range) => range.start <= now);
    const ranges = open.length ? open : underWay;
    if (!ranges.length) return null;
    const skip = this.skipFrom(now);
    const [first] = ranges;
    return {
      ranges,
      isAnswered: !open.length,
      secondsLeft: Math.max(0, Math.ceil(first.start - now)),
      until: first.end,
      skipTo: skip.to,
      also: skip.passed.filter((range) => range !== first),
    };
  }

  keepWatching(now) {
    for (const range of this.near(now)) this.kept.add(range);
  }

  // To its end, once. Gives the second to play from.
  playOnce(passed) {
    for (const range of passed) this.played.set(range, false);
    return Math.min(...passed.map((range) => range.start));
  }

  // Who goes back to before a part is asked again; what was to be played once is over at its end.
  forget(now) {
    for (const range of this.kept) if (now < range.start - LEAD - BEFORE) this.kept.delete(range);
    for (const [range, began] of this.played) {
      const isInside = now >= range.start - LEAD && now < range.end;
      if (isInside) this.played.set(range, true);
      else if (began) this.played.delete(range);
    }
  }

  // The chosen kind is told no more; gives what undoes it.
  silence(category) {
    const changed = this.ranges.filter((r) => r.category === category);
    const before = changed.map((r) => [r, r.isAnnounced, r.isSkipped]);
    for (const range of changed) Object.assign(range, { isAnnounced: false, isSkipped: false });
    return () => {
      for (const [range, isAnnounced, isSkipped] of before) Object.assign(range, { isAnnounced, isSkipped });
    };
  }
}

function landing(passed) {
  return Math.max(...passed.map((range) => range.skipTo));
}

// `ranges` by start; those that reach back to before `now` are part of it too.
function chained(ranges, first, now) {
  const passed = [first];
  let to = first.skipTo;
  for (const range of ranges) {
    if (range === first || range.end <= now || range.start > to + PAD) continue;
    passed.push(range);
    to = Math.max(to, range.skipTo);
  }
  return passed;
}
