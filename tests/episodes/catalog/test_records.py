"""The fields of an episode that stand in more than one shape."""

from typing import get_type_hints

from episodes.catalog.checks import OtherFields
from episodes.catalog.records import ArtifactStates


def test_what_can_be_saved_of_the_artifacts_is_what_is_read_of_them() -> None:
    read, saved = get_type_hints(ArtifactStates), get_type_hints(OtherFields)
    of_artifacts = {n: t for n, t in saved.items() if n.endswith(("_headline", "_review"))}
    assert of_artifacts == read
