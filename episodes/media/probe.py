"""What a media file is, by its content and never by its name. It is opened in a process of its own,
with bounds on memory and time: a file of 600 bytes may claim 80,000,000 samples, and the libraries
that open it believe it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from episodes.media import signatures
from episodes.media.errors import BROKEN, NotPlayableError
from episodes.media.facts import MediaFacts
from episodes.media.sample_tables import claims_too_much
from episodes.media.signatures import Container, known_container
from episodes.media.truncation import is_cut_off
from episodes.messages import Message, restored

ROOT = Path(__file__).parents[2]
# Opening the largest film that browsers play takes 90 MB and a tenth of a second.
MOST_MEMORY_BYTES = 1_000_000_000
MOST_CPU_SECONDS = 20
# Waiting is no work: on a busy machine the clock runs far ahead of the processor.
LONGEST_WAIT_S = 300
TOO_COSTLY = Message(
    "Looking at this file takes more memory or time than we allow. Export it again as MP4 (H.264"
    " and AAC)."
)
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from episodes.media.probing import answer; answer(*sys.argv[2:])"
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
    """It is given none of our environment, which holds the site's secrets."""
    name = next(n for n, value in vars(signatures).items() if value is container)
    bounds = [str(MOST_MEMORY_BYTES), str(MOST_CPU_SECONDS)]
    search_path = json.dumps([str(ROOT), *sys.path])
    command = [sys.executable, "-I", "-c", _BOOT, search_path, str(path), name, *bounds]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            timeout=LONGEST_WAIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotPlayableError(TOO_COSTLY) from error
    if done.returncode:
        raise NotPlayableError(TOO_COSTLY)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
