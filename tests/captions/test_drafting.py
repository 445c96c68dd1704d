"""Draft captions: found where they are installed, honest where they are not."""

from pathlib import Path

import pytest

from captions import speech_model
from captions.drafting import draft
from captions.speech_model import (
    EVERY_LANGUAGE,
    NoRecogniserError,
    is_installed,
    model_folder,
    packaging,
)
from tests.conftest import absent

SEASON = Path(__file__).parents[2] / "episodes/demo/season/episodes"
FILM = SEASON / "nothing-is-missing/video.mp4"
SPANISH_FILM = SEASON / "el-numero/video.mp4"


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


def test_a_model_of_english_refuses_another_language(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_model, "packaging", lambda: None)
    with pytest.raises(NoRecogniserError, match="English only"):
        draft(FILM, "es", progress=unreported)


def test_another_language_is_drafted_by_the_model_for_all(installed: None) -> None:
    if packaging() is None:
        absent("asr", "requirements-asr.txt is not installed whole")
    track = draft(SPANISH_FILM, "es", progress=unreported)
    words = " ".join(cue.plain_text for cue in track.cues).lower()
    assert len({"que", "de", "no", "la"} & set(words.split())) >= 3


def test_either_packaging_of_the_model_for_every_language_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for chosen in EVERY_LANGUAGE:
        modules = {file.module for file in chosen.files}
        monkeypatch.setattr(
            speech_model,
            "are_installed",
            lambda files, modules=modules: {file.module for file in files} <= modules,
        )
        assert packaging() is chosen
    monkeypatch.setattr(speech_model, "are_installed", lambda _files: False)
    assert packaging() is None


def test_both_packagings_hold_what_the_recogniser_asks_for() -> None:
    for one in EVERY_LANGUAGE:
        assert len(one.parts) == 2
        assert {"config.json", "tokenizer.json"} < set(one.others)
        assert all(len(file.sha256) == 64 for file in one.files)
