"""What an import brings fits the fields of a resource, and no word of it is lost."""

import pytest

from episodes.answers.actions import RESOURCE_LENGTHS
from episodes.answers.importing.blocks import FoundResource
from episodes.answers.imports import new_resources
from episodes.refusals import RefusalError

MANY = "so many words " * 30


def words_of(resource: FoundResource) -> list[str]:
    parts = (resource.title, resource.creator, resource.address, resource.note)
    return sorted(" ".join(parts).split())


@pytest.mark.parametrize(
    "long",
    [
        FoundResource("book", MANY, "Ana"),
        FoundResource("book", "Small Answers", MANY, note="Read it twice."),
    ],
)
def test_what_a_field_cannot_hold_goes_on_in_the_note(long: FoundResource) -> None:
    (fitting,) = new_resources([], [long])
    assert all(len(getattr(fitting, name)) <= most for name, most in RESOURCE_LENGTHS.items())
    assert words_of(fitting) == words_of(long)


def test_a_title_without_spaces_is_cut_where_the_field_ends() -> None:
    title = "x" * (RESOURCE_LENGTHS["title"] + 1)
    (fitting,) = new_resources([], [FoundResource("article", title)])
    assert fitting.title + fitting.note == title


@pytest.mark.parametrize(
    "long",
    [
        FoundResource("book", "Small Answers", "Ana", note=MANY * 4),
        FoundResource("article", "Small Answers", address="https://example.org/" + "a" * 1000),
    ],
)
def test_what_no_note_can_hold_is_refused_by_name(long: FoundResource) -> None:
    with pytest.raises(RefusalError, match="Small Answers"):
        new_resources([], [long])
