"""Which of the recognised words may be trusted: they stand in the transcript in the same order,
in company, and leave their neighbours the time it takes to say them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from captions.sync.matching.chaining import Bounds, Match, chain
from captions.sync.matching.recognition import Heard

NEAR = 4
FEW_HEARD = 60
# Three words in a row are no chance, nor are two or one of so many letters.
SURE_WORDS, SURE_PAIR_LETTERS, SURE_LETTERS = 3, 8, 9


@dataclass(frozen=True, slots=True)
class Run:
    """Words from `first` on that were recognised one after another; counted from 0."""

    first: int
    heard: tuple[Heard, ...]

    @property
    def end(self) -> int:
        return self.first + len(self.heard)

    @property
    def is_trustworthy(self) -> bool:
        count, letters = len(self.heard), sum(len(heard.word) for heard in self.heard)
        return count >= SURE_WORDS or letters >= (SURE_LETTERS if count < 2 else SURE_PAIR_LETTERS)


def anchors(
    words: Sequence[str], heard: Sequence[Heard], bounds: Bounds, *, is_each_said: bool = False
) -> list[Run]:
    """Runs in the order of the transcript. is_each_said: also the words between them have the time
    to be said."""
    chained = chain(words, heard, bounds, is_each_said=is_each_said)
    runs = [
        Run(match.word, tuple(heard[match.heard : match.heard + match.length]))
        for match in _with_singles(words, heard, chained)
        if match.length > 0
    ]
    return list(_trustworthy_runs(runs))


def _with_singles(
    words: Sequence[str], heard: Sequence[Heard], chained: Sequence[Match]
) -> Iterator[Match]:
    """Also the single words that lie between two runs near one another."""
    word, at = 0, 0
    for match in (*chained, Match(len(words), len(heard), 0)):
        if chained and match.word - word <= FEW_HEARD and match.heard - at <= FEW_HEARD:
            heard_words = [each.word for each in heard[at : match.heard]]
            for block in Levenshtein.opcodes(words[word : match.word], heard_words):
                if block.tag == "equal":
                    length = block.src_end - block.src_start
                    yield Match(word + block.src_start, at + block.dest_start, length)
        yield match
        word, at = match.word + match.length, match.heard + match.length


def _trustworthy_runs(runs: Sequence[Run]) -> Iterator[Run]:
    """Short runs only where trusted ones stand close on both sides."""
    trusted = [run.is_trustworthy for run in runs]
    before: Run | None = None
    for place, run in enumerate(runs):
        if trusted[place]:
            before = run
            yield run
            continue
        after = next((other for other in runs[place + 1 :] if other.is_trustworthy), None)
        if before and after and run.first - before.end <= NEAR and after.first - run.end <= NEAR:
            yield run
