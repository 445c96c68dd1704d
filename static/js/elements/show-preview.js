// <show-preview>: a show's name, tagline, colours and typeface as they are typed, in light; and
// whether each colour can be read. Inside its form; without it the sample shows what is saved.
import { contrast, isColour } from "../lib/contrast.js";
import { text } from "../lib/strings.js";

const FOLLOWED = ["name", "tagline", "hot", "plum", "display_face"];

class ShowPreview extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.sample = this.querySelector("[data-sample]");
    if (!this.form || !this.sample) return;
    this.sample.dataset.theme = "light";
    this.form.addEventListener("input", ({ target }) => this.follow(target));
    for (const name of FOLLOWED) this.follow(this.form.elements[name]);
  }

  follow(field) {
    if (!field || !FOLLOWED.includes(field.name)) return;
    const value = field.value.trim();
    if (field.name === "name") this.showName(value);
    else if (field.name === "tagline") this.querySelector("[data-tagline]").textContent = value;
    else if (field.name === "display_face") this.showFace(value);
    else this.showColour(field.name, value.toLowerCase());
  }

  // The last word in the hot colour, as in the header.
  showName(value) {
    const place = this.querySelector("[data-name]");
    const words = value.split(/\s+/);
    const last = document.createElement("em");
    last.textContent = words.pop();
    place.replaceChildren(...(words.length ? [`${words.join(" ")} `, last] : [last.textContent]));
  }

  showColour(name, value) {
    const place = this.querySelector(`[data-contrast="${name}"]`);
    const grounds = place.dataset.ground.split(" ");
    if (isColour(value)) this.sample.style.setProperty(`--${name}`, value);
    else this.sample.style.removeProperty(`--${name}`);
    place.textContent = isColour(value) ? this.judged(Math.min(...grounds.map((ground) => contrast(value, ground)))) : "";
  }

  judged(ratio) {
    const least = Number(this.dataset.least);
    const rounded = Math.floor(ratio * 10) / 10;
    return text(ratio >= least ? "colour_reads" : "colour_too_pale", { ratio: rounded, least });
  }

  // The site cuts the typeface when it is first asked for; what comes too late is not shown.
  async showFace(chosen) {
    const family = chosen || this.dataset.usual;
    this.family = family;
    const face = new FontFace("sample-face", `url("${this.dataset.faces}${encodeURIComponent(family)}")`, { weight: "100 900" });
    const loaded = await face.load().catch(() => null);
    if (!loaded || this.family !== family) return;
    document.fonts.add(loaded);
    if (this.face) document.fonts.delete(this.face);
    this.face = loaded;
    this.sample.style.setProperty("--display", "sample-face");
  }
}

customElements.define("show-preview", ShowPreview);
