// The captions of one session, and every edit's way back. The same rules as captions/editing: an edit
// is {kind, times: [[id, start, end]], texts: [[id, text]], inserts: [[after, id, start, end, text,
// settings]], deletes: [id]}; what speaks of a row that is not there does nothing.
export class Session {
  constructor(rows) {
    this.rows = rows.map(([id, start, end, text, settings]) => ({ id, start, end, text, settings }));
    this.done = [];
    this.undone = [];
  }

  row(id) {
    return this.rows.find((row) => row.id === id);
  }

  place(id) {
    return this.rows.findIndex((row) => row.id === id);
  }

  // An entry of the log: an edit, an undo or a redo.
  enter(entry) {
    if (entry.kind === "undo") return this.undo();
    if (entry.kind === "redo") return this.redo();
    const rows = appliedEdit(this.rows, entry);
    this.done.push(wayBack(this.rows, rows));
    this.undone = [];
    this.rows = rows;
    return true;
  }

  undo() {
    return this.step(this.done, this.undone);
  }

  redo() {
    return this.step(this.undone, this.done);
  }

  step(from, to) {
    const way = from.pop();
    if (!way) return false;
    const rows = [...this.rows.slice(0, way.at), ...way.rows, ...this.rows.slice(way.at + way.count)];
    to.push(wayBack(this.rows, rows));
    this.rows = rows;
    return true;
  }
}

function appliedEdit(rows, edit) {
  let result = rows;
  if (edit.deletes?.length) {
    const gone = new Set(edit.deletes);
    result = result.filter((row) => !gone.has(row.id));
  }
  for (const caption of edit.inserts ?? []) result = withRow(result, caption);
  if (!edit.times?.length && !edit.texts?.length) return result;
  const times = new Map((edit.times ?? []).map(([id, start, end]) => [id, { start, end }]));
  const texts = new Map(edit.texts ?? []);
  return result.map((row) => {
    const changed = { ...row, ...times.get(row.id), ...(texts.has(row.id) ? { text: texts.get(row.id) } : {}) };
    return changed.start === row.start && changed.end === row.end && changed.text === row.text ? row : changed;
  });
}

function withRow(rows, [after, id, start, end, text, settings]) {
  if (rows.some((row) => row.id === id)) return rows;
  let at = 0;
  if (after) {
    at = rows.findIndex((row) => row.id === after) + 1;
    if (!at) at = rows.findLastIndex((row) => row.start <= start) + 1;
  }
  return rows.toSpliced(at, 0, { id, start, end, text, settings });
}

// What turns `rows` back into `old`: only what lies between the first and the last change.
function wayBack(old, rows) {
  const least = Math.min(old.length, rows.length);
  let first = 0;
  while (first < least && old[first] === rows[first]) first += 1;
  let last = 0;
  while (last < least - first && old.at(-1 - last) === rows.at(-1 - last)) last += 1;
  return { at: first, count: rows.length - last - first, rows: old.slice(first, old.length - last) };
}
