"""How like people's captions are ours? Real captions as timed words, broken again, compared.

python -m bench.line_breaking [FOLDER]   (default: ../shared/samples/captions)

The words of each caption share its time by their width. F1 is that of the places where a caption
ends (cues) and where any line ends (lines) against those of the file. The weights in
captions.layout.cues were settled on the files under TUNED; judge by the others. They are not wholly
unseen: that a dash may be punctuation was learnt from the Russian one.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import captions
from captions.layout import TimedWord, Weights, layout, width
from captions.profiles import PROFILES, Profile

SAMPLES = Path(__file__).parents[1] / "../shared/samples/captions"
# Made by people; those broken by machines would only show whether we count as they do.
TUNED = {
    "srt/SubtitleEdit-auto_detect_windows-1251.srt": "sr",
    "vtt/muxinc-en-sub.vtt": "en",
    "vtt/ableplayer-frenchsong_captions_fr.vtt": "fr",
}
UNSEEN = {
    "srt/SubtitleEdit-auto_detect_Russian.srt": "ru",
    "srt/captioning-non-utf8-win-eol.srt": "hu",
    "srt/avalonmediasystem-chunk_test.srt": "en",
    "vtt/ableplayer-wwa_captions_en.vtt": "en",
    "vtt/ableplayer-deadline_captions_it.vtt": "it",
    "vtt/ableplayer-deadline_captions_pt-br.vtt": "pt",
    "vtt/muxinc-bbb-en-cc.vtt": "en",
}
RULES = PROFILES["default"]
# What a reader sees in a caption, not what the recording forces on it (haste, short replies).
LOOKS = ("lines", "line-length", "line-sense", "sentence-cut", "longest", "overlap", "gap")
Method = Callable[[Sequence[TimedWord], str], tuple[captions.Cue, ...]]


@dataclass(frozen=True)
class Score:
    cues: float
    lines: float
    broken_percent: float
    unsaid_percent: float


def timed_words(cues: Sequence[captions.Cue]) -> list[TimedWord]:
    found = []
    for cue in cues:
        words = cue.plain_text.split()
        whole = sum(width(word) for word in words) or 1
        before, lasts_ms = 0, cue.end_ms - cue.start_ms
        for word in words:
            start_ms = cue.start_ms + lasts_ms * before // whole
            before += width(word)
            end_ms = cue.start_ms + lasts_ms * before // whole
            found.append(TimedWord(word, start_ms, end_ms, has_space=True))
    return found


def ours(words: Sequence[TimedWord], language: str) -> tuple[captions.Cue, ...]:
    return layout(words, RULES, language=language)


def greedy(words: Sequence[TimedWord], _language: str) -> tuple[captions.Cue, ...]:
    """As many words as fit, line by line, until the caption is full."""
    cues: list[list[list[TimedWord]]] = []
    for word in words:
        if not cues or not _append(cues[-1], word, RULES):
            cues.append([[word]])
    return tuple(_cue(lines) for lines in cues)


def _append(lines: list[list[TimedWord]], word: TimedWord, rules: Profile) -> bool:
    if word.end_ms - lines[0][0].start_ms > (rules.longest_ms or 10**9):
        return False
    text = " ".join(each.text for each in [*lines[-1], word])
    if width(text) <= rules.chars_per_line:
        lines[-1].append(word)
    elif len(lines) < rules.lines:
        lines.append([word])
    else:
        return False
    return True


def _cue(lines: list[list[TimedWord]]) -> captions.Cue:
    text = "\n".join(" ".join(word.text for word in line) for line in lines)
    return captions.Cue(lines[0][0].start_ms, lines[-1][-1].end_ms, captions.escape(text))


def at_pauses(words: Sequence[TimedWord], language: str) -> tuple[captions.Cue, ...]:
    """Greedy, but it also ends at a sentence's end and at a pause of half a second."""
    found: list[captions.Cue] = []
    run: list[TimedWord] = []
    for word, following in pairwise([*words, None]):
        assert word is not None
        run.append(word)
        ends = word.text.rstrip("\"'”’)»")[-1:] in tuple(".!?…")
        if following is None or ends or following.start_ms - word.end_ms >= 500:
            found += greedy(run, language)
            run = []
    return tuple(found)


def places(cues: Sequence[captions.Cue]) -> tuple[set[int], set[int]]:
    """Numbers of the words after which a caption ends, and after which a line does."""
    cue_ends, line_ends, count = set(), set(), 0
    for cue in cues:
        for line in cue.plain_text.split("\n"):
            count += len(line.split())
            line_ends.add(count)
        cue_ends.add(count)
    return cue_ends - {0, count}, line_ends - {0, count}


def f1(found: set[int], wanted: set[int]) -> float:
    return 2 * len(found & wanted) / (len(found) + len(wanted) or 1)


def score(cues: Sequence[captions.Cue], wanted: Sequence[captions.Cue], language: str) -> Score:
    (cue_ends, line_ends), (cues_wanted, lines_wanted) = places(cues), places(wanted)
    problems = captions.check(captions.Track(tuple(cues), language=language), profile=RULES)
    looks = {problem.cue for problem in problems if problem.rule in LOOKS}
    warned = {problem.cue for problem in problems if problem.level != "note"}
    share = 100 / max(1, len(cues))
    return Score(
        f1(cue_ends, cues_wanted), f1(line_ends, lines_wanted), len(looks) * share,
        len(warned) * share,
    )  # fmt: skip


METHODS: dict[str, Method] = {"greedy": greedy, "pauses": at_pauses, "ours": ours}
_HEAD = f"{'file':<34}{'words':>6}  {'method':<8}{'cues F1':>8}{'lines F1':>9}{'x greedy':>9}"


def row(path: Path, language: str) -> dict[str, Score]:
    track = captions.read(path.read_bytes(), path.name).track
    words = timed_words(track.cues)
    scores = {name: score(make(words, language), track.cues, language)
              for name, make in METHODS.items()}  # fmt: skip
    scores["people"] = score(track.cues, track.cues, language)
    for name, found in scores.items():
        ratio = found.lines / scores["greedy"].lines if scores["greedy"].lines else 0.0
        print(
            f"{path.stem[:33]:<34}{len(words):>6}  {name:<8}{found.cues:>8.2f}{found.lines:>9.2f}"
            f"{ratio:>9.2f}{found.broken_percent:>8.1f} %{found.unsaid_percent:>8.1f} %"
        )
    return scores


def table(folder: Path, files: dict[str, str], title: str) -> None:
    print(f"\n{title}\n{_HEAD}{'break rules':>10}{'warned':>10}")
    found = [row(folder / name, language) for name, language in files.items()
             if (folder / name).exists()]  # fmt: skip
    for name in METHODS:
        if found:
            cues = sum(each[name].cues for each in found) / len(found)
            lines = sum(each[name].lines for each in found) / len(found)
            print(f"{'mean of files':<42}{name:<8}{cues:>8.2f}{lines:>9.2f}")


def tuned(weights: Weights, folder: Path = SAMPLES) -> float:
    """The figure that the weights were settled by: mean lines and cues F1 over TUNED."""
    total = 0.0
    for name, language in TUNED.items():
        path = folder / name
        track = captions.read(path.read_bytes(), path.name).track
        cues = layout(timed_words(track.cues), replace(RULES), language=language, weights=weights)
        for found, wanted in zip(places(cues), places(track.cues), strict=True):
            total += f1(found, wanted)
    return total / (2 * len(TUNED))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    table(folder, TUNED, "Files that the weights were settled on")
    table(folder, UNSEEN, "Files that no weight was settled on")


if __name__ == "__main__":
    main()
