"""What is installed is what was chosen: every version fixed, and every file known by its hash."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = {
    "build": "requirements-build.txt",
    "run": "requirements.txt",
    "dev": "requirements-dev.txt",
    "asr": "requirements-asr.txt",
    "ci": "requirements-ci.txt",
}
LOCK_AGAIN = "run `bash .ci/lock` and commit what it writes"


def pinned(name: str) -> dict[str, str]:
    """Versions by package, as a file pins them; names as package indexes compare them."""
    lines = re.findall(
        r"^([\w.\-]+)(?:\[\w+\])?==([\w.]+)", (ROOT / name).read_text(), re.MULTILINE
    )
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in lines}


def locked_versions() -> dict[str, str]:
    versions: dict[str, str] = {}
    for lock in REQUIREMENTS:
        versions |= pinned(f"locked/{lock}.txt")
    return versions


@pytest.mark.parametrize("name", [*REQUIREMENTS.values(), "constraints.txt"])
def test_every_requirement_has_its_version(name: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    wanted = [line for line in lines if line and not line.startswith("-")]
    assert wanted
    assert [line for line in wanted if not re.fullmatch(r"[\w.\-\[\]]+==[\w.]+", line)] == []


@pytest.mark.parametrize("lock", REQUIREMENTS)
def test_a_lock_holds_pinned_packages_with_hashes_and_nothing_else(lock: str) -> None:
    text = re.sub(r"^#.*\n", "", (ROOT / f"locked/{lock}.txt").read_text(), flags=re.MULTILINE)
    package = re.compile(
        r"[a-z0-9-]+(?:\[\w+\])?==[\w.]+(?: ; [^\\\n]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    )
    assert package.search(text)
    assert package.sub("", text) == ""


@pytest.mark.parametrize("lock", REQUIREMENTS)
def test_a_lock_has_the_versions_that_its_requirements_ask_for(lock: str) -> None:
    held = pinned(f"locked/{lock}.txt")
    asked = pinned(REQUIREMENTS[lock])
    assert {package: v for package, v in asked.items() if held.get(package) != v} == {}, LOCK_AGAIN


def test_the_constraints_are_the_versions_of_the_locks() -> None:
    assert pinned("constraints.txt") == locked_versions(), LOCK_AGAIN


def test_whatever_installs_packages_asks_for_their_hashes() -> None:
    for path in (ROOT / "Makefile", ROOT / ".ci" / "run"):
        commands = path.read_text().replace("\\\n", " ").splitlines()
        installs = [line for line in commands if "pip install" in line]
        assert installs
        assert [line for line in installs if "--require-hashes" not in line] == []
