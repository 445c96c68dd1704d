"""A transcript's way to captions on the desk: asked for, looked at, accepted, given to viewers."""

from pathlib import Path

import pytest
from flask import Flask

from captions.sync import Kind
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.models import JobState
from episodes.jobs.queries import jobs_of
from episodes.media.queries import video_of
from episodes.site import settings_of
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import CaptionSync, CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.queries import live_tracks, tracks_of, versions_of
from tests.episodes.desk.conftest import Browser
from tests.episodes.transcripts.speech import keep_sync, keep_transcript, keep_video
from tests.factories import CAPTIONS, an_episode

pytestmark = pytest.mark.one_database

PAGE = "/desk/episodes/e/captions"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def episode(app: Flask) -> Episode:
    return an_episode("e", status=Status.DRAFT)


@pytest.fixture
def transcript(episode: Episode) -> CaptionVersion:
    return keep_transcript(episode)


@pytest.fixture
def with_video(episode: Episode) -> str:
    """The key of its sound. No test here listens to it."""
    return keep_video(episode, b"not really a film").storage_key


@pytest.fixture
def sync(episode: Episode, transcript: CaptionVersion, with_video: str) -> CaptionSync:
    return keep_sync(episode, transcript, sound_key=with_video)


def address(sync: CaptionSync, rest: str = "") -> str:
    return f"/desk/episodes/e/sync/{sync.id}{rest}"


def test_without_a_video_the_page_says_what_is_missing(
    captioner: Browser, transcript: CaptionVersion
) -> None:
    page = captioner.get(PAGE).text
    assert "There’s no video yet." in page
    assert "Sync version 1" not in page


def test_a_video_elsewhere_cannot_be_heard_and_the_page_says_so(captioner: Browser) -> None:
    keep_transcript(an_episode("e", video=True))
    assert "we can’t hear its sound" in captioner.get(PAGE).text


def test_a_video_without_sound_is_not_offered(captioner: Browser, episode: Episode) -> None:
    keep_transcript(episode)
    keep_video(episode, b"silent", has_audio=False)
    assert "The video has no sound" in captioner.get(PAGE).text


def test_pressed_twice_there_is_one_job_and_the_page_shows_it(
    captioner: Browser, episode: Episode, transcript: CaptionVersion, with_video: str
) -> None:
    for _ in range(2):
        start = f"{PAGE}/{transcript.id}/sync"
        assert captioner.post(start, form=PAGE if not jobs_of_it(episode) else "/sign-in/password")
    assert len(jobs_of_it(episode)) == 1
    page = captioner.get(PAGE).text
    assert "Sync a transcript with the video" in page
    assert "Sync version 1 with" not in page


def jobs_of_it(episode: Episode) -> list[object]:
    return list(jobs_of(f"episode:{episode.id}"))


def test_a_failed_job_says_why_and_can_be_tried_again(
    captioner: Browser, episode: Episode, transcript: CaptionVersion, with_video: str
) -> None:
    captioner.post(f"{PAGE}/{transcript.id}/sync", form=PAGE)
    [job] = jobs_of(f"episode:{episode.id}")
    job.state, job.reason = JobState.FAILED, "Only 3 % of the words were heard in the sound."
    db.session.commit()
    page = captioner.get(PAGE).text
    assert "Only 3 % of the words were heard" in page
    assert "Sync version 1 with the video" in page


def test_what_is_synced_already_is_shown_and_not_made_again(
    captioner: Browser, episode: Episode, sync: CaptionSync
) -> None:
    start = f"{PAGE}/{sync.transcript_version_id}/sync"
    response = captioner.post(start, form=address(sync))
    assert response.location == address(sync)
    assert jobs_of_it(episode) == []


