"""Two people's changes to one file: by caption, then by words; where both say something else of
the same words, both texts are given back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from captions.compare import edits, pairs_of
from captions.cue import Cue
from captions.editing.edit import Edit
from captions.editing.sheet import NewCaption, Row, Sheet


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Both changed the same words of this row, or one took out what the other changed (None).
    The times are those of `mine`, or of `theirs` where mine is gone."""

    id: str
    start_ms: int
    base: str
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class MergedEdit:
    """`edit` brings theirs into mine; in a conflict mine stays."""

    edit: Edit
    conflicts: tuple[TextConflict, ...]


def merge_edit(base: Sheet, mine: Sheet, theirs: Sequence[Cue]) -> MergedEdit:
    """`mine` has the rows of `base` by the same ids; `theirs` is another file of the same base."""
    pairs = pairs_of(base.cues, theirs)
    own = {row.id: row for row in mine.rows}
    times: list[tuple[str, int, int]] = []
    texts: list[tuple[str, str]] = []
    deletes: list[str] = []
    conflicts: list[TextConflict] = []
    for place, was in enumerate(base.rows):
        row = own.get(was.id)
        other = theirs[pairs[place]] if place in pairs else None
        if row is None:
            if other is not None and other.text != was.text:
                conflicts.append(TextConflict(was.id, other.start_ms, was.text, None, other.text))
        elif other is None:
            if row.text == was.text:
                deletes.append(row.id)
            else:
                conflicts.append(TextConflict(row.id, row.start_ms, was.text, row.text, None))
        else:
            times += _their_times(was, row, other)
            merged = merged_words(was.text, row.text, other.text)
            if merged is None:
                conflicts.append(TextConflict(row.id, row.start_ms, was.text, row.text, other.text))
            elif merged != row.text:
                texts.append((row.id, merged))
    edit = Edit("merge-versions", tuple(times), tuple(texts), (), tuple(deletes))
    inserts = _new_rows(edit.apply(mine), base, theirs, set(pairs.values()))
    edit = replace(edit, inserts=tuple(inserts))
    return MergedEdit(edit, tuple(conflicts))


def edit_towards(sheet: Sheet, cues: Sequence[Cue], kind: str) -> Edit:
    """What makes the sheet say what the cues say."""
    return replace(merge_edit(sheet, sheet, cues).edit, kind=kind)


def _their_times(was: Row, mine: Row, theirs: Cue) -> list[tuple[str, int, int]]:
    """Start and end each for itself; where both moved the same one, mine stays."""
    start_ms = theirs.start_ms if mine.start_ms == was.start_ms else mine.start_ms
    end_ms = theirs.end_ms if mine.end_ms == was.end_ms else mine.end_ms
    is_same = (start_ms, end_ms) == (mine.start_ms, mine.end_ms)
    return [] if is_same else [(mine.id, start_ms, end_ms)]


def merged_words(base: str, mine: str, theirs: str) -> str | None:
    """None where both changed the same words, or words beside each other."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    old = _words(base)
    ours, others = edits(old, _words(mine)), edits(old, _words(theirs))
    changes = sorted({*ours, *others}, key=lambda change: (change.at, len(change.old)))
    text: list[str] = []
    position = 0
    for number, change in enumerate(changes):
        # Side by side counts as the same place: the two were not written to stand together.
        if number and change.at <= position:
            return None
        text += [*old[position : change.at], *change.new]
        position = change.at + len(change.old)
    return "".join([*text, *old[position:]])


def _words(text: str) -> list[str]:
    """Each with the white space behind it, so that joining them gives the text."""
    words: list[str] = []
    for char in text:
        if words and (char.isspace() or not words[-1][-1].isspace()):
            words[-1] += char
        else:
            words.append(char)
    return words


def _new_rows(
    mine: Sheet, base: Sheet, theirs: Sequence[Cue], paired: set[int]
) -> list[NewCaption]:
    """Each behind the last row of mine that begins no later; none that is there already."""
    taken = {row.id for row in (*base.rows, *mine.rows)}
    present = {(row.start_ms, row.end_ms, row.text) for row in mine.rows}
    places = [(row.start_ms, number, row.id) for number, row in enumerate(mine.rows)]
    inserts: list[NewCaption] = []
    for number, cue in enumerate(theirs):
        if number in paired or (cue.start_ms, cue.end_ms, cue.text) in present:
            continue
        _, place, after = max((at for at in places if at[0] <= cue.start_ms), default=(0, -1, ""))
        row_id = _free_id(f"t{number + 1}", taken)
        inserts.append(NewCaption(after, row_id, cue.start_ms, cue.end_ms, cue.text, cue.settings))
        places.append((cue.start_ms, place, row_id))
    return inserts


def _free_id(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
