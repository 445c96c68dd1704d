// Lays a track's own STYLE blocks over our drawing of its cues, as the browser does over its own.
import { OWNED_BY_THE_VIEWER, overlaySelector, styleBlocks } from "../lib/cue-styles.js";

export class CueStyles {
  constructor(player) {
    this.player = player;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  // The browser has the file already.
  async use(track) {
    this.track = track;
    this.sheet.replaceSync("");
    const element = [...this.player.video.querySelectorAll("track")].find((each) => each.track === track);
    if (!element) return;
    const file = await fetch(element.src, { cache: "force-cache" }).then((answer) => answer.text()).catch(() => "");
    if (this.track === track) this.sheet.replaceSync(this.rulesOf(styleBlocks(file)));
  }

  rulesOf(blocks) {
    const root = `#${CSS.escape(this.player.id)} .ep-cue`;
    const read = new CSSStyleSheet();
    read.replaceSync(blocks.join("\n"));
    return [...read.cssRules].map((rule) => {
      const selector = overlaySelector(rule.selectorText ?? "", root);
      return selector ? `${selector} { ${looksOf(rule.style, selector === root)} }` : "";
    }).join("\n");
  }
}

function looksOf(style, isOfAll) {
  const names = [...style].filter((name) => !isOfAll || !OWNED_BY_THE_VIEWER.test(name));
  return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
}
