"""Which of a film's sound tracks a sync listens to, as a captioner says it on the desk."""

import pytest
from flask import Flask

from episodes.catalog.models import Episode, Status
from episodes.jobs.queries import jobs_of
from episodes.transcripts.models import CaptionVersion
from tests.episodes.desk.conftest import Browser
from tests.episodes.transcripts.speech import keep_transcript, keep_video
from tests.factories import an_episode

PAGE = "/desk/episodes/e/captions"


@pytest.fixture
def episode(app: Flask) -> Episode:
    return an_episode("e", status=Status.DRAFT)


@pytest.fixture
def transcript(episode: Episode) -> CaptionVersion:
    keep_video(episode, b"not really a film")
    return keep_transcript(episode)


def jobs_of_it(episode: Episode) -> list[object]:
    return list(jobs_of(f"episode:{episode.id}"))


def test_another_sound_track_can_be_asked_for_by_its_number(
    captioner: Browser, episode: Episode, transcript: CaptionVersion
) -> None:
    assert "Listen to another sound track" in captioner.get(PAGE).text
    captioner.post(f"{PAGE}/{transcript.id}/sync", form=PAGE, track="2")
    [job] = jobs_of_it(episode)
    assert job.arguments["sound_track"] == 2


@pytest.mark.parametrize("typed", ["0", "100", "-1", "two"])
def test_a_sound_track_that_cannot_be_is_refused_in_words(
    captioner: Browser, episode: Episode, transcript: CaptionVersion, typed: str
) -> None:
    answer = captioner.post(f"{PAGE}/{transcript.id}/sync", form=PAGE, track=typed)
    assert answer.status_code == 303
    assert not jobs_of_it(episode)
    assert "notice-warning" in captioner.get(PAGE).text
