"""What a recogniser hears that knows only the words of the transcript."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pocketsphinx import Decoder

from captions.sync.borrowed import ACOUSTIC_MODEL, checked_folder
from captions.sync.sound.decoding import PCM, Sound
from captions.sync.sound.speech import Span
from captions.sync.text.language_model import trigrams
from captions.sync.text.pronunciation import VARIANT, Pronunciations

FRAME_MS = 10
SHORTEST_MS = 100
# Narrow first; a wide beam costs ten times as much and is for what the narrow one loses.
ALIGNING_BEAMS = (1e-64, 1e-200)
LONGEST_WIDE_MS = 10_000
NO_WORD = re.compile(r"[<\[(]")


@dataclass(frozen=True, slots=True)
class Heard:
    word: str
    start_ms: int
    end_ms: int


class Recogniser:
    """Hears the given words in any likely order: those of `sentences` first of all."""

    def __init__(self, sentences: Sequence[Sequence[str]], phones_of: Pronunciations) -> None:
        words = [word for sentence in sentences for word in sentence]
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder) / "words.arpa"
            model.write_text(trigrams(words, sentences), encoding="utf-8")
            dictionary = Path(folder) / "words.dict"
            dictionary.write_text(_dictionary(words, phones_of), encoding="utf-8")
            self.decoder = Decoder(
                hmm=_acoustic_model(), lm=str(model), dict=str(dictionary), loglevel="FATAL"
            )

    def hear(self, sound: Sound, piece: Span) -> Iterator[Heard]:
        start_ms, end_ms = piece
        samples = sound.pcm(start_ms, end_ms)
        if end_ms - start_ms >= SHORTEST_MS and len(samples):
            yield from _decode(self.decoder, samples, start_ms)


class Aligner:
    """Lays words that are said on the sound that holds them, nothing left out and nothing else."""

    def __init__(self, phones_of: Pronunciations) -> None:
        with tempfile.TemporaryDirectory() as folder:
            dictionary = Path(folder) / "words.dict"
            dictionary.write_text(_dictionary(phones_of, phones_of), encoding="utf-8")
            self.decoders = [
                Decoder(
                    hmm=_acoustic_model(), lm=None, dict=str(dictionary), loglevel="FATAL",
                    beam=beam, wbeam=beam, pbeam=beam,
                )
                for beam in ALIGNING_BEAMS
            ]  # fmt: skip

    def align(self, sound: Sound, span: Span, words: Sequence[str]) -> list[Heard] | None:
        """One `Heard` for each word, or None where they do not fit the sound."""
        samples = sound.pcm(*span)
        is_short = span[1] - span[0] <= LONGEST_WIDE_MS
        for decoder in self.decoders if is_short else self.decoders[:1]:
            decoder.set_align_text(" ".join(words))
            heard = list(_decode(decoder, samples, span[0])) if len(samples) else []
            if len(heard) == len(words):
                return heard
        return None


def _acoustic_model() -> str:
    return str(checked_folder(ACOUSTIC_MODEL))


def _dictionary(words: Sequence[str] | Pronunciations, phones_of: Pronunciations) -> str:
    lines = []
    for word in sorted(set(words)):
        for number, phones in enumerate(phones_of[word], 1):
            lines.append(f"{word if number == 1 else f'{word}({number})'} {phones}\n")
    return "".join(lines)


def _decode(decoder: Any, samples: PCM, start_ms: int) -> Iterator[Heard]:
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return
    for segment in decoder.seg():
        if not NO_WORD.match(segment.word):
            yield Heard(
                VARIANT.sub("", segment.word),
                start_ms + segment.start_frame * FRAME_MS,
                start_ms + (segment.end_frame + 1) * FRAME_MS,
            )
