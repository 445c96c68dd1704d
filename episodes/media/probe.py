"""What a media file is, by its content and never by its name. It is opened in a process of its own,
with bounds on memory and time: a file of 600 bytes may claim 80,000,000 samples, and the libraries
that open it believe it."""

from pathlib import Path
from typing import Any

from episodes.media import signatures
from episodes.media.child import ChildStoppedError, answer_of_child
from episodes.media.errors import BROKEN, NotPlayableError
from episodes.media.facts import MediaFacts
from episodes.media.sample_tables import claims_too_much
from episodes.media.signatures import Container, known_container
from episodes.media.truncation import is_cut_off
from episodes.messages import Message, restored

# Opening the largest film that browsers play takes 90 MB and a tenth of a second.
MOST_MEMORY_BYTES = 1_000_000_000
MOST_CPU_SECONDS = 20
TOO_COSTLY = Message(
    "Looking at this file takes more memory or time than we allow. Export it again as MP4 (H.264"
    " and AAC)."
)


def probe(path: Path) -> MediaFacts:
    """Raises NotPlayableError with a sentence where nothing can be made of the file."""
    container = known_container(path)
    if is_cut_off(path) or (container.demuxer == "mov" and claims_too_much(path)):
        raise NotPlayableError(BROKEN)
    answer = _answer_of_child(path, container)
    if "refusal" in answer:
        raise NotPlayableError(restored(answer["refusal"]))
    return MediaFacts(container=container, **answer["facts"])


def _answer_of_child(path: Path, container: Container) -> dict[str, Any]:
    name = next(n for n, value in vars(signatures).items() if value is container)
    bounds = (str(MOST_MEMORY_BYTES), str(MOST_CPU_SECONDS))
    try:
        return answer_of_child("episodes.media.probing", str(path), name, *bounds)
    except ChildStoppedError as error:
        raise NotPlayableError(TOO_COSTLY) from error