def test_the_review_marks_doubts_and_lists_what_does_not_match(
    captioner: Browser, sync: CaptionSync
) -> None:
    page = captioner.get(address(sync)).text
    assert "97% of the words were heard" in page
    assert "1 of 2 captions is doubtful" in page
    assert 'id="cue-2" data-start="3920" data-end="5000" data-doubt="Heard only in part."' in page
    assert 'data-start="7000"' in page  # speech without words
    assert "“absent”" in page
    assert f'<track kind="captions" src="{address(sync, "/captions.vtt")}"' in page
    assert "only rough" not in page


def test_the_video_begins_at_the_second_asked_for(captioner: Browser, sync: CaptionSync) -> None:
    assert 'src="/episodes/e/video.mp4#t=83"' in captioner.get(address(sync, "?t=83")).text
    assert captioner.get(address(sync, "?t=1e9&t=x")).status_code == 200


def test_words_that_were_only_spread_over_the_speech_are_called_rough(
    captioner: Browser, episode: Episode, transcript: CaptionVersion
) -> None:
    sync = keep_sync(episode, transcript, kind=Kind.SPREAD)
    assert "The times are only rough." in captioner.get(address(sync)).text


def test_another_language_is_said_to_be_heard_as_if_it_were_english(
    captioner: Browser, episode: Episode, sync: CaptionSync
) -> None:
    assert "as if it were English" not in captioner.get(address(sync)).text
    sync.language = "es"
    db.session.commit()
    assert "as if it were English" in captioner.get(address(sync)).text


def test_a_change_since_is_said(captioner: Browser, episode: Episode, sync: CaptionSync) -> None:
    keep_transcript(episode, "Maya: Other words.\n\nJoe: Quite other ones.\n")
    video = video_of(episode.id)
    assert video is not None
    db.session.delete(video)
    db.session.commit()
    page = captioner.get(address(sync)).text
    assert "there’s a version 2 now" in page
    assert "The video has changed since" in page


def test_both_downloads_are_there(captioner: Browser, sync: CaptionSync) -> None:
    vtt = captioner.get(address(sync, "/captions.vtt"))
    assert vtt.mimetype == "text/vtt"
    assert "<v Maya>Hello there." in vtt.text
    words = captioner.get(address(sync, "/words.json")).get_json()
    assert [word["text"] for word in words["words"]] == ["Hello", "absent", "there."]
    assert words["gaps"] == [{"start_ms": 7000, "end_ms": 9000}]


def test_accepting_makes_one_version_and_gives_viewers_nothing(
    captioner: Browser, episode: Episode, sync: CaptionSync
) -> None:
    for _ in range(2):  # the second as by a double press
        captioner.post(address(sync, "/accept"), form="/sign-in/password", note="Looked through")
    [track] = [t for t in tracks_of(episode.id) if t.kind is TrackKind.CAPTIONS]
    [version] = versions_of(track.id)
    assert (version.note, version.is_live, version.cue_count) == ("Looked through", False, 2)
    assert version.author
    assert live_tracks(episode.id) == []
    page = captioner.get(address(sync)).text
    assert "Accepted as version 1" in page
    assert "Viewers can’t see that version yet." in page


def test_after_accepting_the_version_is_made_live_by_its_own_button(
    captioner: Browser, episode: Episode, sync: CaptionSync
) -> None:
    done = captioner.post(address(sync, "/accept"), form=address(sync), correct="1")
    track = next(t for t in tracks_of(episode.id) if t.kind is TrackKind.CAPTIONS)
    assert done.location == f"{PAGE}/tracks/{track.id}"
    accepted = db.session.get_one(CaptionSync, sync.id).accepted_version_id
    captioner.post(f"{PAGE}/{accepted}/live", form=address(sync))
    assert [track.version_id for track in live_tracks(episode.id)] == [accepted]
    assert "Viewers see that version." in captioner.get(address(sync)).text


