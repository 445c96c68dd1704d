// <job-progress data-state="running" src="/desk/jobs/5" [reload]>: looks how far the job is, less often
// the less happens and not while nobody looks, until it ends. Then fires jobend (bubbles; detail.state);
// with `reload` the page is loaded again, unless a listener prevents it.
const SOONEST_MS = 1000;
const LATEST_MS = 10_000;
const SLOWER = 1.4;

class JobProgress extends HTMLElement {
  connectedCallback() {
    if (!this.getAttribute("src")) return;
    this.pause = SOONEST_MS;
    this.voice = document.createElement("p");
    this.voice.className = "visually-hidden";
    this.voice.setAttribute("role", "status");
    this.after(this.voice);
    this.seen = () => document.hidden || this.look();
    document.addEventListener("visibilitychange", this.seen);
    this.later();
  }

  disconnectedCallback() {
    this.stop();
    this.voice?.remove();
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
    document.removeEventListener("visibilitychange", this.seen);
  }

  later() {
    clearTimeout(this.timer);
    if (!document.hidden && !this.stopped) this.timer = setTimeout(() => this.look(), this.pause);
  }

  async look() {
    clearTimeout(this.timer);
    this.pause = Math.min(this.pause * SLOWER, LATEST_MS);
    try {
      const response = await fetch(this.getAttribute("src"), { headers: { "X-Fragment": "1" } });
      // Signed out, or the job is forgotten: the next page that is opened will say so.
      if (response.redirected || [403, 404].includes(response.status)) return this.stop();
      if (response.ok) this.take(await response.text());
    } catch {
      this.pause = LATEST_MS; // the site is away; it may come back
    }
    this.later();
  }

  take(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("job-progress");
    if (!fresh || this.stopped) return;
    if (fresh.dataset.state === this.dataset.state) this.update(fresh);
    else this.become(fresh);
  }

  // In place: a button that has the focus keeps it, and nothing is read out again and again.
  update(fresh) {
    for (const part of this.querySelectorAll("[data-part]")) {
      const words = fresh.querySelector(`[data-part="${part.dataset.part}"]`)?.textContent ?? "";
      if (part.textContent === words) continue;
      part.textContent = words;
      this.pause = SOONEST_MS;
    }
    const value = fresh.querySelector("progress")?.getAttribute("value");
    if (value) this.querySelector("progress")?.setAttribute("value", value);
  }

  become(fresh) {
    const hadFocus = this.contains(document.activeElement);
    this.dataset.state = fresh.dataset.state;
    this.replaceChildren(...fresh.childNodes);
    this.pause = SOONEST_MS;
    if (hadFocus) {
      this.tabIndex = -1;
      this.focus();
    }
    const words = [...this.querySelectorAll(".job-head, .job-said")].map((part) => part.textContent.trim());
    this.voice.textContent = words.join(" ").replace(/\s+/g, " ");
    if (!fresh.hasAttribute("src")) this.end();
  }

  end() {
    this.stop();
    const detail = { state: this.dataset.state };
    const event = new CustomEvent("jobend", { bubbles: true, cancelable: true, detail });
    if (this.dispatchEvent(event) && this.hasAttribute("reload")) location.reload();
  }
}

customElements.define("job-progress", JobProgress);
