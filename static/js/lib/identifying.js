// What in a question may tell who wrote it; the same as episodes/questions/asked/identifying.py finds on the
// server. No DOM, and nothing leaves the browser: text in, places out.
export const ADVICE = {
  email: "An e-mail address. Leave it out: we never write to anyone.",
  link: "A link. It may lead to somebody’s account or page.",
  handle: "A user name. Anyone can look it up.",
  phone: "A phone number, or what looks like one.",
  street: "An address. “My street” is enough.",
  school: "A school by its name. “My school” is enough.",
  work: "A workplace by its name. “My job” is enough.",
  name: "A name. Another name, or “my partner”, keeps you both unknown.",
  place: "A place by its name. “A small town” or “abroad” is enough.",
  age: "An exact age together with a place. “In my twenties” is enough.",
};

// Letters, and where a word begins, in every script: \w and \b know English only.
const L = "\\p{L}\\p{M}";
const W = `[${L}\\p{N}_]`;
const START = `(?<!${W})`;
const END = `(?!${W})`;
const WORD = `[${L}][${L}\\p{N}_’'-]{0,40}`;
const NAME = `[A-Z][${L}\\p{N}_’'-]{0,30}`;
const PEOPLE =
  "boyfriend|girlfriend|husband|wife|partner|friend|bestie|brother|sister|boss|manager|colleague" +
  "|coworker|co-worker|roommate|flatmate|housemate|mum|mom|dad|mother|father|stepdad|stepmum" +
  "|stepmom|son|daughter|cousin|uncle|aunt|teacher|professor|therapist|doctor|crush|bf|gf|ex|so" +
  "|fiancé|fiancée|fiance|fiancee|hubby|neighbour|neighbor|landlord|roomie|bff";
const SCHOOLS = "University|College|School|Academy|Institute|Polytechnic|Universität|Université|Universidad";
const STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way|Place|Square";

// Group 1 is what is pointed out.
const PATTERNS = [
  ["email", `([${L}\\p{N}_.+-]{1,64}@[${L}\\p{N}_-]{1,63}(?:\\.[${L}\\p{N}_-]{2,63}){1,4})`, "u"],
  ["link", "((?:https?://|www\\.)[^\\s<>]{2,300})", "iu"],
  ["handle", `(?<![${L}\\p{N}_.@/])(@[A-Za-z0-9_][${L}\\p{N}_.]{1,29}|u/[${L}\\p{N}_-]{3,20})`, "u"],
  [
    "handle",
    `${START}(?:insta|instagram|snap|snapchat|tiktok|discord|twitter|telegram|reddit|username|handle)` +
      `\\s{1,3}(?:is|name is|handle is|:)\\s{0,3}([${L}\\p{N}_.#-]{3,40})`,
    "iu",
  ],
  ["phone", `(?<![${L}\\p{N}_.,])(\\+?\\(?\\p{Nd}(?:[ ().\\-/]{0,3}\\p{Nd}){6,14})${END}`, "u"],
  ["street", `${START}(\\p{Nd}{1,5}\\s(?:${NAME}\\s){1,3}(?:${STREETS}))${END}`, "u"],
  [
    "school",
    `((?:${START}${NAME}\\s){1,3}(?:${SCHOOLS})${END}(?:\\sof\\s${NAME})?|${START}(?:${SCHOOLS})\\sof\\s${NAME})`,
    "u",
  ],
  [
    "work",
    `${START}(?:work|works|worked|working|job|intern|employed|hired)\\s(?:at|for)\\s(${WORD}` +
      `(?:\\s[A-Z][${L}\\p{N}_’'&-]{0,30}){0,3})`,
    "u",
  ],
  [
    "name",
    `${START}[Mm]y\\s(?:${W}{2,12}\\s)?(?:${PEOPLE})(?:\\s(?:is\\s)?(?:called|named)|,|\\s\\(|:)?\\s?(${WORD})`,
    "u",
  ],
  ["name", `${START}(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir)\\sname(?:\\sis|[’']s|:)\\s(${WORD})`, "u"],
  ["name", `${START}(?:called|named)\\s(${WORD})`, "u"],
  [
    "place",
    `${START}(?:live|lives|lived|living|moved|moving|grew\\sup|from|born|based|stay|staying|village|town|city)` +
      `\\s(?:(?:in|to|at|near|of|outside|from)\\s)?(${WORD}(?:\\s${NAME}){0,2})`,
    "u",
  ],
].map(([kind, source, flags]) => [kind, new RegExp(source, `g${flags}d`)]);
const AGE = new RegExp(
  `(?<!${W})((?:[Ii][’']?m|[Ii]\\sam|aged?|turned|turning)\\s[1-9]\\p{Nd}(?!\\p{Nd})` +
    `|[1-9]\\p{Nd}(?:[-\\s]years?[-\\s]old|\\s?yo${END}|\\s?[MFmfX]${END})|\\(?[MFmf]\\s?[1-9]\\p{Nd}${END})`,
  "gud",
);
const CAPITAL = new Set(["name", "place", "work"]);
// Capitalised in the middle of a sentence, and nobody's name.
const NO_NAME = new Set(
  (
    "i i'm i’m i've i’ve i'd i’d i'll i’ll im ok and but so because god christmas easter english french " +
    "spanish german monday tuesday wednesday thursday friday saturday sunday january february march april " +
    "may june july august september october november december facebook instagram tinder bumble hinge " +
    "google whatsapp netflix he she they we it the my his her if when then is was has should would could " +
    "who what why how"
  ).split(" "),
);

// [{kind, start, end, words}] in the order of the text; start and end count UTF-16 units.
export function identifying(text) {
  const found = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const hint of matches(kind, pattern, text)) {
      if (CAPITAL.has(kind) && !isName(hint.words)) continue;
      if (!found.some((other) => hint.start < other.end && other.start < hint.end)) found.push(hint);
    }
  }
  if (found.some((hint) => hint.kind === "place")) found.push(...matches("age", AGE, text));
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

function matches(kind, pattern, text) {
  return [...text.matchAll(pattern)].map((match) => {
    const [start, end] = match.indices[1];
    return { kind, start, end, words: match[1] };
  });
}

function isName(words) {
  const first = [...words][0];
  return first !== first.toLowerCase() && !NO_NAME.has(words.split(/\s/u)[0].toLowerCase());
}
