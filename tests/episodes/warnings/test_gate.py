from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.warnings.actions import WarningDraft, replace_warnings
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import Gates, gates
from episodes.warnings.hiding import not_hidden_from
from episodes.warnings.models import ContentWarning, Scope, Treatment
from episodes.warnings.presets import PRESETS
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


def a_grave_warning(scope: Scope, category: str = "violence", **fields: Any) -> ContentWarning:
    return a_warning(scope, category, severity=3, treatment=Treatment.DEPICTED, **fields)


def gates_of(*warnings: ContentWarning, choices: ViewerChoices = NOBODY, **fields: Any) -> Gates:
    return gates(an_unsaved_episode(**fields), list(warnings), choices)


def covered(over: Gates) -> set[str]:
    names = ("question", "video", "transcript", "thumbnail", "answer", "answer_images")
    return {name for name in names if getattr(over, name).is_covered}


@pytest.mark.parametrize(
    ("warnings", "fields", "expected"),
    [
        ([], {"video_headline": Headline.RACY}, set()),
        ([], {"video_headline": Headline.NSFW}, {"video"}),
        ([], {"video_headline": Headline.EXPLICIT}, {"video", "transcript"}),
        ([a_warning(Scope.VIDEO_PICTURE, "flashing", severity=1)], {}, {"video"}),
        ([a_grave_warning(Scope.VIDEO_PICTURE, "nudity-sexual")], {}, {"video"}),
        ([a_warning(Scope.VIDEO_PICTURE, "violence", severity=3)], {}, set()),
        (
            [a_warning(Scope.VIDEO_PICTURE, "blood-injury", treatment=Treatment.DEPICTED)],
            {},
            set(),
        ),
        ([a_warning(Scope.VIDEO_AUDIO, "suicide", severity=3)], {}, {"transcript"}),
        ([a_warning(Scope.VIDEO_AUDIO, "suicide", severity=2)], {}, set()),
        ([], {"thumbnail_headline": PictureHeadline.NSFW}, {"thumbnail"}),
        ([], {"answer_images_headline": PictureHeadline.NSFW}, {"answer_images"}),
        ([a_grave_warning(Scope.THUMBNAIL)], {}, set()),
        ([], {"question_headline": Headline.NSFW, "answer_headline": Headline.NSFW}, set()),
        (
            [],
            {"question_headline": Headline.EXPLICIT, "answer_headline": Headline.EXPLICIT},
            {"question", "answer"},
        ),
        ([a_warning(Scope.ANSWER, "coercion", severity=3)], {}, {"answer"}),
        ([a_warning(Scope.ANSWER, "sex-instruction", severity=3)], {}, set()),
        ([a_warning(Scope.QUESTION, "grief", severity=3)], {}, {"question"}),
    ],
)
def test_covered_by_default_is_only_what_cannot_be_unmet(
    warnings: Sequence[ContentWarning], fields: dict[str, Any], expected: set[str]
) -> None:
    assert covered(gates_of(*warnings, **fields)) == expected


def test_a_covered_video_leaves_its_answer_readable() -> None:
    over = gates_of(a_grave_warning(Scope.VIDEO_PICTURE, "nudity-sexual"))
    assert over.video.action == Action.COVER
    assert not over.answer.is_covered


def test_what_is_told_covers_nothing() -> None:
    over = gates_of(a_warning(Scope.ANSWER, "sex-instruction"))
    assert over.answer.action == Action.TELL
    assert not over.answer.is_covered


def test_a_video_not_safe_for_work_is_covered_though_nothing_else_is_said() -> None:
    over = gates_of(video_headline=Headline.NSFW)
    assert over.video.action == Action.COVER
    assert over.video.reasons == (("unsafe", "Not safe for work"),)
    assert not over.transcript.is_covered


def test_a_racy_text_is_said_to_be_and_not_covered() -> None:
    over = gates_of(answer_headline=Headline.RACY)
    assert not over.answer.is_covered
    assert over.answer.headline == Headline.RACY


def test_what_was_not_reviewed_says_so() -> None:
    assert not gates_of(video_review=ReviewState.NOT_REVIEWED).video.is_reviewed


