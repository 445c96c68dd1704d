// The line under the picture: the chapter, or in its very place what comes, so that nothing moves.
// In fullscreen it stands in the frame's corner.
import { clock } from "../lib/clock.js";
import { text } from "../lib/strings.js";
import { icon, iconButton, make } from "./dom.js";

const SHOWN_AFTER_JUMP_MS = 12_000;

export class Line {
  constructor(player, element) {
    this.player = player;
    this.element = element;
    this.usual = make("div", { class: "ep-usual" }, ...element.childNodes);
    element.append(this.usual);
  }

  // Not drawn again while it says the same: buttons that somebody is about to press stay.
  show(key, draw) {
    if (key === this.key) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.key = key;
    const box = draw?.();
    this.element.replaceChildren(box ?? this.usual);
    this.element.classList.toggle("is-notice", Boolean(box));
    if (hadFocus) (this.element.querySelector("button") ?? this.player.bar.play).focus({ preventScroll: true });
  }

  showUsual() {
    if (!this.until || Date.now() >= this.until) this.show("", undefined);
  }

  showNotice(notice, guard) {
    this.until = 0;
    const key = `${notice.isAnswered} ${notice.ranges.map((r) => r.id)} ${notice.skipTo}`;
    this.show(key, () => (notice.isAnswered ? this.quietBox(notice, guard) : this.noticeBox(notice, guard)));
    this.countDown(notice);
  }

  countDown(notice) {
    if (!this.when?.isConnected) return;
    const { secondsLeft } = notice;
    const words = secondsLeft ? text("in_seconds", { n: secondsLeft }) : text("now");
    if (this.when.textContent !== words) this.when.textContent = words;
  }

  noticeBox(notice, guard) {
    const [first, ...others] = notice.ranges;
    this.when = make("b", {});
    const words = make("p", {}, this.when, " ", text("until", { what: first.text, time: clock(first.end) }), ".");
    const more = [...new Set([...others, ...notice.also].map((range) => range.text))];
    const small = make("small", {}, ...[first.note, more.length ? text("then", { what: more.join(", ") }) : ""].filter(Boolean).map((part) => make("span", {}, part)));
    const kinds = this.kinds(notice, guard);
    return make("div", { class: "ep-notice" },
      make("div", { class: "ep-notice-words" }, words, ...(small.childNodes.length ? [small] : [])),
      this.skipButton(notice, guard),
      make("button", { type: "button", class: "ep-button ep-dismiss", "aria-label": text("keep_watching"), title: text("keep_watching"), onclick: () => guard.keepWatching() },
        icon("close"), make("span", { "aria-hidden": "true" }, text("keep_watching"))),
      kinds);
  }

  // Each kind by its name, behind one press: what is chosen for good is chosen knowingly.
  kinds(notice, guard) {
    const byKind = new Map(notice.ranges.map((range) => [range.category, range.label]));
    const buttons = [...byKind].map(([category, label]) =>
      make("button", { type: "button", class: "ep-keep", onclick: () => guard.alwaysShow(category, label) }, text("always_show", { kind: label })));
    return make("details", { class: "ep-kinds" }, make("summary", { "aria-label": text("more"), title: text("more") }, "⋯"), ...buttons);
  }

  quietBox(notice, guard) {
    return make("div", { class: "ep-notice ep-notice-quiet" },
      make("p", { class: "ep-notice-words" }, text("until", { what: notice.ranges[0].text, time: clock(notice.until) })),
      this.skipButton(notice, guard));
  }

  skipButton(notice, guard) {
    return make("button", { type: "button", class: "ep-skip", onclick: () => guard.skip() }, text("skip_to", { time: clock(notice.skipTo) }));
  }

  // After a jump: what was left out, and the way to see it after all.
  showJump(sentence, playOnce) {
    this.until = Date.now() + SHOWN_AFTER_JUMP_MS;
    this.show(`jump:${sentence}`, () => make("div", { class: "ep-notice ep-notice-quiet" },
      make("p", { class: "ep-notice-words" }, sentence),
      make("button", { type: "button", class: "ep-keep", onclick: playOnce }, text("play_part"))));
  }

  showChoice(sentence, undo) {
    this.until = Date.now() + SHOWN_AFTER_JUMP_MS;
    this.show(`choice:${sentence}`, () => make("div", { class: "ep-notice ep-notice-quiet" },
      make("p", { class: "ep-notice-words" }, sentence),
      make("button", { type: "button", class: "ep-keep", onclick: undo }, text("undo")),
      iconButton("close", text("close"), () => { this.until = 0; this.showUsual(); })));
  }

  showChapter(chapter, next) {
    const parts = [make("b", { dir: "auto" }, chapter?.title ?? "")];
    if (next) parts.push(make("span", { class: "ep-next", dir: "auto" }, text("next_at", { time: clock(next.start), title: next.title })));
    else if (chapter) parts.push(make("span", { class: "ep-next" }, text("last_chapter")));
    this.usual.replaceChildren(...parts);
  }
}
