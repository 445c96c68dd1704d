"""What captions hide behind a bleep (`[bleep]`, YouTube's `[ __ ]`): whether a strong word is said
there all the same. English only: the words are."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from captions.sync.matching.recognition import Heard, Recogniser
from captions.sync.result.gathering import HEARD
from captions.sync.result.outcome import SyncedWord
from captions.sync.sound import Choice, open_sound
from captions.sync.sound.decoding import Sound
from captions.sync.sound.speech import find_speech
from captions.sync.text.masked import STRONG_WORDS
from captions.sync.text.pronunciation import Pronunciations, is_english, pronunciations

_BLEEP = re.compile(
    r"\[\s*(?:bleep|beep|censored|expletive)(?:s|ed|ing)?(?: deleted)?\s*\]|\[\s*_+\s*\]",
    re.IGNORECASE,
)
# What else may be said there: where only strong words could be heard, any word would be one.
_OTHER_WORDS = (
    "a", "all", "and", "bad", "big", "good", "he", "her", "him", "how", "is", "it", "just", "like",
    "little", "more", "not", "of", "okay", "on", "one", "pretty", "really", "she", "so", "some",
    "stuff", "that", "the", "them", "thing", "this", "to", "very", "well", "what", "you",
)  # fmt: skip
_NOTHING = 10  # how much likelier nothing is than any one word: as often it stands in the model
_MOST_APART = 3  # words between the bleep and the nearest that is heard
_LONGEST_ROOM_MS = 6_000
_EDGE_MS, _OVER_MS = 60, 120
# Shorter is no word but a click of the bleep.
_LEAST_MS_A_PHONE = 50
# Hiss is taken for a word with many fricatives; a voice is heard by another model, for half of it.
_LEAST_VOICE, _AROUND_MS = 0.5, 1_000


@dataclass(frozen=True, slots=True)
class Bleep:
    """line: of the transcript, from 1. before, after: the nearest words that are heard."""

    line: int
    written: str
    before: SyncedWord
    after: SyncedWord

    @property
    def room(self) -> tuple[int, int]:
        return self.before.end_ms or 0, self.after.start_ms or 0


def bleeps_of(words: Sequence[SyncedWord]) -> list[Bleep]:
    """Those with a word that is heard shortly before and one shortly after."""
    bleeps = []
    for line, first, last, written in _places(words):
        before = _nearest(words[max(0, first - _MOST_APART) : first][::-1])
        after = _nearest(words[last + 1 : last + 1 + _MOST_APART])
        if before and after:
            bleep = Bleep(line, written, before, after)
            if 0 < bleep.room[1] - bleep.room[0] <= _LONGEST_ROOM_MS:
                bleeps.append(bleep)
    return bleeps


def _places(words: Sequence[SyncedWord]) -> Iterator[tuple[int, int, int, str]]:
    """Line, first and last word, and how it is written: a blank in it makes words of it."""
    for line, run in groupby(enumerate(words), key=lambda pair: pair[1].line):
        numbered = list(run)
        text = " ".join(word.text for _, word in numbered)
        for match in _BLEEP.finditer(text):
            first = numbered[0][0] + text.count(" ", 0, match.start())
            yield line, first, first + match[0].count(" "), match[0]


def _nearest(words: Sequence[SyncedWord]) -> SyncedWord | None:
    return next((word for word in words if word.kind in HEARD and word.start_ms is not None), None)


def words_under_bleeps(
    path: Path | str, words: Sequence[SyncedWord], language: str
) -> Iterator[tuple[Bleep, str]]:
    """Each bleep, and the strong word that is said there; "" where none is. Raises SyncError."""
    bleeps = bleeps_of(words) if is_english(language) else []
    if not bleeps:
        return
    neighbours = {_plain(word.text) for bleep in bleeps for word in (bleep.before, bleep.after)}
    phones_of = pronunciations({*STRONG_WORDS, *_OTHER_WORDS, *neighbours}, language)
    with open_sound(Path(path), choice=Choice(language, None)) as sound:
        for bleep in bleeps:
            yield bleep, _word_in(sound, bleep, phones_of)


def _word_in(sound: Sound, bleep: Bleep, phones_of: Pronunciations) -> str:
    before, after = _plain(bleep.before.text), _plain(bleep.after.text)
    sentences = [[before, word, after] for word in (*STRONG_WORDS, *_OTHER_WORDS)]
    sentences += [[before, after]] * _NOTHING
    sayable = [[word for word in words if word in phones_of] for words in sentences]
    start_ms = max(0, (bleep.before.start_ms or 0) - _EDGE_MS)
    end_ms = min((bleep.after.end_ms or 0) + _EDGE_MS, sound.duration_ms)
    for heard in Recogniser(sayable, phones_of).hear(sound, (start_ms, end_ms)):
        if (
            heard.word in STRONG_WORDS
            and _is_word(heard, bleep, phones_of)
            and _is_voiced(sound, heard)
        ):
            return heard.word
    return ""


def _is_word(heard: Heard, bleep: Bleep, phones_of: Pronunciations) -> bool:
    start_ms, end_ms = bleep.room
    phones = len(phones_of[heard.word][0].split())
    is_inside = heard.start_ms >= start_ms - _OVER_MS and heard.end_ms <= end_ms + _OVER_MS
    return is_inside and heard.end_ms - heard.start_ms >= _LEAST_MS_A_PHONE * phones


def _is_voiced(sound: Sound, heard: Heard) -> bool:
    start_ms = max(0, heard.start_ms - _AROUND_MS)
    with tempfile.TemporaryFile(prefix="bleep-", buffering=0) as file:
        file.write(sound.pcm(start_ms, heard.end_ms + _AROUND_MS).tobytes())
        length_ms = min(heard.end_ms + _AROUND_MS, sound.duration_ms) - start_ms
        speech = find_speech(Sound(file, length_ms), lambda _step, _fraction: None)
    voiced_ms = speech.spoken_ms(heard.start_ms - start_ms, heard.end_ms - start_ms)
    return voiced_ms >= _LEAST_VOICE * (heard.end_ms - heard.start_ms)


def _plain(word: str) -> str:
    return "".join(c for c in word.lower().replace("’", "'") if c.isalpha() or c == "'")
