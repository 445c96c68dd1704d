// <file-upload limit-bytes="…" room="/…/room"><form enctype="multipart/form-data">…</form></file-upload>:
// sends the form's files with a progress bar and a button to cancel, and says in place why they were
// refused. With room, asks the site first whether it would take the file. Without script the form works
// alone.
import { text } from "../lib/strings.js";

const START_BYTES = 64;
const SAID_EVERY_PERCENT = 10;

const inWords = (bytes) => {
  const [size, unit] = bytes >= 1e9 ? [1e9, "GB"] : bytes >= 1e6 ? [1e6, "MB"] : [1e3, "kB"];
  const digits = bytes >= 1e9 ? 2 : 0;
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(bytes / size).toLocaleString(document.documentElement.lang, places)} ${unit}`;
};

class FileUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.form?.querySelector("input[type=file]");
    if (!this.input || this.bar) return;
    this.addParts();
    this.form.addEventListener("submit", (event) => this.onSubmit(event));
    this.stay = (event) => event.preventDefault(); // the browser asks before it leaves
  }

  disconnectedCallback() {
    this.cancel();
  }

  addParts() {
    this.panel = element("div", { className: "upload stack", hidden: true });
    this.bar = element("progress", { max: 100 });
    this.bar.setAttribute("aria-label", text("sending"));
    this.words = element("p", { className: "numbers" });
    this.button = element("button", { className: "button-quiet", type: "button", textContent: text("cancel") });
    this.button.addEventListener("click", () => this.onCancel());
    this.panel.append(this.bar, this.words, this.button);
    this.voice = element("p", { className: "visually-hidden" });
    this.voice.setAttribute("role", "status");
    this.alarm = element("div", { tabIndex: -1 });
    this.alarm.setAttribute("role", "alert");
    this.form.before(this.alarm);
    this.form.after(this.panel, this.voice);
  }

  async onSubmit(event) {
    const files = [...this.input.files];
    if (this.request || !files.length) return; // the site says that a file is missing
    event.preventDefault();
    this.alarm.replaceChildren();
    this.request = new XMLHttpRequest();
    const request = this.request;
    const data = new FormData(this.form); // before its controls are disabled
    const size = files.reduce((sum, file) => sum + file.size, 0);
    this.show(0, size);
    const refusal = await this.refusal(files);
    if (request !== this.request) return; // cancelled meanwhile
    if (refusal) this.fail(refusal);
    else this.send(request, data, size);
  }

  async refusal(files) {
    const limit = Number(this.getAttribute("limit-bytes"));
    const file = files.find((each) => limit && each.size > limit) ?? files[0];
    if (limit && file.size > limit) return text("too_large", { size: inWords(file.size), limit: inWords(limit) });
    if (!this.hasAttribute("room")) return "";
    try {
      const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
      const hex = [...start].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const asked = new URLSearchParams({ bytes: file.size, start: hex });
      const answer = await fetch(`${this.getAttribute("room")}?${asked}`);
      return answer.ok ? "" : ((await answer.json()).message ?? "");
    } catch {
      return ""; // whether it can be read and sent shows when it is sent
    }
  }

  send(request, data, size) {
    request.upload.addEventListener("progress", ({ loaded, total }) => this.show(loaded, total || size));
    request.addEventListener("load", () => this.onAnswer(request));
    request.addEventListener("error", () => this.fail(text("no_answer")));
    request.open("POST", this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    addEventListener("beforeunload", this.stay);
    request.send(data);
  }

  show(loaded, total) {
    this.started ??= performance.now();
    this.panel.hidden = false;
    this.form.querySelectorAll("button, input").forEach((control) => (control.disabled = true));
    const percent = Math.floor((100 * loaded) / Math.max(total, 1));
    this.bar.value = percent;
    const whole = loaded >= total;
    this.words.textContent = whole
      ? text("all_sent")
      : text("sent_of", { percent, sent: inWords(loaded), total: inWords(total) }) + this.timeLeft(loaded, total);
    const said = whole ? 100 : percent - (percent % SAID_EVERY_PERCENT);
    if (said === this.said) return;
    this.said = said;
    this.voice.textContent = whole ? this.words.textContent : text("percent_sent", { percent: said });
  }

  timeLeft(loaded, total) {
    const passed = (performance.now() - this.started) / 1000;
    if (passed < 5 || !loaded) return "";
    const seconds = (passed * (total - loaded)) / loaded;
    if (seconds < 60) return ` · ${text("under_a_minute")}`;
    return ` · ${text("minutes_left", { n: Math.round(seconds / 60) })}`;
  }

  onAnswer(request) {
    const answer = request.response ?? {};
    if (request.status === 201 && answer.address) {
      removeEventListener("beforeunload", this.stay);
      this.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: answer }));
      location.assign(answer.address);
    } else {
      this.fail(answer.message ?? text("not_saved", { status: request.status }));
    }
  }

  fail(message) {
    this.rest();
    const words = element("p", { textContent: message });
    const notice = element("div", { className: "notice notice-danger" });
    notice.append(words);
    this.alarm.replaceChildren(notice);
    this.alarm.focus();
  }

  onCancel() {
    this.cancel();
    this.rest();
    this.voice.textContent = text("cancelled");
    this.input.focus();
  }

  cancel() {
    this.request?.abort();
  }

  rest() {
    removeEventListener("beforeunload", this.stay);
    this.request = this.started = this.said = undefined;
    this.panel.hidden = true;
    this.form.querySelectorAll("button, input").forEach((control) => (control.disabled = false));
  }
}

function element(name, fields) {
  return Object.assign(document.createElement(name), fields);
}

customElements.define("file-upload", FileUpload);
