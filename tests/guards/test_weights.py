"""A weight or a threshold has a name, so that its cause can stand beside it and a test hold it."""

from pathlib import Path

import pytest

from bench.constants import bare_numbers_of

WEIGHING = (
    "captions/checks", "captions/compare.py", "captions/decoding.py", "captions/drafting.py",
    "captions/language.py", "captions/layout", "captions/merge.py", "captions/rolling.py",
    "captions/sync", "episodes/asking", "episodes/jobs", "episodes/limits", "episodes/search",
    "episodes/warnings",
)  # fmt: skip
PATHS = sorted(
    file
    for path in map(Path, WEIGHING)
    for file in (path.rglob("*.py") if path.is_dir() else [path])
)
# Neither weighs anything nor was it measured.
NO_WEIGHTS: dict[str, dict[str, set[float]]] = {
    "the bits of a container, and the bytes and samples of a number": {
        "captions/sync/sound/containers.py": {3, 6, 0xE0, 0xFF},
        "captions/sync/sound/hiss.py": {32767, 32768},
        "captions/sync/sound/phone_scores.py": {32768},
        "captions/sync/sound/speech.py": {32767, 32768},
        "episodes/search/meaning/vectors.py": {4},
    },
    "decibels": {"captions/sync/sound/hiss.py": {20}},
    "keeps from dividing by zero": {
        "captions/sync/sound/hiss.py": {1e-3},
        "episodes/search/meaning/model.py": {1e-12},
        "episodes/search/meaning/relating.py": {1e-9},
    },
    "a shape, or a library’s own scale": {
        "captions/sync/sound/phone_scores.py": {3},
        "captions/sync/sound/resampling.py": {3},
        "episodes/search/meaning/model.py": {3},
    },
    "how numbers, years and letters are read aloud and spelt": {
        "captions/sync/text/counting.py": {9, 1100, 2000, 2100, 9999},
        "captions/sync/text/initials.py": {3},
        "captions/sync/text/letters.py": {3},
        "captions/sync/text/numbers.py": {
            3,
            4,
            9,
            15,
            30,
            99,
            101,
            404,
            411,
            911,
            1100,
            1999,
            2099,
        },
    },
    "triples of words": {"captions/sync/text/language_model.py": {3}},
    "BM25 as it was published": {
        "episodes/search/engines/postgresql_weights.py": {0.5},
        "episodes/search/finding/word_weight.py": {0.5},
    },
    "the stemmer as it was published, and what it takes": {
        "episodes/search/language/stems.py": {7, 64},
    },
    "which figures are told": {
        "episodes/search/commands.py": {4},
        "episodes/search/judging/figures.py": {0.5, 0.95, 5},
    },
    "HTTP": {
        "episodes/asking/views/ask.py": {303, 400, 409, 422, 429},
        "episodes/asking/views/receipt.py": {422, 429},
    },
    "what a field takes": {
        "episodes/search/results/paging.py": {200},
        "episodes/warnings/actions.py": {3, 32, 127},
    },
}


def excepted_numbers(path: Path) -> set[float]:
    lists = NO_WEIGHTS.values()
    return {number for paths in lists for number in paths.get(path.as_posix(), ())}


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_what_weighs_has_a_name(path: Path) -> None:
    numbers = list(bare_numbers_of(path))
    excepted = excepted_numbers(path)
    assert [str(number) for number in numbers if number.value not in excepted] == []
    assert {number.value for number in numbers} >= excepted
