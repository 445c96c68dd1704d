// <caption-settings>: what is chosen shows at once, and its form keeps it. With `for="player"` it is that player's panel:
// opened and closed by it, in the frame while that is fullscreen, and every change is kept.
import { cueProperties } from "../lib/caption-look.js";
import { playerButtons, playerRows } from "../player/settings.js";

const SAVE_AFTER_MS = 600;

class CaptionSettings extends HTMLElement {
  connectedCallback() {
    if (this.selects) return;
    this.selects = [...this.querySelectorAll("select[name]")];
    this.form = this.querySelector("form");
    this.addEventListener("change", (event) => this.onChange(event));
    this.addEventListener("click", (event) => this.onClick(event));
    const { htmlFor } = this;
    this.player = htmlFor ? document.getElementById(htmlFor) : null;
    if (this.player) this.join();
    this.show();
  }

  get htmlFor() {
    return this.getAttribute("for");
  }

  join() {
    const { player } = this;
    player.addEventListener("ep-settings", () => this.toggle());
    const addRows = () => {
      const fields = this.querySelector("[data-fields]");
      fields.prepend(...playerRows(player));
      fields.append(playerButtons(player));
    };
    if (player.bar) addRows();
    else player.addEventListener("ep-ready", addRows, { once: true });
    document.addEventListener("fullscreenchange", () => this.followFullscreen());
    this.addEventListener("keydown", (event) => { if (event.key === "Escape") this.toggle(false); });
  }

  toggle(isOpen = this.hidden) {
    this.hidden = !isOpen;
    this.closest(".watch-side")?.toggleAttribute("data-settings", isOpen);
    this.player.bar.settings.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.querySelector("select").focus({ preventScroll: false });
    else this.player.bar.settings.focus({ preventScroll: true });
  }

  // What is outside of the element that fills the screen cannot be seen.
  followFullscreen() {
    this.home ??= this.parentNode;
    if (this.player.isFullscreen) this.player.append(this);
    else if (this.parentNode !== this.home) this.home.append(this);
  }

  onChange(event) {
    if (!event.target.name) return;
    this.show();
    if (this.form) this.keepSoon();
  }

  onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if ("close" in button.dataset) this.toggle(false);
    if (button.name !== "captions") return;
    event.preventDefault(); // without scripts the button sends the form
    const usual = Object.fromEntries(this.selects.map((select) => [select.name, select.options[0].value]));
    this.choose(button.dataset.preset ? JSON.parse(button.dataset.preset) : usual);
  }

  choose(values) {
    for (const select of this.selects) select.value = values[select.name];
    this.show();
    if (this.form) this.keepSoon();
  }

  show() {
    const values = Object.fromEntries(this.selects.map((s) => [s.name, s.value]));
    const css = Object.fromEntries(this.selects.map((s) => [s.name, s.selectedOptions[0]?.dataset.css ?? ""]));
    const properties = Object.entries(cueProperties(values, css));
    for (const [name, value] of properties) document.documentElement.style.setProperty(name, value);
    document.documentElement.dataset.cuePlace = values.place;
  }

  keepSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const body = new URLSearchParams(new FormData(this.form));
      fetch(this.form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
    }, SAVE_AFTER_MS);
  }
}

customElements.define("caption-settings", CaptionSettings);
