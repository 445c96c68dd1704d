// Which warning to say, and when. No DOM: seconds in, warnings out.
export const LEAD_SECONDS = 10;

// Reads <li data-start data-end data-skip-to data-label> (milliseconds); seconds out, by start.
export function warningsFrom(items) {
  return [...items]
    .map((item) => ({
      start: Number(item.dataset.start) / 1000,
      end: Number(item.dataset.end) / 1000,
      skipTo: Number(item.dataset.skipTo) / 1000,
      label: item.dataset.label,
      alwaysSkip: item.dataset.action === "skip",
    }))
    .sort((a, b) => a.start - b.start);
}

// What is near or under way at `now` and was not answered yet, in the order of the video.
export function due(warnings, answered, now) {
  return warnings.filter((w) => now >= w.start - LEAD_SECONDS && now < w.end && !answered.has(w));
}

// What a skip from `skipped` jumps over whole besides it: said afterwards, or it would be swallowed.
// What is still under way where the skip lands is due there, and said anyway.
export function jumpedOver(warnings, answered, skipped, now) {
  return warnings.filter(
    (w) => w !== skipped && !answered.has(w) && w.end > now && w.start < skipped.skipTo && w.end <= skipped.skipTo,
  );
}
