// The video beside the captions: it shows them as they are edited, plays one of them, and says where
// it stands. Works without a video too; then nothing plays.
const FRAME_MS = 40; // 25 a second, until the video has shown how far its frames are apart

export class Playing {
  constructor(editor) {
    this.editor = editor;
    this.video = editor.querySelector("video");
    this.wave = editor.querySelector("caption-wave");
    this.frameMs = FRAME_MS;
    if (!this.video) return;
    this.track = this.video.addTextTrack("captions", "", document.documentElement.lang);
    this.track.mode = "showing";
    this.video.addEventListener("timeupdate", () => this.onTime());
    this.video.addEventListener("seeked", () => this.onTime());
    this.measureFrames();
    this.wave?.addEventListener("seekrequest", (event) => this.seek(event.detail.ms));
    this.wave?.addEventListener("captionpick", (event) => editor.select(event.detail.id));
    this.wave?.addEventListener("captiontimes", (event) => this.onDrag(event.detail));
  }

  get nowMs() {
    return Math.round((this.video?.currentTime ?? 0) * 1000);
  }

  isWithin(row) {
    return row.start < this.nowMs && this.nowMs < row.end;
  }

  seek(ms) {
    if (this.video) this.video.currentTime = ms / 1000;
    this.wave?.showTime(ms);
  }

  // From its start to its end; pressed again while it plays: stop.
  playRow(row) {
    if (!this.video || !row) return;
    if (!this.video.paused) return void this.video.pause();
    this.seek(row.start);
    this.until = row.end;
    this.video.play().catch(() => {}); // a browser may refuse before a gesture
  }

  onTime() {
    const ms = this.nowMs;
    if (this.until !== undefined && ms >= this.until) {
      this.video.pause();
      this.until = undefined;
    }
    this.wave?.showTime(ms);
  }

  // The shortest step between two frames that were shown.
  measureFrames() {
    let last = null;
    const onFrame = (_now, { mediaTime }) => {
      const ms = last === null ? 0 : (mediaTime - last) * 1000;
      if (ms > 5 && ms < this.frameMs + 30) this.frameMs = this.isMeasured ? Math.min(this.frameMs, ms) : ms;
      this.isMeasured ||= ms > 5;
      last = mediaTime;
      this.video.requestVideoFrameCallback(onFrame);
    };
    this.video.requestVideoFrameCallback?.(onFrame);
  }

  // The track has the captions as they are now; only those that changed are exchanged.
  show(rows, currentId) {
    this.wave?.show(rows, currentId);
    if (!this.track) return;
    this.shown ??= new Map();
    const present = new Set(rows);
    for (const [row, cue] of this.shown) {
      if (present.has(row)) continue;
      this.track.removeCue(cue);
      this.shown.delete(row);
    }
    for (const row of rows) if (!this.shown.has(row)) this.add(row);
  }

  add(row) {
    const cue = new VTTCue(row.start / 1000, Math.max(row.end, row.start) / 1000, row.text);
    this.track.addCue(cue);
    this.shown.set(row, cue);
  }

  onDrag({ id, start, end }) {
    const row = this.editor.session.row(id);
    if (!row) return;
    this.editor.rowEditor.flush();
    this.editor.commit({ kind: "times", times: [[id, start, end]] });
  }
}