def test_what_the_viewer_covers_is_covered_wherever_it_stands() -> None:
    choices = ViewerChoices(categories={"sti": Action.COVER})
    warnings = [
        a_warning(scope, "sti", severity=1, treatment=Treatment.MENTION)
        for scope in (Scope.QUESTION, Scope.VIDEO_AUDIO, Scope.ANSWER)
    ]
    assert covered(gates_of(*warnings, choices=choices)) == {
        "question", "video", "transcript", "answer",
    }  # fmt: skip


def test_what_the_viewer_hides_wins_over_what_they_cover() -> None:
    choices = ViewerChoices(categories={"grief": Action.HIDE, "alcohol": Action.COVER})
    over = gates_of(
        a_warning(Scope.ANSWER, "alcohol"), a_warning(Scope.ANSWER, "grief"), choices=choices
    )
    assert over.answer.action == Action.HIDE


def test_what_the_viewer_wants_shown_is_neither_told_nor_covered() -> None:
    choices = ViewerChoices(groups={"mind": Action.SHOW})
    over = gates_of(a_warning(Scope.ANSWER, "grief", severity=3), choices=choices)
    assert not over.answer.is_covered
    assert over.answer.told_lines == ()
    assert [line.category for line in over.answer.lines] == ["grief"]


def test_opening_one_artifact_opens_no_other() -> None:
    warnings = [a_grave_warning(Scope.VIDEO_AUDIO), a_grave_warning(Scope.ANSWER)]
    over = gates(an_unsaved_episode(), warnings, NOBODY, frozenset({"video"}))
    assert covered(over) == {"transcript", "answer"}


def test_reading_the_transcript_once_leaves_the_video_covered() -> None:
    warnings = [a_grave_warning(Scope.VIDEO_AUDIO)]
    over = gates(an_unsaved_episode(), warnings, NOBODY, frozenset({"transcript"}))
    assert covered(over) == {"video"}


def test_one_part_of_an_answer_is_covered_by_itself() -> None:
    over = gates_of(a_warning(Scope.ANSWER_PART, "suicide", severity=3, part_anchor="part-two"))
    assert over.part("part-two").is_covered
    assert not over.part("part-one").is_covered
    assert not over.answer.is_covered


def test_at_work_covers_what_is_racy_and_franker_in_picture_and_text() -> None:
    over = gates_of(
        choices=PRESETS["work"].choices,
        video_headline=Headline.NSFW, answer_headline=Headline.RACY,
    )  # fmt: skip
    assert covered(over) == {"video", "transcript", "answer"}
    assert over.answer.reasons == (("racy", "A little racy"),)


def test_go_gently_covers_a_mention_of_the_body() -> None:
    warning = a_warning(Scope.ANSWER, "sti", severity=1, treatment=Treatment.MENTION)
    assert covered(gates_of(warning, choices=PRESETS["gentle"].choices)) == {"answer"}


def test_show_everything_covers_and_tells_nothing() -> None:
    over = gates_of(
        a_grave_warning(Scope.VIDEO_PICTURE, "flashing"),
        choices=PRESETS["everything"].choices,
        video_headline=Headline.EXPLICIT,
    )
    assert covered(over) == set()
    assert over.video.told_lines == ()
    assert not over.video.tells_headline


def test_a_cover_names_what_covers_and_says_all_that_is_in_it() -> None:
    over = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "sex-talk", note="Headphones, or a door that shuts."),
        a_warning(
            Scope.VIDEO_AUDIO, "strong-language", severity=1, treatment=Treatment.DEPICTED,
            start_ms=46_000, end_ms=49_000,
        ),
        video_headline=Headline.NSFW,
    )  # fmt: skip
    assert over.video.title == "Not safe for work"
    assert over.video.sentence == (
        "Frank talk about sex; a swear word or two at 0:46. Headphones, or a door that shuts."
    )


