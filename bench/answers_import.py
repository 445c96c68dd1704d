"""python -m bench.answers_import [NAME]: how much of the golden answers the importer gets right.

A golden file is a text in one of the styles that people write in, and beside it what its reader
says that it is made of, one block a line: kind, what is told of it, and its first words. Printed:
blocks that are as expected, and blocks that are not and were not asked about. With NAME: what
differs in that file.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from episodes.answers.importing.blocks import Block, BlockKind, text_of
from episodes.answers.importing.importing import Imported, imported
from episodes.answers.importing.inline import curled_text
from episodes.answers.importing.opening import opened_file

GOLDEN = Path(__file__).parents[1] / "tests/episodes/answers/importing/golden"
UNSEEN = GOLDEN.parent / "unseen"


@dataclass(frozen=True, slots=True)
class Told:
    """kind and details as the expected file writes them; start: the first words, normalised."""

    details: str
    start: str


@dataclass(frozen=True, slots=True)
class Score:
    expected: int
    right: int
    wrong_and_sure: int
    decisions: int
    asked: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.expected + other.expected,
            self.right + other.right,
            self.wrong_and_sure + other.wrong_and_sure,
            self.decisions + other.decisions,
            self.asked + other.asked,
        )


def golden_files(folder: Path = GOLDEN) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".expected")


@cache  # each test of a file asks for it, and documents are opened in a child
def import_of(path: Path) -> Imported:
    return imported(opened_file(path.name, path.read_bytes()))


def expected_blocks(path: Path) -> list[Told]:
    lines = path.with_suffix(".expected").read_text("utf-8").splitlines()
    pairs = (line.partition(" | ")[::2] for line in lines if line.strip())
    return [Told(" ".join(details.split()), _normal(start)) for details, start in pairs]


def told(block: Block) -> str:
    """The details of a block, as an expected file writes them."""
    details = {
        BlockKind.RESOURCE: _told_resource,
        BlockKind.LIST: _told_list,
        BlockKind.CHECKLIST: _told_list,
        BlockKind.QUOTATION: lambda quotation: quotation.speaker,
        BlockKind.SECOND_VIDEO: lambda video: video.note,
        BlockKind.CONTENT_NOTE: lambda note: " ".join(
            f"{artifact}={rating}" for artifact, rating in sorted(note.ratings.items())
        ),
    }.get(block.kind)
    return f"{block.kind} {details(block) if details else ''}".strip()


def _told_list(block: Block) -> str:
    depth = max(item.level for item in block.items) + 1
    ticked = sum(item.ticked is True for item in block.items)
    return " ".join(
        filter(
            None,
            (
                str(len(block.items)),
                "under" if any(item.under for item in block.items) else "",
                f"depth={depth}" if depth > 1 else "",
                f"ticked={ticked}" if ticked else "",
            ),
        )
    )


def _told_resource(block: Block) -> str:
    resource = block.resource
    assert resource is not None
    fields = (resource.kind, resource.title, resource.creator, resource.address)
    return " / ".join(fields).rstrip("/ ").replace("  ", " ")


def _first_words(block: Block) -> str:
    if block.kind in (BlockKind.PART, BlockKind.SECTION):
        return text_of(block.runs[0])
    source = block.decision.lines[0]
    return text_of(source.runs) or source.words


def _normal(words: str) -> str:
    return "".join(c for c in curled_text(words).casefold() if c.isalnum())


def compared(path: Path) -> Iterator[tuple[Told | None, Told | None, Block | None]]:
    """Expected and actual, aligned; None where the other side has no such block."""
    expected = expected_blocks(path)
    blocks = import_of(path).blocks
    actual = [Told(told(block), _normal(_first_words(block))) for block in blocks]
    starts = [want.start for want in expected]
    cut = [_cut(have.start, starts) for have in actual]
    for tag, a, b, c, d in SequenceMatcher(None, starts, cut, autojunk=False).get_opcodes():
        if tag == "equal":
            for i, j in zip(range(a, b), range(c, d), strict=True):
                yield expected[i], actual[j], blocks[j]
        else:
            yield from ((want, None, None) for want in expected[a:b])
            yield from ((None, actual[j], blocks[j]) for j in range(c, d))


def _cut(start: str, starts: list[str]) -> str:
    """As long as the expected start that it begins with."""
    fitting = (wanted for wanted in starts if wanted and start.startswith(wanted))
    return max(fitting, key=len, default=start)


def is_right(want: Told | None, have: Told | None) -> bool:
    if want is None or have is None:
        return False
    return _same_resource(want.details) == _same_resource(have.details)


def _same_resource(details: str) -> str:
    return " / ".join(part.strip() for part in curled_text(details).split("/") if part.strip())


def score(path: Path) -> Score:
    pairs = list(compared(path))
    wrong = [pair for pair in pairs if not is_right(pair[0], pair[1])]
    return Score(
        expected=len(expected_blocks(path)),
        right=len(pairs) - len(wrong),
        wrong_and_sure=sum(
            block is not None and not block.decision.is_unsure for _, _, block in wrong
        ),
        decisions=sum(block is not None for _, _, block in pairs),
        asked=sum(block is not None and block.decision.is_unsure for _, _, block in pairs),
    )


def _line(name: str, result: Score) -> str:
    right = result.right / result.expected
    wrong = result.wrong_and_sure / max(1, result.decisions)
    return (
        f"{name:24} {result.expected:5} {result.right:5} {right:7.1%}"
        f" {result.wrong_and_sure:5} {wrong:7.1%} {result.asked:5}"
    )


def main(name: str = "") -> None:
    print(f"{'':24} {'want':>5} {'right':>5} {'':7} {'wrong, not asked':>13} {'asked':>5}")
    for folder in filter(Path.is_dir, (GOLDEN, UNSEEN)):
        total = Score(0, 0, 0, 0, 0)
        for path in golden_files(folder):
            result = score(path)
            total += result
            if not name or path.name.startswith(name):
                print(_line(path.name, result))
            if name and path.name.startswith(name):
                _print_differences(path)
        if total.expected:
            print(_line(f"all of {folder.name}", total))


def _print_differences(path: Path) -> None:
    for want, have, block in compared(path):
        if not is_right(want, have):
            unsure = "?" if block is not None and block.decision.is_unsure else ""
            print(f"    want {want and want.details} | {want and want.start[:30]}")
            print(f"    have {have and have.details}{unsure} | {have and have.start[:30]}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
