"""What the archive's own rules let through and the features do not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.db import db
from tests.episodes.archive.conftest import Built, rows
from tests.episodes.media.films import a_picture

GRIEF = {"scope": "question", "category": "grief", "treatment": "mention", "severity": 1}


def too_many_warnings(episode: dict[str, Any]) -> None:
    episode["warnings"] = [GRIEF] * 301


def a_warning_of_two_lines(episode: dict[str, Any]) -> None:
    episode["warnings"] = [GRIEF, GRIEF | {"note": "two\nlines"}]


def an_address_with_a_password(episode: dict[str, Any]) -> None:
    episode["video"] = {"address": "https://maya:secret@example.org/a.mp4"}


@pytest.mark.parametrize(
    ("damage", "field"),
    [
        (too_many_warnings, "warnings[300].category"),
        (a_warning_of_two_lines, "warnings[1].note"),
        (an_address_with_a_password, "video"),
    ],
)
def test_what_a_feature_refuses_names_file_and_field_and_nothing_is_written(
    app: Flask, archive: Built, damage: Callable[[dict[str, Any]], None], field: str
) -> None:
    archive.rewrite(damage)
    before = rows()
    with pytest.raises(ArchiveError) as raised:
        import_archive(archive.root)
    db.session.rollback()
    problem = raised.value.problems[0]
    assert (problem.file, problem.field) == ("episodes/oat-milk/episode.json", field)
    assert rows() == before


def test_a_poster_of_too_many_pixels_is_refused_by_name(app: Flask, archive: Built) -> None:
    (archive.episode / "poster.png").write_bytes(a_picture(size=(9_000, 10)))
    video = {"address": "https://example.org/a.mp4", "poster": "poster.png"}
    archive.rewrite(lambda episode: episode.update(video=video))
    with pytest.raises(ArchiveError, match=r"poster.png: The picture is 9,000 by 10 pixels"):
        import_archive(archive.root)
