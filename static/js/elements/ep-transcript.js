// <ep-transcript for="player">: the words beside the video. The line that is said is marked and kept
// in view; one tab stop, arrow keys inside; words are found in place; a long transcript comes when it
// is asked for, in pieces, so that nothing stalls.
import { hitsIn } from "../lib/finding.js";
import { lineAt } from "../lib/lines.js";
import { text } from "../lib/strings.js";
import { momentLink } from "../player/settings.js";
import { FindBar } from "../player/find-bar.js";
import { breath, pieces } from "../lib/pieces.js";
import { make } from "../player/dom.js";

const REST_MS = 6000; // after the viewer scrolls, the panel stays where they put it
const PIECE = 100; // lines put in at once: some 10 ms on a slow phone

class EpTranscript extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector(".lines");
    if (!this.list) return;
    this.panel = this.list.parentElement;
    this.player = document.getElementById(this.getAttribute("for"));
    this.restUntil = 0;
    this.read();
    this.listen();
    this.find = new FindBar(this, this.querySelector("form[role=search]"));
  }

  read() {
    this.items = [...this.list.querySelectorAll(".line")];
    this.times = this.items.map(timesOf);
    for (const link of this.list.querySelectorAll("a[data-ms]")) link.tabIndex = -1;
    const stop = this.links[0];
    if (stop) stop.tabIndex = 0;
    if (stop) this.panel.removeAttribute("tabindex"); // the line is the stop, not the box around it
  }

  get links() {
    return [...this.list.querySelectorAll("a[data-ms]")];
  }

  get isWhole() {
    return !this.querySelector("[data-whole]");
  }

  listen() {
    for (const kind of ["wheel", "touchmove", "pointerdown"]) {
      this.panel.addEventListener(kind, () => { this.restUntil = Date.now() + REST_MS; }, { passive: true });
    }
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("focusin", (event) => this.onFocus(event.target.closest("a[data-ms]")));
    this.list.addEventListener("pointerover", (event) => this.offerCopy(event.target.closest(".line")));
    this.addEventListener("submit", (event) => this.onSubmit(event));
    this.querySelector("[data-whole]")?.addEventListener("click", (event) => this.onWhole(event));
    this.querySelector("[data-print]")?.addEventListener("click", () => this.print());
    this.player?.addEventListener("ep-time", ({ detail }) => this.mark(detail.seconds));
  }

  onKey(event) {
    const { links } = this;
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    links[Math.min(links.length - 1, Math.max(0, to))]?.focus();
  }

  onFocus(link) {
    if (!link) return;
    for (const other of this.list.querySelectorAll('a[tabindex="0"]')) other.tabIndex = -1;
    link.tabIndex = 0;
    this.restUntil = Date.now() + REST_MS;
    this.offerCopy(link.closest(".line"));
  }

  // One button, at the line in hand: a button in each of 5,000 lines would be 5,000 buttons.
  offerCopy(line) {
    if (!line?.dataset.start || line === this.copyLine) return;
    this.copyButton ??= make("button", { type: "button", class: "line-copy", tabindex: "-1", onclick: () => this.copy() }, text("copy"));
    this.copyButton.textContent = text("copy");
    this.copyButton.setAttribute("aria-label", text("copy_line"));
    this.copyLine = line;
    line.append(this.copyButton);
  }

  async copy() {
    const { href, time } = momentLink(Number(this.copyLine.dataset.start) / 1000);
    const words = this.copyLine.querySelector(".said").textContent;
    try {
      await navigator.clipboard.writeText(`“${words}” (${time}) ${href}`);
      this.copyButton.textContent = text("line_copied");
    } catch {
      this.copyButton.textContent = text("not_copied");
    }
    this.say(this.copyButton.textContent);
  }

  mark(seconds) {
    const index = lineAt(this.times, seconds);
    const line = this.items[index];
    if (line === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = line;
    if (!line) return;
    line.setAttribute("aria-current", "true");
    if (Date.now() >= this.restUntil) this.show(line);
  }

  // Scrolls the panel only, never the page.
  show(line) {
    const { panel } = this;
    if (panel.scrollHeight <= panel.clientHeight) return;
    const box = line.getBoundingClientRect();
    panel.scrollTop += box.top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  }

  async onWhole(event) {
    event.preventDefault();
    const hadFocus = document.activeElement === event.currentTarget;
    const last = this.links.length;
    await this.loadWhole();
    this.classList.add("is-open");
    if (hadFocus) this.links[last]?.focus();
  }

  async print() {
    await this.loadWhole();
    globalThis.print();
  }

  // All lines, once: a second asker waits for the same.
  loadWhole() {
    this.loading ??= this.isWhole ? Promise.resolve() : this.fetchWhole();
    return this.loading;
  }

  async fetchWhole() {
    const link = this.querySelector("[data-whole]");
    const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
    if (!answer?.ok) {
      this.loading = undefined;
      location.assign(link.href);
      return;
    }
    await this.put(await answer.text());
    link.remove();
  }

  // Replaces the lines piece by piece; between the pieces the page may do other things. All that
  // concerns a line is done with its piece: once for 5,000 of them would hold everything else up.
  async put(html) {
    const holder = document.createElement("template");
    const isLong = html.split("<li ", PIECE + 2).length > PIECE + 1;
    const items = [];
    const times = [];
    for (const piece of piecesOf(html)) {
      holder.innerHTML = piece;
      for (const link of holder.content.querySelectorAll("a[data-ms]")) link.tabIndex = -1;
      const lines = [...holder.content.querySelectorAll(".line")];
      const block = isLong ? blockOf(holder.content, lines.length) : holder.content;
      if (items.length) this.list.append(block);
      else this.list.replaceChildren(block);
      items.push(...lines);
      times.push(...lines.map(timesOf));
      await breath();
    }
    if (isLong) this.list.setAttribute("role", "list"); // said again: it has blocks between it and its lines
    Object.assign(this, { items, times, copyLine: undefined, current: undefined });
    const stop = this.list.querySelector("a[data-ms]");
    if (stop) stop.tabIndex = 0;
    this.find.forget();
  }

  // "Show it" on a folded passage: opened for this visit, in its place.
  async onSubmit(event) {
    const form = event.target;
    if (!form.matches(".passage-form")) return;
    event.preventDefault();
    const { start } = form.dataset;
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    const answer = await fetch(this.dataset.address, { headers: { "X-Fragment": "1" } });
    await this.put(await answer.text());
    const opened = this.items.find((item) => Number(item.dataset.start) >= Number(start));
    opened?.querySelector("a[data-ms]")?.focus();
  }

  // Every place of the words: { line (element), start, end }.
  async places(query) {
    await this.loadWhole();
    const places = [];
    for await (const items of pieces(this.items)) {
      const lines = items.map((item) => item.querySelector(".said").textContent);
      places.push(...hitsIn(lines, query).map((hit) => ({ ...hit, item: items[hit.line] })));
    }
    return places;
  }

  // How many are in passages that stay folded: told by the site, for their words are not here.
  async foldedHits(query) {
    if (!Number(this.dataset.folded)) return 0;
    const address = new URL(this.dataset.address, location.href);
    address.searchParams.set("transcript", "folds");
    address.searchParams.set("q", query);
    const answer = await fetch(address, { headers: { "X-Fragment": "1" } }).catch(() => null);
    if (!answer?.ok) return 0;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const notes = [...holder.content.querySelectorAll(".line-folded")];
    this.list.querySelectorAll(".line-folded").forEach((note, at) => { if (notes[at]) note.replaceWith(notes[at].cloneNode(true)); });
    return notes.reduce((sum, note) => sum + Number(note.dataset.hits ?? 0), 0);
  }

  say(words) {
    this.querySelector("[data-status]").textContent = words;
  }
}

// What is out of sight is not drawn, a block at a time: the browser watches each of those, and 5,000
// lines that it watches one by one take it longer than drawing them.
function blockOf(lines, count) {
  const block = make("div", { class: "lines-block", role: "presentation" }, lines);
  block.style.setProperty("--lines", String(count));
  return block;
}

function* piecesOf(html) {
  let from = 0;
  for (let count = 1, at = html.indexOf("<li ", 1); at >= 0; at = html.indexOf("<li ", at + 1), count += 1) {
    if (count % PIECE) continue;
    yield html.slice(from, at);
    from = at;
  }
  yield html.slice(from);
}

function timesOf(item) {
  const { start, end } = item.dataset;
  return start === undefined ? { start: Infinity, end: 0 } : { start: Number(start) / 1000, end: Number(end ?? Infinity) / 1000 };
}

customElements.define("ep-transcript", EpTranscript);
