// <draft-keeper form thing person made-from keep token sign-in [unsaved]> inside a form: keeps what
// is typed in the browser each second and on the site each few, says when neither works, offers
// what the browser kept, and lets nothing be sent while nobody is signed in or the network is gone.
import { draftsFor, forgetDraft, newKey, storeDraft } from "../lib/browser-drafts.js";
import { offerOf } from "../lib/draft-offer.js";
import { signInHere } from "../lib/sign-in-dialog.js";
import { text } from "../lib/strings.js";

const BROWSER_EACH_MS = 1000;
// A lost connection is said within ten seconds of a letter typed: this, and the longest wait.
const SITE_EACH_MS = 5000;
const LONGEST_WAIT_MS = 4000;
const NOT_KEPT = new Set(["csrf_token", "draft", "began"]);
const SIGNED_OUT = new Set([400, 401, 403]); // the site's guard refuses an old page's token first

// A newer save stands, or the form was saved meanwhile; null where neither is so.
async function refusalIn(answer) {
  const isAnswered = answer.status === 409 || (answer.ok && !answer.redirected);
  const said = isAnswered ? await answer.json() : {};
  return answer.status === 409 || said.closed ? said : null;
}

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.owner = this.closest("form");
    if (!this.owner || this.output) return;
    this.input = this.querySelector('input[name="draft"]');
    const [key, sequence] = this.input.value.split(":");
    this.key = key || newKey();
    this.sequence = Number(sequence) || 0;
    this.addOutput();
    this.offerWhatTheBrowserKept();
    this.owner.addEventListener("input", () => this.onInput());
    this.owner.addEventListener("submit", (event) => this.onSubmit(event));
    addEventListener("offline", () => this.isDirty && this.say("draft_offline"));
    addEventListener("online", () => this.isDirty && this.saveOnSite());
    addEventListener("beforeunload", (event) => this.isDirty && !this.isLeaving && event.preventDefault());
    addEventListener("pagehide", () => this.isDirty && !this.isLeaving && this.saveInBrowser());
    addEventListener("pageshow", () => (this.isLeaving = false)); // back from the page that followed
    if (this.hasAttribute("unsaved")) this.onInput();
  }

  addOutput() {
    this.output = document.createElement("p");
    this.output.className = "draft-state";
    this.words = document.createElement("span");
    this.words.setAttribute("role", "status");
    this.output.append(this.words);
    this.owner.append(this.output);
  }

  onInput() {
    this.isDirty = true;
    this.browserTimer ??= setTimeout(() => this.saveInBrowser(), BROWSER_EACH_MS);
    this.siteTimer ??= setTimeout(() => this.saveOnSite(), SITE_EACH_MS);
  }

  fields() {
    const secret = new Set([...this.owner.querySelectorAll("input[type=password]")].map((input) => input.name));
    return [...new FormData(this.owner)].filter(
      ([name, value]) => typeof value === "string" && !NOT_KEPT.has(name) && !secret.has(name),
    );
  }

  draft() {
    this.sequence += 1;
    this.input.value = `${this.key}:${this.sequence}`;
    const { key, sequence } = this;
    const versionField = this.owner.querySelector('input[name="version"]');
    const madeFrom = Number(versionField?.value ?? this.getAttribute("made-from"));
    return { key, sequence, madeFrom, at: Date.now(), fields: this.fields(), ...this.place() };
  }

  place() {
    return Object.fromEntries(["form", "thing", "person"].map((name) => [name, this.getAttribute(name)]));
  }

  saveInBrowser() {
    clearTimeout(this.browserTimer);
    this.browserTimer = undefined;
    const draft = this.draft();
    this.hasRoom = storeDraft(draft);
    return draft;
  }

  async saveOnSite() {
    clearTimeout(this.siteTimer);
    this.siteTimer = undefined;
    if (this.isLeaving || !this.owner.isConnected) return;
    const draft = this.saveInBrowser();
    const state = await this.send(draft);
    if (this.isLeaving) return;
    this.say(state);
    if (state !== "draft_kept" && state !== "draft_too_long") this.siteTimer ??= setTimeout(() => this.saveOnSite(), SITE_EACH_MS);
  }

  // The state that is shown; one try more where only the page's token was too old.
  async send(draft, isSecond = false) {
    const answer = await this.post(draft).catch(() => null);
    if (!answer) return navigator.onLine ? "draft_failed" : "draft_offline";
    const refusal = await refusalIn(answer);
    if (refusal) return this.onRefused(refusal);
    if (answer.status === 413) return "draft_too_long";
    if (!SIGNED_OUT.has(answer.status) && !answer.redirected) return answer.ok ? "draft_kept" : "draft_failed";
    const session = await this.renewToken().catch(() => "draft_failed");
    return session === "in" && !isSecond ? this.send(draft, true) : session === "in" ? "draft_failed" : session;
  }

  post({ madeFrom, at: _at, ...draft }) {
    return fetch(this.getAttribute("keep"), {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.owner.elements.csrf_token.value },
      body: JSON.stringify({ ...draft, made_from: madeFrom }),
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
  }

  // A newer save of the same sitting stands (another tab took the same text): this one goes on as a
  // sitting of its own. Nothing here changes what is typed.
  onRefused({ closed }) {
    if (closed) forgetDraft(this.key);
    this.key = newKey();
    this.sequence = 0;
    return this.send(this.saveInBrowser());
  }

  // "in" and fresh tokens in every form of the page, or the state that says why not.
  async renewToken() {
    const answer = await fetch(this.getAttribute("token"), { signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
    if (!answer.ok) return "draft_failed";
    const { person, token } = await answer.json();
    if (!person) return "draft_signed_out";
    if (person !== this.getAttribute("person")) return "draft_somebody_else";
    document.querySelectorAll('input[name="csrf_token"]').forEach((input) => (input.value = token));
    return "in";
  }

  say(state) {
    if (!this.hasRoom && state !== "draft_kept") state = "draft_no_room";
    if (this.dataset.state === state) return;
    this.dataset.state = state;
    this.output.classList.toggle("draft-state-bad", state !== "draft_kept");
    this.words.textContent = text(state);
    this.signInButton?.remove();
    if (state === "draft_signed_out") this.addSignIn();
  }

  addSignIn() {
    this.signInButton = document.createElement("button");
    Object.assign(this.signInButton, { type: "button", className: "button-quiet", textContent: text("draft_sign_in") });
    this.signInButton.addEventListener("click", () => this.signIn());
    this.output.append(this.signInButton);
  }

  async signIn() {
    const isSignedIn = await signInHere(this.getAttribute("sign-in"), text("draft_close")).catch(() => false);
    if (isSignedIn) await this.saveOnSite();
    return isSignedIn;
  }

  // The text leaves the page only when the site can take it.
  async onSubmit(event) {
    if (this.isLeaving || event.submitter?.hasAttribute("data-not-kept")) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    this.saveInBrowser();
    let session = await this.renewToken().catch((error) => (error.name === "TimeoutError" ? "in" : "draft_offline"));
    if (session === "draft_signed_out") {
      this.say(session);
      if (await this.signIn()) session = await this.renewToken().catch(() => "draft_offline");
    }
    if (session === "draft_offline" || session === "draft_signed_out") {
      this.isDirty = true;
      this.say(session);
      return;
    }
    this.isLeaving = true;
    this.owner.requestSubmit(event.submitter);
  }

  // What the site has as well is offered by the page already.
  async offerWhatTheBrowserKept() {
    const offered = new Map([...this.querySelectorAll("[data-draft]")].map((offer) => offer.dataset.draft.split(":")));
    for (const draft of draftsFor(this.place())) {
      if (draft.key === this.key) {
        this.sequence = Math.max(this.sequence, draft.sequence);
      } else if (Number(offered.get(draft.key) ?? 0) >= draft.sequence) {
        forgetDraft(draft.key);
      } else if (await this.isStillUnsaved(draft)) {
        this.querySelector(`[data-draft^="${draft.key}:"]`)?.remove();
        this.append(offerOf(draft, this.owner, this.input));
      }
    }
  }

  async isStillUnsaved(draft) {
    const answer = await this.post(draft).catch(() => null);
    const isClosed = answer && (await refusalIn(answer))?.closed;
    if (isClosed) forgetDraft(draft.key);
    return !isClosed;
  }
}

customElements.define("draft-keeper", DraftKeeper);
