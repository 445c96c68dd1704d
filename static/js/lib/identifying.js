// What in a question may tell who wrote it: the same as episodes/questions/asked/identifying.py
// finds on the server, by the same table. No DOM, and nothing leaves the browser: text in, places
// out.

// The table as the ask page holds it, made ready for identifying().
export function readTable(table) {
  const ready = ([kind, source, flags]) => [kind, new RegExp(source, `gud${flags}`)];
  return {
    advice: table.advice,
    patterns: table.patterns.map(ready),
    age: new RegExp(table.age, "gud"),
    capital: new Set(table.capital),
    noNames: new Set(table.noNames),
  };
}

// [{kind, start, end, words}] in the order of the text; start and end count UTF-16 units.
export function identifying(text, table) {
  const hints = [];
  for (const [kind, pattern] of table.patterns) {
    for (const hint of matches(kind, pattern, text)) {
      if (table.capital.has(kind) && !isName(hint.words, table.noNames)) continue;
      if (!hints.some((other) => hint.start < other.end && other.start < hint.end)) hints.push(hint);
    }
  }
  if (hints.some((hint) => hint.kind === "place")) hints.push(...matches("age", table.age, text));
  return hints.sort((a, b) => a.start - b.start || a.end - b.end);
}

// Group 1 of a pattern is what is pointed out.
function matches(kind, pattern, text) {
  return [...text.matchAll(pattern)].map((match) => {
    const [start, end] = match.indices[1];
    return { kind, start, end, words: match[1] };
  });
}

function isName(words, noNames) {
  const first = [...words][0];
  return first !== first.toLowerCase() && !noNames.has(words.split(/\s/u)[0].toLowerCase());
}
