// Brings edits into the log of the server, in their order and each once, whatever the network does;
// until they are acknowledged they also stand in the browser's storage. Tells how it goes by `state`
// events: {state: "kept" | "sending" | "failed" | "signed-out", unsent}.
const PAUSE_MS = 300;
const PATIENCE_MS = 8000; // with the pause, "Not saved" is said within ten seconds
const RETRY_MS = [1000, 2000, 5000];
const HERE_MS = 15_000; // a page counts as closed after 60 s
const AT_ONCE = 200;

export class Keeper extends EventTarget {
  constructor(address, prefix) {
    super();
    this.address = address;
    this.prefix = prefix;
    this.client = `p-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    this.unsent = [];
    this.next = 1;
    this.number = 0; // of the log's last line that this page knows
    this.failures = 0;
    for (const name of ["online", "focus"]) addEventListener(name, () => this.unsent.length && this.send());
    navigator.locks?.request(this.lockName(this.client), () => new Promise(() => {}));
  }

  lockName(client) {
    return `${this.prefix}${client}`;
  }

  async load() {
    const state = await this.answer(`${this.address}?client=${this.client}`);
    this.standing = state;
    ({ session: this.session, base: this.base, token: this.token, number: this.number } = state);
    // Of what this page has sent, some may have arrived with the answer lost.
    this.unsent = this.unsent.filter((entry) => entry.n > state.acknowledged);
    return state;
  }

  add(edit) {
    this.unsent.push({ n: this.next, edit });
    this.next += 1;
    this.store();
    this.tell("sending");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  // One request at a time: the order is that of the edits.
  async send() {
    clearTimeout(this.timer);
    if (this.sending || !this.unsent.length) return this.sending;
    this.sending = this.sendBatch();
    const went = await this.sending;
    this.sending = null;
    if (went && this.unsent.length) return this.send();
    if (!went) this.timer = setTimeout(() => this.send(), RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]);
    return went;
  }

  async sendBatch() {
    const edits = this.unsent.slice(0, AT_ONCE);
    try {
      const answer = await this.post("", { client: this.client, after: this.number, edits });
      this.unsent = this.unsent.slice(edits.length);
      this.number = answer.number;
      this.failures = 0;
      this.store();
      this.tell(this.unsent.length ? "sending" : "kept");
      return true;
    } catch (error) {
      return this.onFailure(error);
    }
  }

  async onFailure(error) {
    if (error.answer?.reason === "behind" || error.answer?.reason === "order") {
      this.dispatchEvent(new CustomEvent("behind"));
      return true;
    }
    this.tell(error.isSignedOut ? "signed-out" : "failed", { message: error.answer?.message });
    if (error.isSignedOut) await this.renewToken();
    return false;
  }

  // Somebody may have signed in again, here or in another tab: its pages have another token.
  async renewToken() {
    try {
      this.token = (await this.answer(this.address)).token;
    } catch {
      // still signed out
    }
  }

  async post(part, values) {
    const body = JSON.stringify({ session: this.session, base: this.base, ...values });
    const answer = await this.answer(this.address + part, { method: "POST", body });
    this.standing = answer;
    ({ session: this.session, token: this.token } = answer);
    return answer;
  }

  async answer(address, options = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token ?? "" };
    const response = await fetch(address, { ...options, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isJson) return response.json();
    const error = new Error(`${response.status}`);
    error.isSignedOut = response.type === "opaqueredirect" || [400, 401, 403].includes(response.status);
    error.answer = isJson ? await response.json() : null;
    throw error;
  }

  // All that is typed is in the log; false where it cannot be brought there now.
  async settle() {
    while (this.unsent.length) if (!(await this.send())) return false;
    return true;
  }

  tell(state, values = {}) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, unsent: this.unsent.length, ...values } }));
  }

  async stayHere(onStanding) {
    const here = async () => {
      try {
        onStanding(await this.post("/here", {}));
      } catch (error) {
        if (error.answer?.reason === "behind") this.dispatchEvent(new CustomEvent("behind"));
      }
    };
    await here();
    setInterval(here, HERE_MS);
  }

  store(extra = this.typing) {
    this.typing = extra;
    const key = this.prefix + this.client;
    try {
      if (!this.unsent.length && !extra) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ base: this.base, after: this.number, edits: this.unsent, typing: extra, at: Date.now() }));
    } catch {
      // no storage, or it is full: the server has what is acknowledged
    }
  }

  // What pages of this person left behind that are not open any more.
  async leftovers() {
    const held = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && !held.has(key));
    return keys.map((key) => ({ key, client: key.slice(this.prefix.length), ...JSON.parse(localStorage.getItem(key)) }));
  }

  forget(leftover) {
    localStorage.removeItem(leftover.key);
  }

  // How many edits of another page of this person arrived.
  async acknowledged(client) {
    return (await this.answer(`${this.address}?client=${client}`)).acknowledged;
  }
}
