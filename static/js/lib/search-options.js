// An option of a search box's list. Everything that comes from the server becomes text.
import { text } from "./strings.js";

const KINDS = { words: "suggested_words", topic: "suggested_topic", person: "suggested_person" };

export function optionFor(suggestion, id, typed) {
  const option = element("div", "suggestion");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.kind = suggestion.kind;
  option.dataset.words = suggestion.text;
  option.dataset.address = suggestion.address;
  const words = element("span", "suggestion-text");
  words.dir = "auto";
  if (suggestion.language) words.lang = suggestion.language;
  words.append(...marked(suggestion.text, typed));
  option.append(words);
  const hint = suggestion.hint || (KINDS[suggestion.kind] ? text(KINDS[suggestion.kind]) : "");
  if (hint) option.append(element("span", "suggestion-hint", hint));
  return option;
}

// The word that is being typed, wherever another begins with it.
function marked(text, typed) {
  const word = typed.match(/[\p{L}\p{N}'’]+$/u)?.[0];
  if (!word) return [text];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${word.replace(/'/g, "['’]")})`, "giu");
  return text.split(pattern).map((piece, index) => (index % 2 ? element("b", "", piece) : piece));
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
