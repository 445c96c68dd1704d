"""Moves every measured number by a fifth, both ways, and tells which of them no test holds.

    python -m bench.constants captions/sync/matching     # all below a path
    python -m bench.constants --list captions/layout     # only what would be moved

Works in a copy of the tree. Each number is tried against the tests nearest to it, which stop at
the first failure; what survives needs a test, or a line in `bench/not_measured.py` that says what
it is."""

import argparse
import ast
import contextlib
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import pytest

from bench.not_measured import is_explained

ROOT = Path(__file__).parents[1]
OURS = {"app", "bench", "captions", "episodes", "tests"}
LENGTHS = {"String", "Length", "AtMost", "_line", "NumberRange", "Field"}
UNITS = {1, 2, 10, 60, 100, 1000, 3_600_000, 60_000, 1e6, 1e9}
OUTPUT, LIBRARIES = "output.txt", "libraries.txt"
CAPTIONS = "tests/captions/test_constants.py tests/captions/test_writing_numbers.py tests/captions/"
# Where the mirrored folder of tests is not the nearest, or is slow: the files that should tell, the
# first of the beginnings that fits.
NEAR = {
    "episodes/media/making/": "tests/episodes/media/test_numbers.py"
    " tests/episodes/media/test_rendition.py tests/episodes/media/test_seeing_and_hearing.py",
    "episodes/media/pictures.py": "tests/episodes/media/test_pictures.py",
    "episodes/media/sample_tables.py": "tests/episodes/media/test_claims.py",
    "episodes/media/truncation.py": "tests/episodes/media/test_broken_films.py",
    "episodes/asking/session_marks.py": "tests/episodes/asking/test_ask.py",
    "episodes/asking/": "tests/episodes/asking/test_numbers.py",
    "episodes/jobs/": "tests/episodes/jobs/test_sweeping.py tests/episodes/jobs/test_running.py",
    "episodes/search/engines/": "tests/episodes/search/engines",
    "episodes/search/meaning/": "tests/episodes/search/meaning/test_numbers.py",
    "episodes/warnings/suggesting.py": "tests/episodes/warnings/test_suggesting.py",
    "episodes/warnings/": "tests/episodes/warnings/test_gate.py"
    " tests/episodes/warnings/test_wording.py",
    "episodes/preferences/": "tests/episodes/preferences/test_look.py",
    "episodes/media/": "tests/episodes/media/test_numbers.py",
    "episodes/search/finding/": "tests/episodes/search/finding",
    "episodes/search/": "tests/episodes/search/test_numbers.py"
    " tests/episodes/search/indexing/test_passages.py",
    "episodes/desk/": "tests/episodes/desk/test_note_making.py",
    "episodes/": "tests/episodes/test_numbers.py",
    "captions/sync/sound/": "tests/captions/sync/test_sound_numbers.py"
    " tests/captions/sync/test_thresholds.py tests/captions/sync/test_hiss.py",
    "captions/sync/text/": "tests/captions/sync/test_weights.py tests/captions/sync/test_words.py"
    " tests/captions/sync/test_languages.py",
    "captions/sync/": "tests/captions/sync/test_weights.py"
    " tests/captions/sync/test_filling_numbers.py"
    " tests/captions/sync/test_result_numbers.py tests/captions/sync"
    " --ignore tests/captions/sync/test_align.py --ignore tests/captions/sync/test_command.py"
    " --ignore tests/captions/sync/test_saying.py --ignore tests/captions/sync/test_borrowed.py",
    "captions/compare.py": CAPTIONS + "test_compare.py",
    "captions/decoding.py": CAPTIONS + "test_reading.py",
    "captions/drafting.py": CAPTIONS + "test_drafting.py",
    "captions/editing/": CAPTIONS + "editing/test_editing.py",
    "captions/formats/": CAPTIONS + "formats/test_numbers.py tests/captions/test_txt.py"
    " tests/captions/test_srt.py",
    "captions/language.py": CAPTIONS + "test_language.py",
    "captions/layout/": CAPTIONS + "test_layout.py tests/captions/test_line_breaks.py",
    "captions/limits.py": CAPTIONS + "test_hostile.py",
    "captions/frames.py": CAPTIONS + "test_house_rules.py",
    "captions/placement.py": CAPTIONS + "test_house_rules.py",
    "captions/profiles.py": CAPTIONS + "test_house_rules.py",
    "captions/rolling.py": CAPTIONS + "test_rolling.py",
    "captions/": CAPTIONS + "test_reading.py tests/captions/test_retime.py",
}


@dataclass(frozen=True)
class Number:
    path: Path
    name: str
    line: int
    column: int
    end: int
    value: float

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name} {self.value}"

    def moved(self, by: float) -> str:
        value = self.value * by
        if isinstance(self.value, float):
            return repr(value)
        step = 1 if by > 1 else -1
        return str(round(value) if round(value) != self.value else int(self.value) + step)


