"""The work of an import in a child with bounds. Three hundred pages take seconds, and a thread that
works so long keeps all others of its process waiting."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, cast

from captions.errors import CaptionError
from captions.guarded import run_guarded
from captions.limits import Limits
from episodes.answers.importing.blocks import BlockKind
from episodes.answers.importing.importing import Imported, imported
from episodes.answers.importing.opening import MAX_CHARACTERS, Opened
from episodes.answers.importing.packing import as_plain, from_plain
from episodes.messages import Message, restored, stored_form
from episodes.refusals import RefusalError

# Up to here it takes less time than a child takes to begin (0.6 s): python -m bench.answers_import
# reads 30,000 characters in 0.2 s.
AT_ONCE_CHARACTERS = 30_000
_LIMITS = replace(
    Limits(), parser_file_bytes=6 * MAX_CHARACTERS, parser_ms=10_000, parser_bytes=1_200_000_000
)
_CHILD = "episodes.answers.importing.outside:work_out"
_LONGEST_MESSAGE = 2_000
_turn = Lock()


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """unsure: the numbers of the blocks that were not certain before anybody chose."""

    imported: Imported
    unsure: frozenset[int]


@contextmanager
def turn_for(size: int) -> Iterator[None]:
    """Long texts are read one at a time: each holds one of the process's few threads for seconds,
    and pages need the others. size: of what was sent, in bytes. Raises RefusalError, at once."""
    if size <= AT_ONCE_CHARACTERS:
        yield
        return
    if not _turn.acquire(blocking=False):
        raise RefusalError(
            Message(
                "Another long text is being read just now. Try again in a few seconds: a file has"
                " to be chosen again, a pasted text is still below."
            )
        )
    try:
        yield
    finally:
        _turn.release()


def worked_out(opened: Opened, choices: Mapping[int, BlockKind] | None = None) -> WorkedOut:
    """Raises RefusalError."""
    if len(opened.text) <= AT_ONCE_CHARACTERS:
        return _work_out(opened, choices or {})
    sent = {
        "kind": opened.kind,
        "text": opened.text,
        "losses": dict(opened.losses),
        "choices": {str(number): kind.value for number, kind in (choices or {}).items()},
    }
    if len(opened.text) > MAX_CHARACTERS:
        return _work_out(opened, {})  # is refused for its length, before any work
    try:
        answer = cast("dict[str, Any]", run_guarded(_CHILD, json.dumps(sent).encode(), _LIMITS))
    except CaptionError as error:
        raise RefusalError(
            Message("The text takes more time or memory than any real one. Bring in a part of it.")
        ) from error
    if "refusal" in answer:
        raise RefusalError(restored(answer["refusal"]))
    return WorkedOut(from_plain(Imported, answer["imported"]), frozenset(answer["unsure"]))


def work_out(data: bytes, _limits: Limits) -> dict[str, object]:
    """The child's side."""
    sent = json.loads(data)
    opened = Opened(sent["kind"], sent["text"], Counter(sent["losses"]))
    choices = {int(number): BlockKind(kind) for number, kind in sent["choices"].items()}
    try:
        result = _work_out(opened, choices)
    except RefusalError as error:
        return {"refusal": stored_form(error.message, _LONGEST_MESSAGE)}
    return {"imported": as_plain(result.imported), "unsure": sorted(result.unsure)}


def _work_out(opened: Opened, choices: Mapping[int, BlockKind]) -> WorkedOut:
    result = imported(opened, choices)
    untouched = imported(opened) if choices else result
    return WorkedOut(result, frozenset(untouched.unsure))
