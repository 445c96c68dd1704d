// Sentences of the scripts, in the language of the page: the page brings them along
// (templates/components/script-strings.html), so that all translation is done in one place.
let texts = new Map();

function readBlocks() {
  const blocks = document.querySelectorAll("script[data-strings]");
  texts = new Map([...blocks].flatMap((block) => Object.entries(JSON.parse(block.textContent))));
}

// text("left", { n: 3 }). A missing key is a mistake in a template: the browser tests fail on it, a
// visitor only misses the words.
export function text(key, values = {}) {
  if (!texts.has(key)) readBlocks(); // a part of the page may have been loaded since
  if (!texts.has(key)) {
    console.error(`The page has no string "${key}".`);
    return "";
  }
  return filled(formOf(texts.get(key), values.n), values);
}

function formOf(entry, n) {
  if (typeof entry === "string") return entry;
  const form = new Intl.PluralRules(document.documentElement.lang).select(n);
  return entry[form] ?? entry.other;
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? written(values[name]) : whole));
}

function written(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value;
}
