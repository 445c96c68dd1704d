"""What is read out of other packages is what was looked at when it was chosen."""

import re
from pathlib import Path

import pytest

from episodes.search.package_files import PACKAGE_FILES, CheckedFile, FileRefusedError, PackageFile

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("file", PACKAGE_FILES, ids=lambda file: file.path)
def test_each_file_has_the_bytes_that_are_expected(file: PackageFile) -> None:
    assert file.read()


@pytest.mark.parametrize("file", PACKAGE_FILES, ids=lambda file: file.path)
def test_each_release_is_the_one_that_is_required(file: PackageFile) -> None:
    pinned = rf"^{re.escape(file.package)}=={re.escape(file.version)}$"
    for name in ("requirements.txt", "constraints.txt"):
        assert re.search(pinned, (ROOT / name).read_text(), re.MULTILINE)


def test_other_bytes_are_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("the 1\n")
    with pytest.raises(FileRefusedError, match=r"words\.txt is not the file that was expected"):
        CheckedFile(file, "0" * 64).read()


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(FileRefusedError, match="no-such-package is not installed"):
        PackageFile("no-such-package", "1", "a.txt", "0" * 64, "MIT").read()
