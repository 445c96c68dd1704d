"""What can go wrong with a caption file, said to the person who sent it."""

from collections.abc import Sequence

from captions.messages import sentence


class CaptionError(Exception):
    """The one kind of error that this library raises for bad input.

    message: what is wrong, one sentence. line, cue: 1-based place in the file, where there is one.
    hint: what to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        cue: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.cue = cue
        self.hint = hint

    def __str__(self) -> str:
        places = []
        if self.line is not None:
            places.append(f"line {self.line}")
        if self.cue is not None:
            places.append(f"caption {self.cue}")
        place = ", ".join(places)
        sentence = f"{place}: {self.message}" if place else self.message
        return f"{sentence} {self.hint}".rstrip()


class EmptyFileError(CaptionError):
    """There is nothing to read: no bytes, or only white space."""


class BinaryFileError(CaptionError):
    """The bytes are a video, an archive, a picture... and no text."""


class UndecodableError(CaptionError):
    """No encoding turns the bytes into text."""


class UnsupportedFormatError(CaptionError):
    """A format that is recognised but not read, or not written."""


class MalformedFileError(CaptionError):
    """The file as a whole breaks the rules of its format."""


class TimecodeError(CaptionError):
    """Text that is no time, or a number that no time code can hold."""


class WriteError(CaptionError):
    """The track cannot be said in the format that was asked for."""


class MissingExtraError(CaptionError, ImportError):
    """A format or a verb needs a package that was not installed along; `extra` names the extra."""

    def __init__(self, what: str, extra: str, modules: Sequence[str]) -> None:
        super().__init__(
            sentence(
                "{what} needs the extra “{extra}”, which is not installed (missing: {names}).",
                what=what,
                extra=extra,
                names=", ".join(modules),
            ),
            hint=sentence('Install it with: pip install "./captions[{extra}]"', extra=extra),
        )
        self.extra = extra


class LimitError(CaptionError):
    """The file goes past a bound; `bound` names it as `Limits` does."""

    def __init__(
        self,
        message: str,
        *,
        bound: str,
        limit: int,
        measured: int,
        line: int | None = None,
        cue: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, line=line, cue=cue, hint=hint)
        self.bound = bound
        self.limit = limit
        self.measured = measured
