"""python -m bench.sync [--all] [--languages es,de] [--noise] [--faults] [--hour] [--demo]
[--only TEXT]

How well sync finds words. The recordings are made on the way, once.

Recordings: a conversation by two voices of Flite, whose word times are exact (five with --all), and
those under ../shared/samples/speech, whose word times were set by hand; as they are, and
spoiled in eight ways. --languages: two conversations in each language by voices of eSpeak NG, one
that was looked at while its rules were written and one that was not. --noise: by the true ratio of
words to noise, to babble, and through a telephone. --faults: words that nobody says and all that
can be wrong at once, on conversations that were looked at while numbers were chosen, on others, and
on real speech. --hour: what an hour of three voices costs.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.sync import demo, hour
from bench.sync.corpus import (
    Recording,
    clean_recordings,
    recordings,
    recordings_in,
    sets_apart,
)
from bench.sync.degrading import CONDITIONS, Conditions, nothing
from bench.sync.espeak import CASTS
from bench.sync.measuring import BOUNDS_MS, Score, middle_and_high, within
from bench.sync.noises import FAULTS, LANGUAGE_CONDITIONS, NOISES
from bench.sync.running import run

USUAL = ("kitchen-table",)
COLUMNS = (
    "| condition | words | no time | median | 90th | ≤ 100 / 250 / 500 ms | captions ≤ 250 / 500 |"
    " never said, unmarked | warnings | CPU / duration | memory | floor: median, ≤ 500 |"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="all five conversations")
    parser.add_argument("--languages", default="", help="by comma: " + ",".join(CASTS))
    parser.add_argument("--noise", action="store_true", help="by the true ratio of words to noise")
    parser.add_argument("--faults", action="store_true", help="on recordings not looked at, too")
    parser.add_argument("--hour", action="store_true", help="10,051 words by three voices")
    parser.add_argument(
        "--demo", action="store_true", help="the demo season's captions, synced again"
    )
    parser.add_argument(
        "--only", default="", help="conditions or recordings with this in their name"
    )
    parser.add_argument("--cache", type=Path, default=Path("build/sync"), help="for made sounds")
    options = parser.parse_args()
    if options.demo:
        demo.show()
    elif options.hour:
        hour.show(options.cache)
    elif options.faults:
        show(sets_apart(options.cache), FAULTS, options.only)
    elif options.languages:
        for language in options.languages.split(","):
            show(recordings_in(language, options.cache), LANGUAGE_CONDITIONS, options.only)
    elif options.noise:
        show(clean_recordings(options.cache), NOISES, options.only)
    else:
        every = recordings(options.cache)
        usual = (each for each in every if each.kind != "synthetic" or each.name in USUAL)
        show(every if options.all else usual, CONDITIONS, options.only)


def show(every: Iterable[Recording], conditions: Conditions, only: str) -> None:
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for recording in every:
        for condition, spoil in conditions.items():
            if only in condition or only in recording.name:
                print(f"\r\033[K{recording.name}: {condition}", end="", file=sys.stderr)
                spoiled = spoil(recording)
                scores[recording.kind, condition].add(
                    spoiled, run(spoiled, with_floor=spoil is nothing)
                )
    print("\r\033[K", end="", file=sys.stderr)
    for kind in dict.fromkeys(kind for kind, _ in scores):
        print(f"\n{kind}\n{COLUMNS}\n{'| --- ' * (COLUMNS.count('|') - 1)}|")
        for condition in conditions:
            if (kind, condition) in scores:
                print(row(condition, scores[kind, condition]))
    for (_, condition), score in scores.items():
        for refusal in score.refused:
            print(f"refused, {condition}: {refusal}")


def row(condition: str, score: Score) -> str:
    middle, high = middle_and_high(score.errors)
    near = " / ".join(f"{within(score.errors, bound):.1f}" for bound in BOUNDS_MS)
    cues = " / ".join(f"{within(score.cues, bound):.1f}" for bound in BOUNDS_MS[1:])
    lost = sum(error is None for error in score.errors)
    never = f"{score.never_unmarked} of {score.never}" if score.never else ""
    warned = f"{score.with_warning} of {score.captions}"
    if score.rule_errors:
        warned += f", {score.rule_errors} errors"
    floor = (
        f"{middle_and_high(score.floor)[0]:,} ms, {within(score.floor, 500):.0f} %"
        if score.floor
        else ""
    )
    return (
        f"| {condition} | {len(score.errors)} | {lost} | {middle} | {high} | {near} | {cues} "
        f"| {never} | {warned} "
        f"| {score.cpu_s / score.duration_s:.3f} | {score.peak_mb} MB | {floor} |"
    )


if __name__ == "__main__":
    main()
