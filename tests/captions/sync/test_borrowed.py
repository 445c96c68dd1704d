import re
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from captions.sync import borrowed
from captions.sync.errors import BorrowedFileError

REQUIREMENTS = Path(__file__).parents[3] / "requirements.txt"


@pytest.mark.parametrize("file", borrowed.BORROWED, ids=lambda file: file.path)
def test_every_borrowed_file_is_the_one_that_was_measured(file):
    assert borrowed.checked_path(file).is_file()
    assert version(file.package) == file.version
    pins = re.findall(r"^(\S+)==(\S+)$", REQUIREMENTS.read_text(), re.MULTILINE)
    assert (file.package, file.version) in pins


def test_a_file_with_other_bytes_is_refused_with_the_way_to_mend_it():
    other = replace(borrowed.WORD_LIST, sha256="0" * 64)
    with pytest.raises(BorrowedFileError) as refused:
        borrowed.checked_path(other)
    assert "pocketsphinx" in str(refused.value)
    assert "pip install" in refused.value.hint


def test_a_file_that_is_not_there_is_refused_by_name():
    with pytest.raises(BorrowedFileError, match="no-such"):
        borrowed.checked_path(replace(borrowed.WORD_LIST, path="no-such.dict"))
    with pytest.raises(BorrowedFileError, match="missing"):
        borrowed.checked_path(replace(borrowed.WORD_LIST, module="no_such_module"))


def test_a_file_is_read_once_a_process():
    before = borrowed.checked_path.cache_info().misses
    for _ in range(3):
        borrowed.checked_path(borrowed.SPEECH_MODEL)
    assert borrowed.checked_path.cache_info().misses <= before + 1
