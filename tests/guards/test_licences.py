"""What is installed is free to use, and said in docs/licences.md."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
AGAIN = "run `.venv/bin/python .ci/licences.py > docs/licences.md`"
BINARY = {".woff", ".woff2", ".ttf", ".otf", ".onnx", ".bin", ".dict", ".wasm"}


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / ".ci" / "licences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_is_under_a_licence_that_we_take(licences: ModuleType) -> None:
    rows = licences.rows("dev")
    assert len(rows) > 80
    assert [row for row in rows if not licences.is_allowed(row[0], row[2])] == []


@pytest.mark.parametrize(
    "expression",
    ["", "GPL-3.0-or-later", "LGPL-3.0-only", "AGPL-3.0-only", "MIT AND GPL-2.0-only", "SSPL-1.0"],
)
def test_what_we_do_not_take_is_refused(licences: ModuleType, expression: str) -> None:
    assert not licences.is_allowed("some-package", expression)


def test_one_of_several_licences_is_enough(licences: ModuleType) -> None:
    assert licences.is_allowed("some-package", "GPL-2.0-only OR MIT")


def test_no_tool_under_the_gpl_comes_to_a_site(licences: ModuleType) -> None:
    assert set(licences.packages("run")) & licences.TOOLS == set()


def test_the_document_names_each_package_and_each_borrowed_file(licences: ModuleType) -> None:
    """Not compared as a whole: some packages are installed on some systems only."""
    written = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    lines = [f"| {' | '.join(row)} |" for row in (*licences.rows("dev"), *licences.files())]
    assert [line for line in lines if line not in written] == [], AGAIN


def test_no_model_font_or_library_of_others_lies_among_our_files() -> None:
    ours = [*(ROOT / "static").rglob("*"), *(ROOT / "episodes").rglob("*")]
    assert [path for path in ours if path.suffix in BINARY or "vendor" in path.parts] == []
