// How much of a video was played on this page, also before it was loaded again.
const A_GAP_SECONDS = 0.5; // between two pieces that a player reports of one that was watched

export function merged(pieces) {
  const whole = [];
  for (const [start, end] of [...pieces].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last && start <= last[1] + A_GAP_SECONDS) last[1] = Math.max(last[1], end);
    else whole.push([start, end]);
  }
  return whole;
}

export class Watched {
  constructor(video, key) {
    Object.assign(this, { video, key: `watched:${key}` });
    try {
      this.before = JSON.parse(sessionStorage.getItem(this.key)) ?? [];
    } catch {
      this.before = []; // a browser may keep nothing
    }
  }

  get pieces() {
    const { played } = this.video;
    const now = Array.from({ length: played.length }, (_, index) => [played.start(index), played.end(index)]);
    return merged([...this.before, ...now]);
  }

  get percent() {
    const { duration } = this.video;
    if (!(duration > 0)) return 0;
    const seconds = this.pieces.reduce((sum, [start, end]) => sum + end - start, 0);
    return Math.min(Math.floor((seconds / duration) * 100), 100);
  }

  remember() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.pieces));
    } catch {
      // then it counts from the next load
    }
  }
}