def test_a_timed_warning_is_announced_for_the_senses_and_for_grave_harm_only() -> None:
    over = gates_of(
        *(
            a_warning(Scope.VIDEO_AUDIO, category, start_ms=start, end_ms=start + 5_000, **fields)
            for start, category, fields in [
                (0, "loud-sound", {"severity": 1}),
                (10_000, "coercion", {"severity": 2}),
                (20_000, "coercion", {"severity": 1}),
                (30_000, "sex-talk", {"severity": 3}),
            ]
        )
    )
    assert [timed.is_announced for timed in over.timed] == [True, True, False, False]


def test_what_the_viewer_covers_is_announced_in_the_video_too() -> None:
    choices = ViewerChoices(categories={"sex-talk": Action.COVER})
    warning = a_warning(Scope.VIDEO_AUDIO, "sex-talk", severity=1, start_ms=0, end_ms=4_000)
    assert gates_of(warning, choices=choices).timed[0].is_announced


def test_what_is_always_skipped_is_skipped_though_it_is_shown() -> None:
    choices = ViewerChoices(groups={"mind": Action.SHOW}, skipped_categories=frozenset({"grief"}))
    warning = a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=0, end_ms=4_000)
    assert [timed.is_always_skipped for timed in gates_of(warning, choices=choices).timed] == [True]


def test_a_skip_names_every_warning_that_it_would_swallow_or_run_into() -> None:
    over = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=10_000, end_ms=20_000, skip_to_ms=30_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=22_000, end_ms=28_000),
        a_warning(Scope.VIDEO_AUDIO, "suicide", start_ms=35_000, end_ms=50_000),
        a_warning(Scope.VIDEO_AUDIO, "alcohol", start_ms=90_000, end_ms=95_000),
    )
    assert over.timed[0].skip_to_ms == 30_000
    assert over.timed[0].nearby_labels == ("Grief", "Suicide")


@pytest.mark.parametrize(("start_ms", "labels"), [(29_900, ("Grief",)), (30_000, ())])
def test_a_skip_runs_into_what_begins_within_ten_seconds(
    start_ms: int, labels: tuple[str, ...]
) -> None:
    over = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=10_000, end_ms=20_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=start_ms, end_ms=40_000),
    )
    assert over.timed[0].nearby_labels == labels


def test_a_kind_that_a_skip_meets_twice_is_named_once() -> None:
    over = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=10_000, end_ms=20_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=12_000, end_ms=14_000),
        a_warning(Scope.VIDEO_AUDIO, "grief", start_ms=21_000, end_ms=22_000),
    )
    assert over.timed[0].nearby_labels == ("Grief",)


def test_a_skip_without_a_place_to_land_lands_where_the_part_ends() -> None:
    over = gates_of(a_warning(Scope.VIDEO_AUDIO, "slurs", start_ms=0, end_ms=4_000))
    assert over.timed[0].skip_to_ms == 4_000


def listed_slugs(choices: ViewerChoices) -> set[str]:
    return set(db.session.scalars(select(Episode.slug).where(not_hidden_from(choices))))  # type: ignore[arg-type]


def test_lists_leave_out_every_episode_that_holds_a_hidden_category(app: Flask) -> None:
    for slug, scope in [("in-the-video", Scope.VIDEO_AUDIO), ("in-the-answer", Scope.ANSWER)]:
        episode = an_episode(slug)
        replace_warnings(episode, [WarningDraft(scope, "grief", Treatment.MENTION, 1)])
    an_episode("in-neither")
    db.session.commit()
    assert listed_slugs(ViewerChoices(groups={"mind": Action.HIDE})) == {"in-neither"}


@pytest.mark.parametrize(
    "headline",
    [
        {"video_headline": Headline.EXPLICIT},
        {"question_headline": Headline.NSFW},
        {"answer_headline": Headline.NSFW},
        {"thumbnail_headline": PictureHeadline.NSFW},
    ],
    ids=str,
)
def test_lists_leave_out_what_is_unsafe_for_who_hides_it(
    app: Flask, headline: dict[str, Any]
) -> None:
    an_episode("tame", answer_headline=Headline.RACY)
    an_episode("wild", **headline)
    assert listed_slugs(ViewerChoices(unsafe=Action.HIDE)) == {"tame"}
    assert not_hidden_from(NOBODY) is None
