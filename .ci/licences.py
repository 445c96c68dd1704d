"""python .ci/licences.py > docs/licences.md: whatever is installed beside our own code, and the
licence that it names: in its metadata as an SPDX expression, else as a classifier or a word."""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

# What a classifier or a word of the metadata means, as SPDX names it.
MEANINGS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "BSD 2-Clause License": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
# Says nothing in its metadata; read in its repository.
BY_HAND = {"aiosmtpd": "Apache-2.0", "axe-playwright-python": "MIT AND MPL-2.0"}
FREE = re.compile(
    r"MIT|MIT-0|0?BSD(-[23]-Clause)?|Apache-2\.0|MPL-2\.0|ISC|PSF-2\.0|CNRI-Python|Unicode-3\.0"
    r"|Unlicense|Zlib|CC0-1\.0|OFL-1\.1"
)
# LGPL: installed by pip as they are published, never changed and never copied in.
UNMODIFIED = frozenset(("psycopg", "psycopg-binary", "num2words", "cssutils", "encutils"))
# GPL: a program that checks our templates. Nothing of ours imports it, and no site installs it.
TOOLS = frozenset(("djlint",))


def packages(lock: str) -> dict[str, str]:
    """Versions by name."""
    text = (ROOT / "locked" / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==([\w.]+)", text, re.MULTILINE))


def licence(package: str) -> str:
    """As SPDX names it; empty where the package says nothing. Raises PackageNotFoundError."""
    if package in BY_HAND:
        return BY_HAND[package]
    metadata = distribution(package).metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [c.split(" :: ")[-1] for c in metadata.get_all("Classifier") or []
                   if c.startswith("License :: ") and c != "License :: DFSG approved"]  # fmt: skip
    words = (metadata.get("License") or "").split("\n")[0].strip()
    given = classifiers[0] if classifiers else words
    return MEANINGS.get(given, given)


def is_allowed(package: str, expression: str) -> bool:
    if package in UNMODIFIED:
        return expression.startswith("LGPL")
    if package in TOOLS:
        return package not in packages("run")
    return any(
        all(FREE.fullmatch(name.strip(" ()")) for name in way.split(" AND "))
        for way in expression.split(" OR ")
    )


def rows(lock: str, *, without: str = "") -> list[tuple[str, str, str]]:
    """Package, version, licence, of those that this machine has: some are for others only."""
    versions = packages(lock)
    others = packages(without) if without else {}
    there = []
    for name in sorted(versions.keys() - others.keys()):
        try:
            there.append((name, versions[name], licence(name)))
        except PackageNotFoundError:
            continue
    return there


def files() -> list[tuple[str, str, str, str]]:
    """Models and word lists that are read out of packages: package, version, path, SHA-256."""
    from captions.sync import borrowed
    from episodes.search.package_files import PACKAGE_FILES

    ours = [(f.package, f.version, f.path, f.sha256) for f in PACKAGE_FILES]
    theirs = [(f.package, f.version, f"{f.module}/{f.path}", f.sha256) for f in borrowed.BORROWED]
    return sorted({*ours, *theirs})


def table(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    cells = [head, tuple("---" for _ in head), *lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)


def document() -> str:
    packages_head = ("package", "version", "licence")
    return f"""# Licences

Made with `.venv/bin/python .ci/licences.py > docs/licences.md`; a guard refuses a package whose
licence is not MIT, BSD, Apache, MPL, ISC, PSF or as free. LGPL packages are listed by name there,
and used as they are published. No third-party file stands in this repository.

## What a site installs
{table(packages_head, rows("run"))}

## What tests and checks install on top
{table(packages_head, rows("dev", without="run"))}

## Models and word lists
Read out of the packages above, whose licence they share, and only with these bytes.

{table(("package", "version", "file", "SHA-256"), files())}
"""


if __name__ == "__main__":
    sys.stdout.write(document())
