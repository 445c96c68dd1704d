"""How far off, how often, at what cost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from bench.sync.corpus import Recording, Word
from bench.sync.running import Run

BOUNDS_MS = (100, 250, 500)
# Kinds that say: this was heard.
_UNMARKED = ("given", "anchor", "aligned")


@dataclass
class Score:
    """Over any number of recordings. `errors` and `floor`: onset errors in ms, None where a word
    that is said has no time; `cues`: those of the starts of captions."""

    errors: list[int | None] = field(default_factory=list)
    floor: list[int | None] = field(default_factory=list)
    cues: list[int | None] = field(default_factory=list)
    never: int = 0
    never_unmarked: int = 0
    captions: int = 0
    with_warning: int = 0
    rule_errors: int = 0
    gaps_missed: int = 0
    cpu_s: float = 0
    duration_s: float = 0
    peak_mb: int = 0
    refused: list[str] = field(default_factory=list)

    def add(self, recording: Recording, run: Run) -> None:
        self.cpu_s += run.cpu_s
        self.duration_s += recording.duration_ms / 1000
        self.peak_mb = max(self.peak_mb, run.peak_mb)
        if run.refused:
            self.refused.append(f"{recording.name}: {run.refused}")
            return
        words = run.facts["words"]
        texts = [word["text"] for word in words]
        assert texts == [word.text for word in recording.words], recording.name
        starts = [word["start_ms"] for word in words]
        self.errors += _errors(recording.words, starts)
        if run.floor:
            self.floor += _errors(recording.words, run.floor)
        self._never(recording.words, words)
        self._captions(recording.words, run)

    def _never(self, truth: Iterable[Word], words: list[dict]) -> None:
        for true, word in zip(truth, words, strict=True):
            if true.span is None and not true.is_untimed and word["kind"] != "unsaid":
                self.never += 1
                self.never_unmarked += word["kind"] in _UNMARKED

    def _captions(self, truth: tuple[Word, ...], run: Run) -> None:
        import captions
        from captions.sync import Synced, captions_of
        from captions.sync.result.captioning import with_words
        from captions.sync.result.placing import words_to_show

        synced = Synced.from_json(run.facts)
        track, _ = captions_of(synced)
        for cue, own in with_words(track.cues, words_to_show(synced)):
            spans = [truth[word.index].span for word in own]
            if spans and spans[0]:
                self.cues.append(cue.start_ms - spans[0][0])
        problems = captions.check(track, "default", synced.duration_ms)
        self.captions += len(track.cues)
        self.rule_errors += sum(problem.level == "error" for problem in problems)
        self.with_warning += len({p.cue for p in problems if p.level == "warning"})


def _errors(truth: Iterable[Word], starts: Iterable[int | None]) -> Iterator[int | None]:
    for true, start in zip(truth, starts, strict=True):
        if true.span:
            yield None if start is None else start - true.span[0]


def middle_and_high(errors: list[int | None]) -> tuple[int, int]:
    """The median and the 90th percentile of the errors that there are."""
    sizes = sorted(abs(error) for error in errors if error is not None)
    return (round(median(sizes)), sizes[int(0.9 * (len(sizes) - 1))]) if sizes else (0, 0)


def within(errors: list[int | None], most_ms: int) -> float:
    """In per cent of all, those without a time among them."""
    near = sum(error is not None and abs(error) <= most_ms for error in errors)
    return 100 * near / len(errors) if errors else 0.0