def numbers_of(path: Path) -> Iterator[Number]:
    """Those that are named at the head of the module or of a class, and fractions anywhere."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Module | ast.ClassDef):
            for statement in node.body:
                for name, value in _assignments(statement):
                    yield from _numbers_in(path, value, name)
        elif isinstance(node, ast.FunctionDef):
            for constant in _numbers_in(path, node, f"{node.name}()"):
                if isinstance(constant.value, float) and constant.value != 1:
                    yield constant


def bare_numbers_of(path: Path) -> Iterator[Number]:
    """Within functions, without a name: what nobody can move or hold. Units, steps of one and two,
    places in a sequence and sizes of caches are not meant."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for statement in node.body:
                yield from _bare_numbers_in(path, statement, f"{node.name}()")


def _bare_numbers_in(path: Path, below: ast.AST, name: str) -> Iterator[Number]:
    if isinstance(below, ast.FunctionDef | ast.Subscript | ast.JoinedStr):
        return
    if isinstance(below, ast.Constant) and _is_a_number(below.value) and below.value not in UNITS:
        yield Number(
            path, name, below.lineno, below.col_offset, below.end_col_offset or 0, below.value
        )
    for inner in ast.iter_child_nodes(below):
        yield from _bare_numbers_in(path, inner, name)


def _assignments(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.AnnAssign) and statement.value:
        yield ast.unparse(statement.target), statement.value
    elif isinstance(statement, ast.Assign):
        target, value = statement.targets[0], statement.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            yield from zip(map(ast.unparse, target.elts), value.elts, strict=True)
        else:
            yield ast.unparse(target), value


def _numbers_in(path: Path, below: ast.AST, name: str) -> Iterator[Number]:
    if isinstance(below, ast.Call) and _is_a_length(below):
        return
    if isinstance(below, ast.Constant) and _is_a_number(below.value):
        end = below.end_col_offset or 0
        yield Number(path, name, below.lineno, below.col_offset, end, below.value)
    for inner in ast.iter_child_nodes(below):
        yield from _numbers_in(path, inner, name)


def _is_a_number(value: object) -> TypeGuard[int | float]:
    """One that a fifth changes."""
    return isinstance(value, int | float) and bool(value) and value is not True


def _is_a_length(call: ast.Call) -> bool:
    """Of a column, a field of a form or of a file: how much fits, which nobody measured."""
    return ast.unparse(call.func).rpartition(".")[2] in LENGTHS


def tests_near(path: Path) -> list[str]:
    """The folder of tests that mirrors the module's, or the nearest above."""
    name = path.as_posix()
    for beginning, tests in NEAR.items():
        if name.startswith(beginning):
            return tests.split()
    folder = Path("tests") / path.parent
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    return [folder.as_posix()]


def is_held(number: Number, by: float, tree: Path) -> bool:
    """Whether a test fails when it is moved."""
    file = tree / number.path
    text = file.read_text()
    lines = text.splitlines(keepends=True)
    line = lines[number.line - 1].encode()
    changed = line[: number.column] + number.moved(by).encode() + line[number.end :]
    lines[number.line - 1] = changed.decode()
    file.write_text("".join(lines))
    try:
        return fails(tests_near(number.path), tree)
    finally:
        file.write_text(text)


def fails(tests: list[str], tree: Path) -> bool:
    """In a process of its own, forked from this one, which has the libraries in memory already."""
    child = os.fork()
    if child == 0:
        os._exit(_run(tests, tree))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, 1):
        sys.exit((tree / OUTPUT).read_text())
    return status == 1


def _run(tests: list[str], tree: Path) -> int:
    os.chdir(tree)
    sys.path[:] = [str(tree), *(entry for entry in sys.path if entry not in ("", str(ROOT)))]
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.dont_write_bytecode = True  # two versions of one length within a second look the same
    with (tree / OUTPUT).open("w") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
        options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--basetemp=scratch"]
        status = int(pytest.main([*options, *tests]))
    (tree / LIBRARIES).write_text(" ".join(sys.modules))
    return status


def load_libraries(tree: Path) -> None:
    """Those that the tests needed. What can't be loaded alone is left to them."""
    for name in (tree / LIBRARIES).read_text().split():
        if name.partition(".")[0] not in OURS | {"__mp_main__"}:
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def copy_into(tree: Path) -> None:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in names.splitlines():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)


def try_each(numbers: list[Number], tree: Path) -> Iterator[str]:
    are_green = set[str]()
    for number in numbers:
        tests = tests_near(number.path)
        if " ".join(tests) not in are_green:
            if fails(tests, tree):
                sys.exit(f"{tests} fail as they are.\n{(tree / OUTPUT).read_text()}")
            load_libraries(tree)
            are_green.add(" ".join(tests))
        loose = [number.moved(by) for by in (0.8, 1.2) if not is_held(number, by, tree)]
        yield f"{number} " + (f"survives {', '.join(loose)}" if loose else "held")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="name the numbers, move none")
    parser.add_argument("--only", default="", help="the numbers of these names only, by commas")
    options = parser.parse_args()
    files = [f for p in options.paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    numbers = [n for file in files for n in numbers_of(file)]
    numbers = [n for n in numbers if not is_explained(n.path.as_posix(), n.name)]
    if options.only:
        numbers = [n for n in numbers if n.name in options.only.split(",")]
    if options.list:
        print("\n".join(map(str, numbers)))
        return
    with tempfile.TemporaryDirectory() as folder:
        copy_into(Path(folder))
        for line in try_each(numbers, Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
