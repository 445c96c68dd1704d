"""A saved log is a version; two people's work on one track comes together."""

from flask import Flask

from captions.editing import open_sheet
from episodes.accounts.models import User
from episodes.db import db
from episodes.transcripts.actions import make_live
from episodes.transcripts.editing.log import ensure_session, newest_version, sheet_of
from episodes.transcripts.editing.models import EditSession
from episodes.transcripts.editing.saving import save_session
from episodes.transcripts.models import CaptionTrack
from tests.episodes.transcripts.editing.test_log import a_track, send
from tests.factories import CAPTIONS, a_user


def open_for_two(
    app: Flask,
) -> tuple[CaptionTrack, tuple[EditSession, User], tuple[EditSession, User]]:
    track, mei, ana = a_track(), a_user(name="Mei"), a_user(name="Ana")
    return track, (ensure_session(track, mei), mei), (ensure_session(track, ana), ana)


def change(session: EditSession, number: int, row: str, words: str, *, after: int) -> None:
    edit = {"kind": "text", "texts": [[row, words]]}
    send(session, [{"n": number, "edit": edit}], after=after)


def words_of(track: CaptionTrack) -> list[str]:
    version = newest_version(track.id)
    assert version is not None
    return [row.text for row in open_sheet(version.source).rows]


def test_saving_makes_a_version_that_viewers_do_not_get(app: Flask) -> None:
    track, mei = a_track(), a_user()
    first = newest_version(track.id)
    assert first is not None
    make_live(first)
    session = ensure_session(track, mei)
    change(session, 1, "c1", "<v Maya>Welcome.", after=0)
    saved = save_session(session, mei, note="Shorter")
    assert saved.version is not None
    assert (saved.version.number, saved.version.note) == (2, "Shorter")
    assert saved.version.author_id == mei.id
    assert track.live_version_id == first.id
    assert saved.version.source == CAPTIONS.replace("Welcome back, everyone.", "Welcome.").encode()


def test_saving_what_did_not_change_makes_no_version(app: Flask) -> None:
    track, mei = a_track(), a_user()
    saved = save_session(ensure_session(track, mei), mei)
    assert saved.version is not None
    assert saved.version.number == 1


def test_different_captions_of_two_people_both_survive(app: Flask) -> None:
    track, (session, mei), (other, ana) = open_for_two(app)
    change(session, 1, "c1", "Mine.", after=0)
    change(other, 1, "c3", "Hers.", after=0)
    save_session(session, mei)
    saved = save_session(other, ana)
    assert saved.conflicts == []
    assert saved.merged is not None
    assert words_of(track)[0] == "Mine."
    assert words_of(track)[2] == "Hers."
    assert sheet_of(other).rows[0].text == "Mine."


def test_the_same_caption_shows_the_second_both_texts_and_saves_nothing(app: Flask) -> None:
    track, (session, mei), (other, ana) = open_for_two(app)
    change(session, 1, "c1", "Mine.", after=0)
    change(other, 1, "c1", "Hers.", after=0)
    save_session(session, mei)
    saved = save_session(other, ana)
    assert saved.version is None
    assert [(c["mine"], c["theirs"]) for c in saved.conflicts] == [("Hers.", "Mine.")]
    again = save_session(other, ana)
    assert again.version is None
    assert len(again.conflicts) == 1
    settled = save_session(other, ana, settled=["c1"])
    assert settled.version is not None
    assert settled.version.number == 3
    assert words_of(track)[0] == "Hers."


def test_work_goes_on_after_saving_and_is_merged_again(app: Flask) -> None:
    track, (session, mei), (other, ana) = open_for_two(app)
    for number in range(1, 4):
        change(session, number, "c1", f"Mine {number}.", after=_last(session))
        save_session(session, mei)
        change(other, number, "c2", f"Hers {number}.", after=_last(other))
        saved = save_session(other, ana)
        assert saved.conflicts == []
    save_session(session, mei)
    assert words_of(track)[:2] == ["Mine 3.", "Hers 3."]


def test_what_was_decided_once_is_not_undone_by_their_next_version(app: Flask) -> None:
    track, (session, mei), (other, ana) = open_for_two(app)
    change(session, 1, "c1", "Mine.", after=0)
    save_session(session, mei)
    change(other, 1, "c1", "Hers.", after=0)
    change(other, 2, "c2", "Hers too.", after=1)
    save_session(other, ana)
    change(session, 2, "c3", "Mine too.", after=1)
    save_session(session, mei)
    saved = save_session(other, ana, settled=["c1"])
    assert saved.conflicts == []
    assert words_of(track) == ["Hers.", "Hers too.", "Mine too."]


def test_undo_reaches_back_before_the_last_save(app: Flask) -> None:
    track, mei = a_track(), a_user()
    session = ensure_session(track, mei)
    change(session, 1, "c1", "Mine.", after=0)
    save_session(session, mei)
    send(session, [{"n": 2, "edit": {"kind": "undo"}}], after=1)
    saved = save_session(session, mei)
    assert saved.version is not None
    assert saved.version.number == 3
    assert saved.version.source.decode() == CAPTIONS


def _last(session: EditSession) -> int:
    from episodes.transcripts.editing.log import last_number

    db.session.flush()
    return last_number(session.id)
