// Lays a track's own STYLE blocks over our drawing of its cues, as the browser does over its own.
import { OWNED_BY_THE_VIEWER, overlaySelector, styleBlocks } from "../lib/cue-styles.js";

export class CueStyles {
  constructor(player) {
    this.player = player;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  // file: the text of the track that is shown; empty where none is.
  use(file) {
    this.sheet.replaceSync(this.rulesOf(styleBlocks(file)));
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
