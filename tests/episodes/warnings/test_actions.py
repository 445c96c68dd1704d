from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from episodes.db import db
from episodes.refusals import RefusalError
from episodes.warnings.actions import WarningDraft, current_drafts, replace_warnings
from episodes.warnings.models import ContentWarning, Scope, Treatment
from episodes.warnings.queries import warnings_of
from tests.factories import an_episode

GRIEF = WarningDraft(Scope.VIDEO_AUDIO, "grief", Treatment.DISCUSSION, 2, 5_000, 9_000, 10_000)


def test_warnings_are_kept_as_they_were_given(app: Flask) -> None:
    episode = an_episode()
    drafts = [GRIEF, WarningDraft(Scope.ANSWER_PART, "sti", Treatment.MENTION, 1, part_anchor="a")]
    replace_warnings(episode, drafts)
    assert current_drafts(episode.id) == drafts


def test_giving_the_same_warnings_again_changes_nothing(app: Flask) -> None:
    episode = an_episode()
    replace_warnings(episode, [GRIEF])
    first = [w.id for w in warnings_of(episode.id)]
    replace_warnings(episode, [GRIEF])
    assert [w.id for w in warnings_of(episode.id)] == first


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"category": "left-handedness"}, "category"),
        ({"severity": 4}, "severity"),
        ({"category": "child-abuse", "treatment": Treatment.DEPICTED}, "treatment"),
        ({"note": "x" * 301}, "note"),
        ({"scope": Scope.ANSWER}, "start_ms"),
        ({"start_ms": -1}, "start_ms"),
        ({"end_ms": None}, "end_ms"),
        ({"end_ms": 5_000}, "end_ms"),
        ({"end_ms": 200_000, "skip_to_ms": None}, "end_ms"),
        ({"skip_to_ms": 8_999}, "skip_to_ms"),
        ({"skip_to_ms": 120_001}, "skip_to_ms"),
        ({"note": "two\nlines"}, "note"),
        ({"note": "\x00"}, "note"),
        ({"scope": Scope.RESOURCE, "start_ms": None}, "resource_slug"),
        ({"part_anchor": "part-one"}, "part_anchor"),
    ],
)
def test_an_impossible_warning_is_refused_at_its_place_and_nothing_is_changed(
    app: Flask, change: dict[str, Any], field: str
) -> None:
    episode = an_episode()
    replace_warnings(episode, [GRIEF])
    with pytest.raises(RefusalError) as caught:
        replace_warnings(episode, [GRIEF, replace(GRIEF, **change)], duration_ms=120_000)
    assert caught.value.place == f"warnings[1].{field}"
    assert current_drafts(episode.id) == [GRIEF]


@pytest.mark.parametrize("field", ["end_ms", "skip_to_ms"])
def test_a_time_that_no_video_reaches_is_refused_though_its_length_is_not_known(
    app: Flask, field: str
) -> None:
    with pytest.raises(RefusalError) as caught:
        replace_warnings(an_episode(), [replace(GRIEF, **{"skip_to_ms": None, field: 2**31})])
    assert caught.value.place == f"warnings[0].{field}"


def test_more_warnings_than_a_page_can_weigh_are_refused(app: Flask) -> None:
    with pytest.raises(RefusalError, match="at most 300"):
        replace_warnings(an_episode(), [GRIEF] * 301)


def test_a_part_that_the_answer_lacks_is_refused(app: Flask) -> None:
    draft = WarningDraft(Scope.ANSWER_PART, "sti", Treatment.MENTION, 1, part_anchor="gone")
    with pytest.raises(RefusalError, match="gone"):
        replace_warnings(an_episode(), [draft], parts={"here"})


@pytest.mark.parametrize(
    "change",
    [
        {"severity": 0},
        {"end_ms": 1},
        {"scope": Scope.QUESTION},
        {"category": "child-abuse", "treatment": Treatment.DESCRIBED},
        {"part_anchor": "x"},
    ],
)
def test_the_database_refuses_what_a_form_let_through(app: Flask, change: dict[str, Any]) -> None:
    values = vars(replace(GRIEF, **change))
    db.session.add(ContentWarning(episode_id=an_episode().id, **values))
    with pytest.raises(IntegrityError):
        db.session.flush()
