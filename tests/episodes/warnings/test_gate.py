from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.warnings.actions import WarningDraft, replace_warnings
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import Gates, gates, hidden_from_lists
from episodes.warnings.models import ContentWarning, Scope, Treatment
from episodes.warnings.vocabulary import Action
from tests.factories import an_episode

NOBODY = ViewerChoices()


def an_unsaved_episode(**fields: Any) -> Episode:
    states = dict.fromkeys(
        ["question", "video", "thumbnail", "answer", "answer_images"], ReviewState.REVIEWED_SOME
    )
    values: dict[str, Any] = {f"{name}_review": state for name, state in states.items()}
    values |= {f"{name}_headline": Headline.CLEAN for name in ("question", "video", "answer")}
    values |= dict.fromkeys(["thumbnail_headline", "answer_images_headline"], PictureHeadline.NONE)
    return Episode(**(values | fields))


def a_warning(scope: Scope, category: str, **fields: Any) -> ContentWarning:
    values: dict[str, Any] = {"treatment": Treatment.DISCUSSION, "severity": 2, "note": ""}
    values |= {"part_anchor": "", "resource_slug": ""}
    return ContentWarning(scope=scope, category=category, **(values | fields))


def gates_of(*warnings: ContentWarning, choices: ViewerChoices = NOBODY, **fields: Any) -> Gates:
    return gates(an_unsaved_episode(**fields), list(warnings), choices)


def test_a_covered_video_leaves_its_answer_readable() -> None:
    found = gates_of(a_warning(Scope.VIDEO_PICTURE, "nudity-sexual"))
    assert found.video.action == Action.WARN
    assert found.answer.action == Action.SHOW


def test_a_covered_answer_leaves_its_video_watchable() -> None:
    found = gates_of(a_warning(Scope.ANSWER, "sex-instruction"))
    assert found.answer.action == Action.WARN
    assert found.video.action == Action.SHOW


def test_the_transcript_inherits_what_is_heard_and_not_what_is_seen() -> None:
    seen = gates_of(a_warning(Scope.VIDEO_PICTURE, "flashing"))
    heard = gates_of(a_warning(Scope.VIDEO_AUDIO, "slurs"))
    assert (seen.video.action, seen.transcript.action) == (Action.WARN, Action.SHOW)
    assert (heard.video.action, heard.transcript.action) == (Action.WARN, Action.WARN)


def test_a_video_not_safe_for_work_is_covered_though_nothing_else_is_said() -> None:
    found = gates_of(video_headline=Headline.NSFW)
    assert found.video.action == Action.WARN
    assert found.video.reasons == (("unsafe", "Not safe for work"),)
    assert found.transcript.action == Action.SHOW


def test_a_racy_text_is_said_to_be_and_not_covered() -> None:
    found = gates_of(answer_headline=Headline.RACY)
    assert found.answer.action == Action.SHOW
    assert found.answer.headline == Headline.RACY


def test_what_was_not_reviewed_says_so() -> None:
    found = gates_of(video_review=ReviewState.NOT_REVIEWED)
    assert not found.video.is_reviewed


def test_what_the_viewer_hides_wins_over_what_they_are_warned_of() -> None:
    choices = ViewerChoices(categories={"grief": Action.HIDE})
    found = gates_of(
        a_warning(Scope.ANSWER, "alcohol"), a_warning(Scope.ANSWER, "grief"), choices=choices
    )
    assert found.answer.action == Action.HIDE


def test_what_the_viewer_wants_shown_is_listed_and_covers_nothing() -> None:
    choices = ViewerChoices(groups={"mind": Action.SHOW})
    found = gates_of(a_warning(Scope.ANSWER, "grief"), choices=choices)
    assert found.answer.action == Action.SHOW
    assert [line.text for line in found.answer.lines] == ["Grief: talked about, moderate"]


def test_showing_a_video_once_shows_its_transcript_and_not_its_answer() -> None:
    warnings = [a_warning(Scope.VIDEO_AUDIO, "slurs"), a_warning(Scope.ANSWER, "slurs")]
    found = gates(an_unsaved_episode(), warnings, NOBODY, frozenset({"video"}))
    assert [g.action.value for g in (found.video, found.transcript, found.answer)] == [
        "show", "show", "warn",
    ]  # fmt: skip


def test_reading_the_transcript_once_leaves_the_video_covered() -> None:
    warnings = [a_warning(Scope.VIDEO_AUDIO, "slurs")]
    found = gates(an_unsaved_episode(), warnings, NOBODY, frozenset({"transcript"}))
    assert (found.video.action, found.transcript.action) == (Action.WARN, Action.SHOW)


def test_one_part_of_an_answer_is_covered_by_itself() -> None:
    found = gates_of(a_warning(Scope.ANSWER_PART, "abortion", part_anchor="part-two"))
    assert found.part("part-two").action == Action.WARN
    assert found.part("part-one").action == Action.SHOW
    assert found.answer.action == Action.SHOW


def test_strong_language_in_the_sound_is_heard_and_not_shown() -> None:
    found = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "strong-language", treatment=Treatment.DEPICTED, severity=1)
    )
    assert found.video.lines[0].text == "Strong language: heard, minor"


def test_a_skip_names_every_warning_that_it_would_swallow_or_run_into() -> None:
    found = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=10_000, end_ms=20_000, skip_to_ms=30_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=22_000, end_ms=28_000),
        a_warning(Scope.VIDEO_AUDIO, "suicide", start_ms=35_000, end_ms=50_000),
        a_warning(Scope.VIDEO_AUDIO, "alcohol", start_ms=90_000, end_ms=95_000),
    )
    assert found.timed[0].skip_to_ms == 30_000
    assert found.timed[0].nearby_labels == ("Grief", "Suicide")


def test_a_kind_that_a_skip_meets_twice_is_named_once() -> None:
    found = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=10_000, end_ms=20_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=12_000, end_ms=14_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=21_000, end_ms=22_000),
    )
    assert found.timed[0].nearby_labels == ("Grief",)


def test_a_skip_without_a_place_to_land_lands_where_the_part_ends() -> None:
    found = gates_of(a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=0, end_ms=4_000))
    assert found.timed[0].skip_to_ms == 4_000


def test_lists_leave_out_what_a_card_would_show_of_a_hidden_category(app: Flask) -> None:
    for slug, scope in [("in-the-video", Scope.VIDEO_AUDIO), ("in-the-answer", Scope.ANSWER)]:
        episode = an_episode(slug)
        replace_warnings(episode, [WarningDraft(scope, "grief", Treatment.MENTION, 1)])
    an_episode("in-neither")
    db.session.commit()
    choices = ViewerChoices(groups={"mind": Action.HIDE})
    slugs = db.session.scalars(select(Episode.slug).where(hidden_from_lists(choices)))
    assert set(slugs) == {"in-the-answer", "in-neither"}


@pytest.mark.parametrize(
    "said",
    [
        {"video_headline": Headline.EXPLICIT},
        {"question_headline": Headline.NSFW},
        {"thumbnail_headline": PictureHeadline.NSFW},
    ],
    ids=str,
)
def test_lists_leave_out_what_is_unsafe_on_a_card_for_who_hides_it(
    app: Flask, said: dict[str, Any]
) -> None:
    an_episode("tame", answer_headline=Headline.EXPLICIT)
    an_episode("wild", **said)
    choices = ViewerChoices(unsafe=Action.HIDE)
    slugs = db.session.scalars(select(Episode.slug).where(hidden_from_lists(choices)))
    assert list(slugs) == ["tame"]