def test_an_existing_track_keeps_its_name_and_place_when_a_sync_is_accepted(
    captioner: Browser, sync: CaptionSync, episode: Episode
) -> None:
    track = CaptionTrack(
        episode_id=episode.id,
        language="en",
        kind=TrackKind.CAPTIONS,
        label="Plain",
        is_default=True,
    )
    db.session.add(track)
    db.session.commit()
    captioner.post(address(sync, "/accept"), form=address(sync))
    db.session.refresh(track)
    assert (track.label, track.is_default) == ("Plain", True)


def test_too_long_a_note_is_refused_and_nothing_is_made(
    captioner: Browser, sync: CaptionSync
) -> None:
    response = captioner.post(address(sync, "/accept"), form=address(sync), note="x" * 301)
    assert response.status_code == 422
    assert db.session.get_one(CaptionSync, sync.id).accepted_version_id is None


def test_what_is_discarded_is_gone_and_can_be_synced_again(
    captioner: Browser, sync: CaptionSync
) -> None:
    number = sync.id
    response = captioner.post(address(sync, "/discard"), form=address(sync))
    assert response.location == PAGE
    assert captioner.get(f"/desk/episodes/e/sync/{number}").status_code == 404
    assert "Sync version 1 with the video" in captioner.get(PAGE).text


def test_what_was_accepted_is_not_discarded(captioner: Browser, sync: CaptionSync) -> None:
    captioner.post(address(sync, "/accept"), form=address(sync))
    assert captioner.post(address(sync, "/discard"), form=address(sync)).status_code == 409
    assert captioner.get(address(sync)).status_code == 200


def test_a_sync_of_another_episode_is_not_found(captioner: Browser, sync: CaptionSync) -> None:
    an_episode("other")
    for rest in ("", "/captions.vtt", "/words.json"):
        assert captioner.get(f"/desk/episodes/other/sync/{sync.id}{rest}").status_code == 404
    assert captioner.get(f"/desk/episodes/e/sync/{10**30}").status_code == 404


def test_names_and_words_are_shown_as_text(
    captioner: Browser, episode: Episode, transcript: CaptionVersion
) -> None:
    sync = keep_sync(episode, transcript, text=HOSTILE, speaker=HOSTILE)
    page = captioner.get(address(sync)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_only_a_transcript_is_synced(
    captioner: Browser, episode: Episode, sync: CaptionSync
) -> None:
    captioner.post(address(sync, "/accept"), form=address(sync))
    accepted = db.session.get_one(CaptionSync, sync.id).accepted_version_id
    assert captioner.post(f"{PAGE}/{accepted}/sync", form=PAGE).status_code == 409


def a_draft(episode: Episode) -> CaptionVersion:
    track = ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")
    version = add_version(track, CAPTIONS.encode(), "d.vtt", author=None, is_machine_made=True)
    db.session.commit()
    return version


def test_a_draft_says_that_a_machine_wrote_it_and_offers_no_way_to_viewers(
    captioner: Browser, episode: Episode
) -> None:
    draft = a_draft(episode)
    for page in (captioner.get(PAGE).text, captioner.get(f"{PAGE}/{draft.id}").text):
        assert "Written by a machine" in page
        assert f"{PAGE}/{draft.id}/live" not in page
    page = captioner.get(f"{PAGE}/{draft.id}").text
    assert "A machine wrote these words and nobody has checked them." in page


def test_anyone_who_makes_a_draft_live_all_the_same_is_told_why_not(
    captioner: Browser, episode: Episode
) -> None:
    draft = a_draft(episode)
    response = captioner.post(f"{PAGE}/{draft.id}/live", form=PAGE)
    assert "A machine wrote these words" in captioner.get(response.location).text
    assert live_tracks(episode.id) == []


def test_drafts_are_offered_only_where_they_can_be_made(
    app: Flask,
    captioner: Browser,
    with_video: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    settings = settings_of(app).model_copy(update={"ASR_MODEL_DIR": str(tmp_path)})
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert "Write a draft" not in captioner.get(PAGE).text
    assert captioner.post(f"{PAGE}/draft", form=PAGE).status_code == 409
