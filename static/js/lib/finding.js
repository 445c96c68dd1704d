// Finding words in lines of text, whatever their case and accents: "numero" finds "Número".

const PLAIN = /^[\x00-\x7f]*$/; // most lines: letter for letter the same

// { text, places }: places[i] is where the i-th letter of the folded text stands in the original.
export function folded(original) {
  let text = "";
  const places = [];
  let at = 0;
  for (const character of original) {
    const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    for (const letter of plain.replace(/[’‘]/g, "'").replace(/[“”«»]/g, '"')) {
      text += letter;
      for (let unit = 0; unit < letter.length; unit += 1) places.push(at);
    }
    at += character.length;
  }
  places.push(original.length);
  return { text, places };
}

function unfolded(line) {
  return { text: line.toLowerCase(), places: [...Array(line.length + 1).keys()] };
}

// Every place of the query: { line, start, end } in the lines' own letters, in order.
export function hitsIn(lines, query) {
  const wanted = folded(query).text.replace(/\s+/g, " ").trim();
  if (!wanted) return [];
  return lines.flatMap((line, index) => [...placesIn(line, wanted)].map((place) => ({ line: index, ...place })));
}

export function* placesIn(line, wanted) {
  const { text, places } = PLAIN.test(line) ? unfolded(line) : folded(line);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    yield { start: places[at], end: endOf(line, places[at + wanted.length - 1]) };
  }
}

// Past the letter and the marks that belong to it.
function endOf(line, at) {
  let end = at + String.fromCodePoint(line.codePointAt(at)).length;
  while (end < line.length && /\p{M}/u.test(line[end])) end += 1;
  return end;
}
