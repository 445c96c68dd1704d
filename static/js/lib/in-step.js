// How a second video is kept with a first. No DOM: times in, what to do out.

// Cuts of one film are seen as one up to about a tenth of a second; a jump is seen too, so small
// drifts are run in by a speed that nobody notices.
export const LARGEST_DRIFT = 0.25;
const SEEN_AS_ONE = 0.04;
const CATCH_UP = 0.05;

// Gives { jumpTo } or { rate }.
export function correction(lead, other) {
  const drift = other.time - lead.time;
  if (Math.abs(drift) > LARGEST_DRIFT) return { jumpTo: lead.time, rate: lead.rate };
  if (Math.abs(drift) <= SEEN_AS_ONE) return { rate: lead.rate };
  return { rate: lead.rate * (drift > 0 ? 1 - CATCH_UP : 1 + CATCH_UP) };
}
