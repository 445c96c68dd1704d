"""Figures of the smaller rooms that a comment, a guideline or a paper stands behind: moved by a
fifth, each fails one of these."""

from dataclasses import replace

import pytest
from flask import Flask

from captions import CaptionError, Cue, Track
from episodes.accounts.brakes import ACCOUNTS, DEVICES, PASSWORD_CHANGES, STRANGERS
from episodes.accounts.passwords import hash_of_password
from episodes.answers.reading_time import reading_minutes
from episodes.catalog.models import Chapter
from episodes.db import db
from episodes.identity.colours import contrast, darkened_for, lightened_for
from episodes.identity.stylesheet import FALLBACKS
from episodes.kept.rule import Key
from episodes.kept.stamp import Version
from episodes.kept.store import Entry, Store
from episodes.limits.bucket import Bucket
from episodes.questions.asked.receipts import hash_of
from episodes.questions.asked.receiving import room_for
from episodes.refusals import RefusalError
from episodes.serving.bodies import MEMORY_BYTES, MOST_AT_ONCE, patience_s
from episodes.transcripts import actions
from episodes.transcripts.actions import reaches_past
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.queries import chapters_track
from episodes.transcripts.uploads import kind_of
from tests.factories import an_episode


def test_prose_is_read_at_230_words_a_minute() -> None:
    assert [reading_minutes(letters) for letters in (0, 13_500)] == [1, 10]


@pytest.mark.parametrize(
    ("bucket", "burst", "seconds"),
    [(ACCOUNTS, 10, 30), (DEVICES, 10, 30), (PASSWORD_CHANGES, 10, 30), (STRANGERS, 40, 2)],
    ids=["accounts", "devices", "password changes", "strangers"],
)
def test_passwords_are_tried_a_few_at_once_and_then_one_by_one(
    app: Flask, bucket: Bucket, burst: int, seconds: int
) -> None:
    now = [1_000_000.0]
    brake = replace(bucket, clock=lambda: now[0])
    assert [brake.take("a") for _ in range(burst + 1)] == [True] * burst + [False]
    now[0] += 0.95 * seconds
    assert not brake.take("a")
    now[0] += 0.1 * seconds
    assert [brake.take("a"), brake.take("a")] == [True, False]


def test_a_password_has_twelve_characters_at_least(app: Flask) -> None:
    assert hash_of_password("correct hors")
    with pytest.raises(RefusalError, match="12"):
        hash_of_password("correct hor")


# Worked out by hand from WCAG’s formula; 9 to 12 of 255 lie on either side of its bend.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ff0000", "#ffffff", 3.9985), ("#00ff00", "#ffffff", 1.3722),
        ("#0000ff", "#ffffff", 8.5925), ("#777777", "#ffffff", 4.4781),
        ("#090909", "#000000", 1.05463), ("#0c0c0c", "#000000", 1.07353),
    ],
)  # fmt: skip
def test_contrast_weighs_the_three_lights_as_wcag_does(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=6e-5)


@pytest.mark.parametrize("colour", ["#b23a20", "#57203f", "#0b5a9e"])
def test_a_colour_is_moved_as_far_as_it_must_be_and_no_further(colour: str) -> None:
    assert 7.2 <= contrast(lightened_for(colour), "#171310") < 7.7
    assert 13.5 <= contrast(darkened_for(colour), "#fff6f0") < 14.2


def test_fallbacks_are_as_wide_as_their_faces_were_measured() -> None:
    """Georgia 913 and Times 832 of 2,048; DejaVu Serif is the widest of the three."""
    widths = [width for _, _, width in FALLBACKS]
    assert widths == [pytest.approx(w, rel=0.005) for w in (913 / 2048, 832 / 2048, 0.5101)]


def test_a_receipt_that_was_written_down_years_ago_still_opens_its_question() -> None:
    """The cost is part of what is kept: at another nobody gets in any more."""
    assert hash_of("7K2QM-7K2QM-7K2QM-7K2QM", "s" * 40).startswith("223d5eda7b0157e4")


def test_what_comes_without_work_fills_a_quarter_of_the_day() -> None:
    assert [room_for(lane, 200) for lane in ("checked", "unchecked")] == [200, 50]


def test_a_form_of_fifty_kilobytes_has_twelve_and_a_half_seconds() -> None:
    assert patience_s(50_000) == 12.5
    assert patience_s(0) == 10


def test_bodies_on_their_way_take_64_megabytes_at_most() -> None:
    assert MOST_AT_ONCE * MEMORY_BYTES == 64 * 1024**2


def test_pages_asked_for_once_fill_a_quarter_of_what_is_kept() -> None:
    store = Store(100_000)
    for number in range(100):
        entry = Entry(Version("a", None), "", [], b"x" * 500)
        store.put(Key("host", "http", "", f"/{number}", "", ("", ""), "", ""), entry)
    assert store.bytes == 10 * 2_500


@pytest.mark.parametrize(("over_ms", "is_past"), [(5_000, False), (5_001, True)])
def test_captions_may_end_five_seconds_after_their_video(over_ms: int, is_past: bool) -> None:
    version = CaptionVersion(is_timed=True, last_end_ms=60_000 + over_ms)
    assert reaches_past(version, 60_000) is is_past


@pytest.mark.parametrize(
    ("lasts_ms", "letters", "kind"),
    [
        (20_000, 60, TrackKind.CHAPTERS),
        (19_999, 60, TrackKind.CAPTIONS),
        (20_000, 61, TrackKind.CAPTIONS),
    ],
)
def test_long_captions_of_few_words_are_chapters(
    lasts_ms: int, letters: int, kind: TrackKind
) -> None:
    track = Track((Cue(0, lasts_ms, "a" * letters),))
    assert kind_of(track, "en", "en") is kind


def test_a_last_chapter_lasts_a_minute_where_no_video_says_more(app: Flask) -> None:
    episode = an_episode()
    db.session.add(Chapter(episode_id=episode.id, start_ms=90_000, title="Her answer"))
    db.session.flush()
    track = chapters_track(episode.id)
    assert track and track.cues[0].end_ms == 150_000


def test_a_caption_file_needs_room_for_ten_times_its_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As it came, as WebVTT, HTML and text, its words in the index, and most of it twice."""
    sizes: list[int] = []
    monkeypatch.setattr(actions, "check_room_for_rows", sizes.append)
    with pytest.raises(CaptionError):
        actions.add_version(CaptionTrack(kind=TrackKind.CAPTIONS), b"\0" * 50, "a.vtt", author=None)
    assert sizes == [500]
