"""What is acknowledged stays: edits come once, in their order, whatever the network does."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from captions.editing import EditError
from episodes.accounts.models import User
from episodes.db import db, now_utc
from episodes.refusals import RefusalError
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.editing.log import (
    PRESENT,
    BehindError,
    OutOfOrderError,
    add_edits,
    discard_session,
    ensure_session,
    last_number,
    others_at,
    sent_edits,
    sheet_of,
)
from episodes.transcripts.editing.models import EditSession
from episodes.transcripts.models import CaptionTrack, TrackKind
from tests.factories import CAPTIONS, a_user, an_episode


def a_track(text: str = CAPTIONS, kind: TrackKind = TrackKind.CAPTIONS) -> CaptionTrack:
    track = ensure_track(an_episode(), language="en", kind=kind, label="English")
    add_version(track, text.encode(), "talk.vtt", author=None)
    db.session.commit()
    return track


def texts(*words: str, first: int = 1) -> list[object]:
    """Edits of the first caption, numbered from `first`."""
    return [
        {"n": number, "edit": {"kind": "text", "texts": [["c1", word]]}}
        for number, word in enumerate(words, start=first)
    ]


def send(session: EditSession, edits: list[object], *, after: int, client: str = "tab-1") -> int:
    return add_edits(session, client, sent_edits(edits), after=after)


@pytest.fixture
def mei(app: Flask) -> User:
    return a_user(name="Mei")


def test_edits_are_acknowledged_by_the_last_number(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    assert send(session, texts("one", "two"), after=0) == 2
    assert sheet_of(session).rows[0].text == "two"
    assert sheet_of(session, until=1).rows[0].text == "one"


def test_what_comes_twice_is_acknowledged_again_and_changes_nothing(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    send(session, texts("one", "two"), after=0)
    assert send(session, texts("one", "two"), after=0) == 2
    assert send(session, texts("two", "three", first=2), after=2) == 3
    assert last_number(session.id) == 3


def test_seven_that_comes_after_eight_is_refused_and_eight_stands(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    send(session, texts("1", "2", "3", "4", "5", "6", "7", "8"), after=0)
    with pytest.raises(OutOfOrderError) as refused:
        send(session, texts("an older seven", first=7), after=6)
    assert refused.value.expected == 9
    assert sheet_of(session).rows[0].text == "8"


def test_eight_without_seven_is_refused(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    with pytest.raises(OutOfOrderError) as refused:
        send(session, texts("two", first=2), after=0)
    assert refused.value.expected == 1


def test_a_second_tab_that_is_behind_has_to_load_first(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    send(session, texts("one"), after=0)
    with pytest.raises(BehindError):
        send(session, texts("two"), after=0, client="tab-2")
    assert send(session, texts("two"), after=1, client="tab-2") == 2


def test_undo_and_redo_are_entries_of_the_log(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    send(session, texts("one", "two"), after=0)
    send(session, [{"n": 3, "edit": {"kind": "undo"}}, {"n": 4, "edit": {"kind": "undo"}}], after=2)
    assert sheet_of(session).text == CAPTIONS
    send(session, [{"n": 5, "edit": {"kind": "redo"}}], after=4)
    assert sheet_of(session).rows[0].text == "one"


def test_a_session_goes_on_where_it_was_left(mei: User) -> None:
    track = a_track()
    session = ensure_session(track, mei)
    send(session, texts("one"), after=0)
    session.seen_at = now_utc() - 10 * PRESENT
    assert ensure_session(track, mei) is session


def test_a_session_of_which_all_is_saved_gives_way_to_the_newest_version(mei: User) -> None:
    track = a_track()
    session = ensure_session(track, mei)
    session.seen_at = now_utc() - 10 * PRESENT
    newer = add_version(track, CAPTIONS.replace("oat", "soy").encode(), "b.vtt", author=None)
    later = ensure_session(track, mei)
    assert later is not session
    assert later.base_version_id == newer.id


def test_what_was_discarded_takes_nothing_more(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    discard_session(session)
    with pytest.raises(BehindError):
        send(session, texts("one"), after=0)


def test_who_else_has_the_track_open_is_named(mei: User) -> None:
    track, ana = a_track(), a_user(name="Ana")
    ensure_session(track, mei)
    session = ensure_session(track, ana)
    assert others_at(track.id, mei.id) == ["Ana"]
    session.seen_at = now_utc() - 2 * PRESENT
    db.session.flush()
    assert others_at(track.id, mei.id) == []


def test_the_database_changes_no_line_of_the_log(mei: User) -> None:
    session = ensure_session(a_track(), mei)
    send(session, texts("one"), after=0)
    db.session.commit()
    with pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE caption_edit SET client = 'x'"))
    db.session.rollback()


def test_a_transcript_without_times_is_not_edited_as_captions(mei: User) -> None:
    with pytest.raises(RefusalError):
        ensure_session(a_track("Maya: Hello.\n", TrackKind.TRANSCRIPT), mei)


@pytest.mark.parametrize(
    "edits",
    [None, [], [1], [{"n": 0, "edit": {"kind": "undo"}}], [{"n": 1}], [{"n": "1", "edit": {}}]],
)
def test_what_is_no_list_of_edits_is_refused(edits: object) -> None:
    with pytest.raises(EditError):
        sent_edits(edits)
