"""A time for every word that is to be shown, also for those that have none of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from captions.sync.matching.kinds import Kind
from captions.sync.result.outcome import Gap, Synced, SyncedWord

# As many words may be missed between two that are heard: they are shown with them.
_FEW_WORDS = 3
# Nobody says more letters in a second than fit into this.
_FASTEST_MS_A_LETTER = 35
# Words take no longer than this: a room that is far larger, and has no speech, does not hold them.
_SLOWEST_MS_A_LETTER = 160
_SOUND_MS = 1_500
# A recogniser may count a pause to the word before it.
_LONGEST_MS = 400
# What stands before what it belongs to.
_LEADING = frozenset({"-", "–", "—", ">>", ">>>", "•", "*", "(", "“", "¿", "¡"})


@dataclass(frozen=True, slots=True)
class ShownWord:
    """`index`: which of the synced words it is. `left_out_before` and `_after`: words beside it
    that are not shown."""

    index: int
    text: str
    start_ms: int
    end_ms: int
    speaker: str
    left_out_before: tuple[str, ...] = ()
    left_out_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Room:
    """Words first to end, end not among them, have no times; the time that lies around them."""

    first: int
    end: int
    start_ms: int
    end_ms: int


def words_to_show(synced: Synced) -> tuple[ShownWord, ...]:
    """In order; starts never fall."""
    words = synced.words
    words_shown: list[ShownWord] = []
    missing: tuple[str, ...] = ()
    for room in _rooms(synced):
        shown, left_out = _words_of_room(synced, room)
        if room.end < len(words):
            shown.append(_own(words, room.end))
        missing += left_out
        if shown and missing:
            shown[-1] = replace(shown[-1], left_out_before=missing)
            missing = ()
        words_shown += shown
    if words_shown and missing:
        words_shown[-1] = replace(words_shown[-1], left_out_after=missing)
    return tuple(words_shown)


def _rooms(synced: Synced) -> Iterator[_Room]:
    """One before each word that has a time, though it may hold no words, and one after the last."""
    first = start_ms = 0
    for place, word in enumerate(synced.words):
        if word.start_ms is not None:
            yield _Room(first, place, start_ms, max(start_ms, word.start_ms))
            first, start_ms = place + 1, max(start_ms, word.end_ms or word.start_ms)
    yield _Room(first, len(synced.words), start_ms, max(start_ms, synced.duration_ms))


def _own(words: Sequence[SyncedWord], place: int) -> ShownWord:
    word = words[place]
    start_ms = word.start_ms or 0
    most_ms = _LONGEST_MS + len(word.text) * _SLOWEST_MS_A_LETTER
    end_ms = min(max(word.end_ms or 0, start_ms), start_ms + most_ms)
    return ShownWord(place, word.text, start_ms, end_ms, word.speaker)


def _words_of_room(synced: Synced, room: _Room) -> tuple[list[ShownWord], tuple[str, ...]]:
    """What is shown there, and what is not."""
    places = range(room.first, room.end)
    unheard = [place for place in places if synced.words[place].kind == Kind.SKIPPED]
    if not unheard:
        return _spread_over(synced.words, places, room, None), ()
    span = _span_for(synced, room, [synced.words[place].text for place in unheard])
    if span is None:
        silent = [place for place in places if place not in unheard]
        return _spread_over(synced.words, silent, room, None), tuple(
            synced.words[place].text for place in unheard
        )
    return _spread_over(synced.words, places, room, span), ()


def _span_for(synced: Synced, room: _Room, texts: Sequence[str]) -> tuple[int, int] | None:
    """Where these words may be said; None where they cannot be."""
    letters = sum(map(len, texts))
    room_ms = room.end_ms - room.start_ms
    whole = room.start_ms, room.end_ms
    inside = [gap for gap in synced.gaps if _lies_in(gap, room)]
    if (
        inside
        and sum(gap.end_ms - gap.start_ms for gap in inside) >= letters * _FASTEST_MS_A_LETTER
    ):
        return inside[0].start_ms, inside[-1].end_ms
    if room_ms <= letters * _SLOWEST_MS_A_LETTER + _SOUND_MS:
        is_enough = room_ms >= letters * _FASTEST_MS_A_LETTER
        return whole if is_enough or len(texts) <= _FEW_WORDS else None
    if len(texts) > _FEW_WORDS:
        return None
    return room.start_ms, room.start_ms + letters * _SLOWEST_MS_A_LETTER


def _lies_in(gap: Gap, room: _Room) -> bool:
    return room.start_ms <= gap.start_ms and gap.end_ms <= room.end_ms


def _spread_over(
    words: Sequence[SyncedWord], places: Sequence[int], room: _Room, span: tuple[int, int] | None
) -> list[ShownWord]:
    """Words by their length over `span`; sounds and dashes beside what they belong to."""
    before, after = _neighbour(words, room.first - 1), _neighbour(words, room.end)
    start_ms, end_ms = span or (room.start_ms, room.start_ms)
    total = sum(len(words[place].text) for place in places if words[place].kind == Kind.SKIPPED)
    passed = 0
    words_shown = []
    for place in places:
        word = words[place]
        at_ms = start_ms + (end_ms - start_ms) * passed // max(total, 1)
        if word.kind == Kind.SKIPPED:
            passed += len(word.text)
            until_ms = start_ms + (end_ms - start_ms) * passed // max(total, 1)
        elif span is None:
            at_ms, until_ms = _beside(word, room, before, after)
        else:
            until_ms = at_ms
        words_shown.append(ShownWord(place, word.text, at_ms, until_ms, word.speaker))
    return words_shown


def _neighbour(words: Sequence[SyncedWord], place: int) -> SyncedWord | None:
    return words[place] if 0 <= place < len(words) else None


def _beside(
    word: SyncedWord, room: _Room, before: SyncedWord | None, after: SyncedWord | None
) -> tuple[int, int]:
    """After the word before it, unless it opens what somebody else says."""
    is_sound = any(c.isalpha() or c in "♪♫" for c in word.text)
    length_ms = min(_SOUND_MS, room.end_ms - room.start_ms) if is_sound else 0
    opens = after is not None and (
        before is None or before.speaker != word.speaker or word.text in _LEADING
    )
    if opens and (before is not None or not is_sound):
        return room.end_ms - length_ms, room.end_ms
    return room.start_ms, room.start_ms + length_ms
