"""The values that everything here reads, makes and passes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from captions.cuelines import Line, cue_lines
from captions.cuetext import plain_text
from captions.placement import Placement, Region, placement, region, region_of
from captions.voices import Speech, voices

BlockKind = Literal["note", "style", "region"]


@dataclass(frozen=True, slots=True)
class Cue:
    """`text` is WebVTT cue text as written: tags, and `&lt;` and `&amp;` where they are meant.

    `line`: where the text begins in the file that was read, from 1; 0 where that is not known."""

    start_ms: int
    end_ms: int
    text: str
    id: str = ""
    settings: str = ""
    line: int = field(default=0, compare=False, repr=False)

    @property
    def plain_text(self) -> str:
        return plain_text(self.text)

    @property
    def lines(self) -> tuple[Line, ...]:
        return cue_lines(self.text)

    @property
    def placement(self) -> Placement:
        return placement(self.settings)

    @property
    def speeches(self) -> tuple[Speech, ...]:
        return voices(self.text)

    @property
    def speaker(self) -> str | None:
        """Who is named first in the cue, by `<v Name>` or as `NAME:`."""
        return next((speech.speaker for speech in self.speeches if speech.speaker), None)


@dataclass(frozen=True, slots=True)
class Block:
    """A NOTE, STYLE or REGION block; it stands before cue number `before` (0: the first)."""

    kind: BlockKind
    text: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says until another does, as plain text.

    `lines`: of the file that was read, from 1, one for each line of the text where they are known.
    """

    speaker: str | None
    text: str
    start_ms: int | None = None
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Track:
    """Timed text is in `cues`; a transcript without times has only `turns`.

    `header` is what follows WEBVTT on the first line, `metadata` the lines under it.
    """

    cues: tuple[Cue, ...] = ()
    language: str = ""
    kind: str = "captions"
    header: str = ""
    metadata: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    turns: tuple[Turn, ...] = ()

    def __iter__(self) -> Iterator[Cue]:
        """The cues, in order: none of a transcript without times."""
        return iter(self.cues)

    def __len__(self) -> int:
        return len(self.cues)

    def __bool__(self) -> bool:
        """A track is true though it has no cue: it may have turns, notes, a language."""
        return True

    @property
    def is_timed(self) -> bool:
        return not self.turns

    @property
    def notes(self) -> tuple[str, ...]:
        return self._texts("note")

    @property
    def styles(self) -> tuple[str, ...]:
        return self._texts("style")

    @property
    def regions(self) -> tuple[str, ...]:
        return self._texts("region")

    @property
    def end_ms(self) -> int:
        return max((cue.end_ms for cue in self.cues), default=0)

    def region_of(self, cue: Cue) -> Region | None:
        """The REGION that the cue is shown in; None where it stands by itself."""
        return region_of(cue.placement, [region(settings) for settings in self.regions])

    def _texts(self, kind: BlockKind) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == kind)
