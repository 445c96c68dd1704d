// Keeps the promises of lib/timed-warnings.js on a real video: looks at every frame, leaves what is
// to be left without a sound or a picture of it, says what comes, and waits where it must.
import { clock } from "../lib/clock.js";
import { text } from "../lib/strings.js";
import { LEAD, PAD, TimedWarnings } from "../lib/timed-warnings.js";

const NEAR = 0.05; // seconds: a file lands where it has a frame
const EVENTS = ["timeupdate", "seeking", "seeked", "play", "playing", "ratechange", "loadedmetadata", "loadeddata"];

export class WarningGuard {
  constructor(player) {
    this.player = player;
    this.video = player.video;
    this.warnings = new TimedWarnings(player.ranges);
    this.told = new Set();
    if (!player.ranges.length) return;
    for (const name of EVENTS) this.video.addEventListener(name, () => this.look());
    this.video.addEventListener("seeked", () => this.land());
    this.video.addEventListener("ended", () => this.land());
    this.addCues();
    this.watchFrames();
    if (this.decision(player.startSecond).jump) this.hush();
    this.look();
  }

  // A hidden page draws no frames, but cues still come and go.
  addCues() {
    const track = this.video.addTextTrack("metadata", "warnings");
    track.mode = "hidden";
    for (const range of this.player.ranges) {
      const begin = range.isSkipped ? PAD * 2 : LEAD;
      track.addCue(new VTTCue(Math.max(0, range.start - begin), range.end, range.id));
    }
    track.addEventListener("cuechange", () => this.look());
  }

  watchFrames() {
    if (!this.video.requestVideoFrameCallback) return;
    const next = () => {
      this.look();
      this.video.requestVideoFrameCallback(next);
    };
    this.video.requestVideoFrameCallback(next);
  }

  get now() {
    return this.video.readyState ? this.video.currentTime : this.player.startSecond;
  }

  decision(now = this.now) {
    return this.warnings.decide(now, { rate: this.video.playbackRate, isUnseen: this.player.isPip });
  }

  look() {
    if (this.jump || this.isAtRest) return; // under way: `seeked` looks again
    const { jump, notice, hold } = this.decision();
    if (jump) {
      this.hush();
      if (this.video.readyState) this.leave(jump); // before that it has no place to go to
      return;
    }
    if (hold && !this.video.paused) this.holdOutside();
    if (!notice) this.player.line.showUsual();
    else {
      this.player.line.showNotice(notice, this);
      this.tell(notice);
    }
  }

  // Each once, in full, when it comes near: the running count is for the eye.
  tell(notice) {
    const fresh = notice.ranges.filter((range) => !this.told.has(range));
    for (const range of this.told) if (!notice.ranges.includes(range)) this.told.delete(range);
    for (const range of notice.ranges) this.told.add(range);
    if (!fresh.length || notice.isAnswered) return;
    const when = notice.secondsLeft ? text("in_seconds", { n: notice.secondsLeft }) : text("now");
    const what = fresh.map((r) => [`${text("until", { what: r.text, time: clock(r.end) })}.`, r.note].filter(Boolean).join(" ")).join(" ");
    this.player.say([when, what, this.wayByKey(notice)].filter(Boolean).join(" "));
  }

  // Keys work inside the player, and for those who did not turn them off.
  wayByKey(notice) {
    const { keyboard } = this.player;
    const listens = keyboard && !keyboard.isOff && this.player.contains(document.activeElement);
    return listens ? text("press_to_skip", { time: clock(notice.skipTo) }) : "";
  }

  skip() {
    const jump = this.warnings.skipFrom(this.video.currentTime);
    if (jump) this.leave(jump);
  }

  // What is left out lasts to the end of the video, and that is where it stands now.
  get isAtRest() {
    return Boolean(this.isEnding) && this.video.ended;
  }

  leave(jump) {
    const { duration } = this.player;
    this.jump = jump;
    this.isEnding = jump.to >= duration - NEAR;
    this.hush();
    this.video.currentTime = Math.min(jump.to, duration || jump.to);
  }

  land() {
    const { jump, video } = this;
    this.jump = undefined;
    // Somebody may have sought elsewhere meanwhile: then that place is looked at.
    if (jump && (video.ended || video.currentTime >= jump.to - NEAR)) this.report(jump);
    const again = this.isAtRest ? {} : this.decision();
    if (again.jump && !video.ended) this.leave(again.jump);
    else {
      this.unhush();
      this.look();
    }
  }

  report(jump) {
    const names = [...new Set([...jump.passed, ...jump.swallowed].map((range) => range.text))].join(", ");
    const sentence = text("skipped", { time: clock(jump.to), what: names });
    this.player.say(sentence);
    this.player.line.showJump(sentence, () => this.playOnce(jump.passed));
    if (this.warnings.mustHoldAt(this.video.currentTime)) this.video.pause();
  }

  playOnce(passed) {
    this.player.line.until = 0;
    this.player.seek(this.warnings.playOnce(passed));
    this.player.play();
  }

  keepWatching() {
    this.warnings.keepWatching(this.video.currentTime);
    this.look();
    this.player.bar.play.focus({ preventScroll: true });
    if (this.isHolding) this.player.play();
    this.isHolding = false;
  }

  // Picture in picture shows no notice, so the video comes back and waits with it.
  holdOutside() {
    this.isHolding = true;
    this.video.pause();
    document.exitPictureInPicture?.().catch(() => {});
  }

  async alwaysShow(category, label) {
    const undoHere = this.warnings.silence(category);
    this.player.seekBar.mark();
    this.look();
    await this.player.post("/preferences/choice", { name: category, action: "show" });
    const sentence = text("shown_from_now", { kind: label });
    this.player.say(sentence);
    this.player.line.showChoice(sentence, async () => {
      undoHere();
      await this.player.post("/preferences/undo", {});
      this.player.line.until = 0;
      this.look();
    });
  }

  // Neither a sound nor a frame of what is left out, until the jump has landed.
  hush() {
    if (this.wasMuted !== undefined) return;
    this.wasMuted = this.video.muted;
    this.video.muted = true;
    this.player.frame.dataset.hushed = "";
  }

  // A skip to the very end lands on the last picture of what is left out: that stays covered.
  unhush() {
    if (!this.isAtRest) delete this.player.frame.dataset.hushed;
    if (this.wasMuted === undefined) return;
    this.video.muted = this.wasMuted;
    this.wasMuted = undefined;
  }
}
