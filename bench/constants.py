"""Moves every measured number by a fifth, both ways, and tells which of them no test holds.

    python -m bench.constants captions/sync/matching     # all below a path
    python -m bench.constants --list captions/layout     # only what would be moved

Works in a copy of the tree. Each number is tried against the tests nearest to it, which stop at
the first failure; what survives needs a test, or a line in NOT_MEASURED that says what it is."""

import argparse
import ast
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Names of numbers that are no weights: units, formats, sizes of pieces that change only the pace,
# how often to go through, where to stop looking and how much of a text to quote.
NOT_MEASURED = {
    "(STAY, STEP, JUMP)", "MOST_BEFORE", "ROUNDS", "_ROUNDS", "MOST_CELLS", "_MOST_QUOTED",
    "MOST_EPISODES", "WIDTH", "BEFORE",
    "RATE", "SAMPLE_BYTES", "FRAME_MS", "CHUNK_MS", "NEVER", "BLOCKS_AT_ONCE", "REPORT_EVERY",
    "AT_ONCE", "BATCH", "YEAR_SECONDS", "_HOUR_MS", "_FULL_SCALE", "_LAST_CODE_POINT", "MAX_MS",
}  # fmt: skip
# Where the mirrored folder of tests is not the nearest, or is slow: the files that should tell.
NEAR = {
    "captions/sync/": "tests/captions/sync/test_weights.py"
    " tests/captions/sync/test_filling_numbers.py"
    " tests/captions/sync/test_result_numbers.py tests/captions/sync"
    " --ignore tests/captions/sync/test_align.py --ignore tests/captions/sync/test_command.py"
    " --ignore tests/captions/sync/test_saying.py --ignore tests/captions/sync/test_borrowed.py",
    "captions/": "tests/captions/test_constants.py tests/captions --ignore tests/captions/sync"
    " --ignore tests/captions/test_wheel.py --ignore tests/captions/test_samples.py",
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
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef):
            for statement in node.body:
                if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
                    yield from _numbers_in(path, statement.value, _name_of(statement))
        elif isinstance(node, ast.FunctionDef):
            for constant in _numbers_in(path, node, f"{node.name}()"):
                if isinstance(constant.value, float) and constant.value != 1:
                    yield constant


def _name_of(statement: ast.Assign | ast.AnnAssign) -> str:
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    return ast.unparse(target)


def _numbers_in(path: Path, below: ast.AST, name: str) -> Iterator[Number]:
    for node in ast.walk(below):
        if not isinstance(node, ast.Constant) or name in NOT_MEASURED:
            continue
        if isinstance(node.value, int | float) and node.value and node.value is not True:
            end = node.end_col_offset or 0
            yield Number(path, name, node.lineno, node.col_offset, end, node.value)


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


def is_held(number: Number, by: float, tree: Path, run: list[str]) -> bool:
    """Whether a test fails when it is moved."""
    file = tree / number.path
    text = file.read_text()
    lines = text.splitlines(keepends=True)
    line = lines[number.line - 1].encode()
    changed = line[: number.column] + number.moved(by).encode() + line[number.end :]
    lines[number.line - 1] = changed.decode()
    file.write_text("".join(lines))
    try:
        return fails(tests_near(number.path), tree, run)
    finally:
        file.write_text(text)


def fails(tests: list[str], tree: Path, run: list[str]) -> bool:
    done = subprocess.run([*run, *tests], cwd=tree, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stdout + done.stderr)
    return done.returncode == 1


def copy_into(tree: Path) -> None:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in names.splitlines():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="name the numbers, move none")
    parser.add_argument("--only", default="", help="the numbers of this name only")
    parser.add_argument("--run", default=f"{sys.executable} -m pytest -x -q -p no:cacheprovider")
    options = parser.parse_args()
    files = [f for p in options.paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    numbers = list(dict.fromkeys(n for file in files for n in numbers_of(file)))
    numbers = [n for n in numbers if options.only in n.name]
    if options.list:
        print("\n".join(map(str, numbers)))
        return
    run, are_green = shlex.split(options.run), set[str]()
    with tempfile.TemporaryDirectory() as folder:
        copy_into(Path(folder))
        for number in numbers:
            tests = tests_near(number.path)
            if " ".join(tests) not in are_green and fails(tests, Path(folder), run):
                sys.exit(f"{tests} fail as they are.")
            are_green.add(" ".join(tests))
            held = {by: is_held(number, by, Path(folder), run) for by in (0.8, 1.2)}
            loose = [f"{number.moved(by)} survives" for by, holds in held.items() if not holds]
            print(number, "held" if not loose else ", ".join(loose), flush=True)


if __name__ == "__main__":
    main()
