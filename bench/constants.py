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
COPIED = ("captions", "episodes", "tests", "static", "templates", "migrations", "docs", "app.py")
# Names of numbers that are no weights: units, formats, sizes of pieces that change only the pace.
NOT_MEASURED = {
    "RATE", "SAMPLE_BYTES", "FRAME_MS", "CHUNK_MS", "NEVER", "BLOCKS_AT_ONCE", "REPORT_EVERY",
    "AT_ONCE", "BATCH", "YEAR_SECONDS", "_HOUR_MS", "_FULL_SCALE", "_LAST_CODE_POINT", "MAX_MS",
}  # fmt: skip
# Where the mirrored folder of tests is not the nearest, or is slow: the files that should tell.
NEAR = {
    "captions/sync/": "tests/captions/sync/test_thresholds.py tests/captions/sync"
    " --ignore tests/captions/sync/test_align.py --ignore tests/captions/sync/test_command.py",
    "captions/": "tests/captions/test_constants.py tests/captions --ignore tests/captions/sync",
}


@dataclass(frozen=True)
class Number:
    path: Path
    name: str
    line: int
    column: int
    end: int
    value: float

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
        is_number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
        if is_number and node.value and name not in NOT_MEASURED:
            yield Number(
                path, name, node.lineno, node.col_offset, node.end_col_offset or 0, node.value
            )


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
        done = subprocess.run(
            [*run, *tests_near(number.path)], cwd=tree, check=False, capture_output=True
        )
    finally:
        file.write_text(text)
    return done.returncode == 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="names the numbers, moves none")
    parser.add_argument("--only", default="", help="numbers of this name only")
    parser.add_argument("--run", default=f"{sys.executable} -m pytest -x -q -p no:cacheprovider")
    options = parser.parse_args()
    files = [f for p in options.paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    numbers = list(dict.fromkeys(n for file in files for n in numbers_of(file)))
    numbers = [n for n in numbers if options.only in ("", n.name)]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in () if options.list else (*COPIED, "pyproject.toml", "babel.cfg"):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, tree / name)
        for number in numbers:
            place = f"{number.path}:{number.line} {number.name} {number.value}"
            if options.list:
                print(place)
                continue
            run = shlex.split(options.run)
            held = {by: is_held(number, by, tree, run) for by in (0.8, 1.2)}
            loose = [f"{number.moved(by)} survives" for by, holds in held.items() if not holds]
            print(place, "held" if not loose else ", ".join(loose), flush=True)


if __name__ == "__main__":
    main()
