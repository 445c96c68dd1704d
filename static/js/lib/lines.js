// Which line is being said. Lines: [{ start, end }] in seconds, by start.

// The last that has begun, while it lasts; found by halving: four hours have 5,000 lines.
export function lineAt(lines, seconds) {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].start <= seconds) low = middle + 1;
    else high = middle;
  }
  const line = lines[low - 1];
  return line && seconds < line.end ? low - 1 : -1;
}
