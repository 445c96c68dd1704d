"""Draft captions: found where they are installed, honest where they are not."""

from pathlib import Path

import pytest

from captions.drafting import draft
from captions.speech_model import NoRecogniserError, is_installed, model_folder
from tests.conftest import absent

FILM = Path(__file__).parents[2] / "episodes/demo/season/episodes/nothing-is-missing/video.mp4"


def unreported(step: str, fraction: float) -> None:
    pass


def test_a_folder_without_a_model_is_no_model(tmp_path: Path) -> None:
    assert model_folder(tmp_path) is None
    assert not is_installed(tmp_path)
    (tmp_path / "model.bin").write_bytes(b"")
    assert model_folder(tmp_path) == tmp_path


def test_without_a_model_nothing_is_drafted_and_the_reason_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRecogniserError, match="not installed"):
        draft(FILM, "en", tmp_path, progress=unreported)


@pytest.fixture
def installed() -> None:
    if not is_installed():
        absent("asr", "requirements-asr.txt is not installed")


def test_speech_becomes_captions_in_time(installed: None, tmp_path: Path) -> None:
    steps: list[str] = []
    track = draft(FILM, "en", progress=lambda step, _: steps.append(step))
    [cue] = [cue for cue in track.cues if "really wanted sex" in cue.plain_text]
    assert abs(cue.start_ms - 16_300) < 2000
    assert "Listening" in steps


def test_a_model_of_english_refuses_another_language(installed: None) -> None:
    with pytest.raises(NoRecogniserError, match="English only"):
        draft(FILM, "es", progress=unreported)
