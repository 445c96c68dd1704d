"""A long text is worked out in a child, and what comes back is the same."""

import pytest

from bench.answers_import import golden_files, import_of
from episodes.answers.importing import outside
from episodes.answers.importing.blocks import BlockKind
from episodes.answers.importing.importing import Imported, imported
from episodes.answers.importing.opening import opened_paste
from episodes.answers.importing.outside import AT_ONCE_CHARACTERS, worked_out
from episodes.answers.importing.packing import as_plain, from_plain
from episodes.refusals import RefusalError

LONG = "You need:\n\n* Time\n* Tea\n\n" + "A sentence of some length, and then another.\n\n" * 1_000


def test_an_import_comes_back_from_json_as_it_was() -> None:
    for path in golden_files():
        result = import_of(path)
        again = from_plain(Imported, as_plain(result))
        assert again.blocks == result.blocks, path.name
        assert (again.markdown, again.count) == (result.markdown, result.count)
        assert [*map(str, again.notices)] == [*map(str, result.notices)]


def test_a_long_text_is_worked_out_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, choices = opened_paste("", LONG), {1: BlockKind.CHECKLIST}
    assert len(opened.text) > AT_ONCE_CHARACTERS
    here = imported(opened, choices)
    monkeypatch.setattr(outside, "imported", None)  # nothing is worked out in this process
    work = worked_out(opened, choices)
    assert work.imported.blocks == here.blocks
    assert work.imported.markdown == here.markdown
    assert 1 in work.unsure


def test_what_the_child_refuses_is_refused_in_its_words() -> None:
    with pytest.raises(RefusalError, match="Bring in a part of it"):
        worked_out(opened_paste("", LONG * 10))
