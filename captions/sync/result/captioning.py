"""From words with times to captions, and which of these a person had better look at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from captions.cue import Cue, Track
from captions.layout import TimedWord, layout
from captions.messages import sentence
from captions.profiles import Profile, profile_named
from captions.sync.matching.kinds import Kind
from captions.sync.result.outcome import Synced, SyncedWord
from captions.sync.result.placing import ShownWord, words_to_show
from captions.sync.result.reading_time import with_time_to_read

# A caption that comes a little early seems to come in time; one that comes late does not.
_EARLY_MS = 80
_ESTIMATED = (Kind.INTERPOLATED, Kind.SPREAD)
_ESTIMATED_SHARE = 0.5
_LEAST_CONFIDENCE = 0.5
_MOST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Doubt:
    """A caption whose times, or whose words, may be wrong; `cue` is its 1-based number."""

    cue: int
    start_ms: int
    reason: str


def captions_of(
    synced: Synced, profile: str | Profile = "default"
) -> tuple[Track, tuple[Doubt, ...]]:
    """All words of the transcript that can have been said, and its [sounds] where they stand.

    Words that were not heard take the time between their neighbours; a longer run of them is left
    out where that time is too short to say them, or nobody speaks in it: a doubt says so.
    """
    rules = profile_named(profile)
    words = words_to_show(synced)
    cues = layout(_early(words), rules, language=synced.language)
    cues = with_time_to_read(tuple(_within(cues, synced.duration_ms)), rules)
    track = Track(cues=cues, language=synced.language)
    return track, tuple(_doubts(cues, words, synced))


def _early(words: Sequence[ShownWord]) -> Iterator[TimedWord]:
    """Each as early as the word before it lets it be."""
    said_ms = 0
    for word in words:
        start_ms = max(word.start_ms - _EARLY_MS, min(said_ms, word.start_ms))
        yield TimedWord(word.text, start_ms, max(word.end_ms, start_ms), word.speaker or None)
        said_ms = max(said_ms, word.end_ms)


def _within(cues: Sequence[Cue], duration_ms: int) -> Iterator[Cue]:
    """None beyond the end of the sound, where nothing is shown any more."""
    for cue in cues:
        if cue.end_ms <= duration_ms or not duration_ms:
            yield cue
        else:
            yield replace(cue, start_ms=min(cue.start_ms, duration_ms - 1), end_ms=duration_ms)


def _doubts(cues: Sequence[Cue], words: Sequence[ShownWord], synced: Synced) -> Iterator[Doubt]:
    for number, (cue, own) in enumerate(with_words(cues, words), start=1):
        for reason in _reasons(own, synced.words):
            yield Doubt(number, cue.start_ms, reason)


def with_words(
    cues: Iterable[Cue], words: Sequence[ShownWord]
) -> Iterator[tuple[Cue, list[ShownWord]]]:
    """Layout keeps words and their order, so letters can be counted off."""
    place, left = 0, 0
    for cue in cues:
        letters = len("".join(cue.plain_text.split()))
        own: list[ShownWord] = []
        while letters > 0 and place < len(words):
            left = left or len("".join(words[place].text.split()))
            own.append(words[place])
            taken = min(left, letters)
            left, letters = left - taken, letters - taken
            place += left == 0
        yield cue, own


def _reasons(own: Sequence[ShownWord], words: Sequence[SyncedWord]) -> Iterator[str]:
    spoken = [words[word.index] for word in own if words[word.index].kind != Kind.UNSAID]
    unheard = [word.text for word in spoken if word.kind == Kind.SKIPPED]
    if unheard:
        yield sentence("Not heard: {words}.", words=_in_quotes(unheard))
    estimated = [word for word in spoken if word.kind in _ESTIMATED]
    if estimated and len(estimated) >= len(spoken) * _ESTIMATED_SHARE:
        is_spread = estimated[0].kind == Kind.SPREAD
        if is_spread:
            yield sentence("Its time is a guess from the length of the text.")
        else:
            yield sentence("Its time is a guess from the words around it.")
    elif not unheard and spoken and _confidence(spoken) < _LEAST_CONFIDENCE:
        yield sentence("Its words were hard to hear.")
    for word in own:
        if word.left_out_before:
            yield sentence(
                "Left out before it, because nobody is heard saying it: {words}.",
                words=_in_quotes(word.left_out_before),
            )
        if word.left_out_after:
            yield sentence(
                "Left out after it, because nobody is heard saying it: {words}.",
                words=_in_quotes(word.left_out_after),
            )


def _confidence(words: Sequence[SyncedWord]) -> float:
    return sum(word.confidence for word in words) / len(words)


def _in_quotes(words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"“{text[:_MOST_QUOTED].rstrip()}…”" if len(text) > _MOST_QUOTED else f"“{text}”"
