// <other-forms for="player" data-usual="address"> around links (`data-form`, `data-source`): what
// leads to another page without scripts changes over in place. A described version takes the
// video's place at the same second; sign language stands beside it and is kept in step.
import { correction } from "../lib/in-step.js";
import { make } from "../player/dom.js";

class OtherForms extends HTMLElement {
  connectedCallback() {
    if (this.buttons) return;
    this.player = document.getElementById(this.getAttribute("for"));
    this.buttons = new Map();
    const begin = () => this.begin();
    customElements.whenDefined("ep-player").then(() => {
      if (this.player.bar) begin();
      else this.player.addEventListener("ep-ready", begin, { once: true });
    });
  }

  begin() {
    for (const link of this.querySelectorAll("a[data-form]")) {
      const { form, name, source } = link.dataset;
      const button = make("button", { type: "button", class: link.className, "aria-pressed": "false", onclick: () => this.toggle(form, true) }, name);
      this.buttons.set(form, { button, source, isChosen: "chosen" in link.dataset });
      link.replaceWith(button);
    }
    const { forms = {} } = this.player.memory.settings;
    for (const [name, form] of this.buttons) {
      if (form.isChosen) this.show(name, true);
      else if (forms[name] && form.source.startsWith("/")) this.toggle(name, false);
    }
    const sign = this.player.querySelector(".ep-sign");
    if (sign) this.follow(sign);
  }

  toggle(name, isChoice) {
    const form = this.buttons.get(name);
    this.show(name, !form.isChosen);
    if (name === "described") useSource(this.player, form.isChosen ? form.source : this.dataset.usual);
    else if (form.isChosen) this.stand(form.source);
    else this.takeAway();
    if (!isChoice) return;
    const { forms } = this.player.memory.settings;
    this.player.memory.remember({ forms: { ...forms, [name]: form.isChosen } });
  }

  show(name, isChosen) {
    const form = this.buttons.get(name);
    form.isChosen = isChosen;
    form.button.setAttribute("aria-pressed", String(isChosen));
  }

  stand(source) {
    const { name } = this.player.dataset;
    const sign = make("video", { class: "ep-sign", src: source, playsinline: true, preload: "auto", "aria-label": `${this.buttons.get("sign-language").button.textContent}: ${name}` });
    this.player.video.after(sign);
    this.follow(sign);
  }

  takeAway() {
    this.ending?.abort();
    this.player.querySelector(".ep-sign")?.remove();
  }

  follow(sign) {
    const { video } = this.player;
    this.ending = new AbortController();
    const { signal } = this.ending;
    sign.muted = true;
    sign.controls = false;
    const on = (names, act) => names.forEach((name) => video.addEventListener(name, act, { signal }));
    const keep = () => keepInStep(video, sign);
    on(["play", "playing"], () => sign.play().catch(() => {}));
    on(["pause", "waiting", "ended"], () => sign.pause());
    on(["seeking", "seeked", "ratechange", "timeupdate", "loadedmetadata"], keep);
    sign.addEventListener("loadedmetadata", () => {
      sign.currentTime = video.currentTime;
      if (!video.paused) sign.play().catch(() => {});
    }, { signal });
    sign.addEventListener("click", () => this.player.toggle(), { signal });
    keep();
  }
}

// Another file of the same film, at the same second: the address says where to begin, so that
// nothing of its beginning is seen or heard.
function useSource(player, address) {
  const { video } = player;
  const { currentTime, paused, playbackRate } = video;
  player.startSecond = currentTime;
  for (const source of video.querySelectorAll("source")) source.remove();
  video.addEventListener("loadedmetadata", () => {
    if (Math.abs(video.currentTime - currentTime) > 0.05) video.currentTime = currentTime;
    video.playbackRate = playbackRate;
    player.captions.choose(player.captions.current);
    if (!paused) player.play();
  }, { once: true });
  video.src = `${address.split("#")[0]}#t=${currentTime.toFixed(2)}`;
}

function keepInStep(video, sign) {
  if (!sign.readyState) return;
  const lead = { time: video.currentTime, rate: video.playbackRate };
  const { jumpTo, rate } = correction(lead, { time: sign.currentTime });
  if (jumpTo !== undefined) sign.currentTime = jumpTo;
  else if (video.paused && sign.currentTime !== video.currentTime) sign.currentTime = video.currentTime;
  sign.playbackRate = rate;
}

customElements.define("other-forms", OtherForms);
