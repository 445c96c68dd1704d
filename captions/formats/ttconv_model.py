"""ttconv's document model as cues; runs only within `run_guarded`.

ttconv knows the times of nested elements and what a style refers to; what it shows at each moment
(its ISD) would take a second for every hundred cues, and all that is needed of it is here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ttconv import model
from ttconv.style_properties import (
    DisplayAlignType,
    DisplayType,
    FontStyleType,
    FontWeightType,
    LengthType,
    NamedColors,
    StyleProperties,
    TextAlignType,
    VisibilityType,
)

from captions.formats.runs import Run, Style, colour_class, cue_text
from captions.formats.srt_text import row_setting
from captions.frames import rounded_ms
from captions.messages import sentence

_SPACE = re.compile(r"[ \t\r\n]+")
_INHERITED = (
    StyleProperties.FontStyle, StyleProperties.FontWeight, StyleProperties.TextDecoration,
    StyleProperties.Color, StyleProperties.Visibility, StyleProperties.TextAlign,
    StyleProperties.DisplayAlign,
)  # fmt: skip
_ALIGN = {TextAlignType.start: "align:start", TextAlignType.end: "align:end"}

# The green of line 21 decoders, which is the only one that they have.
GREEN = (0, 128, 0)

_Styles = dict[type, object]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What an element passes on; `end` is None where nothing ends it."""

    begin: Fraction = Fraction(0)
    end: Fraction | None = None
    styles: _Styles = field(default_factory=dict)
    voice: str = ""
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class _Leaf:
    run: Run
    begin: Fraction
    end: Fraction | None


@dataclass(slots=True)
class ModelCue:
    """`end_ms` is None where nothing ends the cue; `mark`: of the paragraph, see ModelReader."""

    start_ms: int
    end_ms: int | None
    text: str
    settings: str
    mark: str


class ModelReader:
    """`colours`: those that the format means by another, as classes.

    `voices`: who speaks, by the mark of an element. `ended`: the marks of those that say when
    they end; None for all. `lost`: what WebVTT has no word for.

    A mark is what an element's xml:lang says: ttconv keeps no other word of ours (xml:id it drops).
    """

    def __init__(
        self,
        document: model.ContentDocument,
        voices: dict[str, str] | None = None,
        ended: set[str] | None = None,
        colours: dict[tuple[int, int, int], str] | None = None,
    ) -> None:
        self.colours = colours or {}
        self.document = document
        self.voices = voices or {}
        self.ended = ended
        self.lost: set[str] = set()
        self.hidden: list[str] = []

    def cues(self) -> Iterator[ModelCue]:
        body = self.document.get_body()
        if body is not None:
            yield from self._cues(body, _Scope(), None)

    def _cues(
        self, element: model.ContentElement, outer: _Scope, region: model.Region | None
    ) -> Iterator[ModelCue]:
        own = element.get_region()
        # A region without content counts as false.
        region = region if own is None else own
        scope = self._scope(element, outer)
        if isinstance(element, model.P):
            yield from self._cues_of(element, scope, region)
            return
        for child in element:
            yield from self._cues(child, scope, region)

    def _scope(self, element: model.ContentElement, outer: _Scope) -> _Scope:
        begin = outer.begin + (element.get_begin() or 0)
        end = outer.begin + element.get_end() if self._has_end(element) else None
        if outer.end is not None:
            end = outer.end if end is None else min(end, outer.end)
        own = {key: element.get_style(key) for key in _INHERITED if element.has_style(key)}
        if next(element.iter_animation_steps(), None) is not None:
            self.lost.add("animation")
        voice = self.voices.get(element.get_lang(), outer.voice)
        is_shown = outer.is_shown and element.get_style(StyleProperties.Display) != DisplayType.none
        return _Scope(begin, end, {**outer.styles, **own}, voice, is_shown)

    def _has_end(self, element: model.ContentElement) -> bool:
        """What ends with its children needs no end of its own; ttconv reckons one from the begin
        of the element's parent, where the children's count from the begin of the element."""
        is_said = self.ended is None or element.get_lang() in self.ended
        return element.get_end() is not None and is_said

    def _cues_of(
        self, paragraph: model.P, scope: _Scope, region: model.Region | None
    ) -> Iterator[ModelCue]:
        around = self._scope(region, _Scope()).styles if region is not None else {}
        inner = _Scope(
            scope.begin, scope.end, {**around, **scope.styles}, scope.voice, scope.is_shown
        )
        leaves = _with_spaces_collapsed(list(self._leaves(paragraph, inner)), paragraph)
        settings = _settings(inner.styles, region)
        mark = paragraph.get_lang()
        any_shown = False
        for begin, end, runs in _scenes(leaves):
            text = cue_text(runs)
            if text:
                any_shown = True
                end_ms = None if end is None else rounded_ms(end)
                yield ModelCue(rounded_ms(begin), end_ms, text, settings, mark)
        if not any_shown:
            self.hidden.append(mark)

    def _leaves(self, element: model.ContentElement, scope: _Scope) -> Iterator[_Leaf]:
        for child in element:
            if isinstance(child, model.Text):
                if _is_visible(scope):
                    yield _Leaf(Run(child.get_text(), self._style(scope)), scope.begin, scope.end)
            elif isinstance(child, model.Br):
                yield _Leaf(Run("\n", self._style(scope)), scope.begin, scope.end)
            elif isinstance(child, model.Ruby):
                yield from self._ruby(child, self._scope(child, scope))
            else:
                yield from self._leaves(child, self._scope(child, scope))

    def _ruby(self, ruby: model.Ruby, scope: _Scope) -> Iterator[_Leaf]:
        base = "".join(_words(ruby, lambda one: isinstance(one, model.Rb)))
        above = "".join(_words(ruby, lambda one: isinstance(one, model.Rt)))
        if base and _is_visible(scope):
            yield _Leaf(Run(base, self._style(scope), above), scope.begin, scope.end)

    def _style(self, scope: _Scope) -> Style:
        styles = scope.styles
        decoration = styles.get(StyleProperties.TextDecoration)
        colour = self._colour(styles.get(StyleProperties.Color))
        slant = styles.get(StyleProperties.FontStyle)
        return Style(
            bold=styles.get(StyleProperties.FontWeight) == FontWeightType.bold,
            italic=slant in (FontStyleType.italic, FontStyleType.oblique),
            underline=bool(getattr(decoration, "underline", False)),
            colour=colour,
            voice=scope.voice,
        )

    def _colour(self, value: object) -> str:
        if value is None:
            return ""
        colour = value.value if isinstance(value, NamedColors) else value
        red, green, blue = getattr(colour, "components", (255, 255, 255))[:3]
        name = self.colours.get((red, green, blue)) or colour_class(red, green, blue)
        if name is None:
            self.lost.add(sentence("colours other than WebVTT’s eight"))
        return name or ""


def _words(
    element: model.ContentElement, is_wanted: Callable[[model.ContentElement], bool]
) -> Iterator[str]:
    for child in element.dfs_iterator():
        if is_wanted(child):
            texts = (one for one in child.dfs_iterator() if isinstance(one, model.Text))
            yield "".join(_SPACE.sub(" ", text.get_text()) for text in texts)


def _is_visible(scope: _Scope) -> bool:
    is_hidden = scope.styles.get(StyleProperties.Visibility) == VisibilityType.hidden
    return scope.is_shown and not is_hidden


def _with_spaces_collapsed(leaves: list[_Leaf], paragraph: model.P) -> list[_Leaf]:
    """White space as xml:space says: one space for any amount, none after another."""
    if paragraph.get_space() is model.WhiteSpaceHandling.PRESERVE:
        return leaves
    collapsed = []
    after_space = True
    for leaf in leaves:
        text = leaf.run.text
        if text != "\n" or leaf.run.ruby:
            text = _SPACE.sub(" ", text)
            text = text.lstrip(" ") if after_space else text
        after_space = text.endswith((" ", "\n")) if text else after_space
        run = Run(text, leaf.run.style, leaf.run.ruby)
        collapsed.append(_Leaf(run, leaf.begin, leaf.end))
    return collapsed


def _scenes(leaves: list[_Leaf]) -> Iterator[tuple[Fraction, Fraction | None, list[Run]]]:
    """From each change of what is shown to the next, with what is shown."""
    spoken = [leaf for leaf in leaves if leaf.run.text.strip()]
    if not spoken:
        return
    begins = [leaf.begin for leaf in spoken]
    ends = {leaf.end for leaf in spoken}
    if len(ends) == 1 and begins == sorted(begins):
        yield begins[0], ends.pop(), _one_by_one(leaves, begins[0])
        return
    times: list[Fraction | None] = [*sorted({*begins, *(end for end in ends if end is not None)})]
    for begin, end in zip(times, [*times[1:], None], strict=True):
        if begin is not None and (end is not None or None in ends):
            yield begin, end, [leaf.run for leaf in leaves if _is_active(leaf, begin)]


def _one_by_one(leaves: list[_Leaf], begin: Fraction) -> list[Run]:
    """What comes piece by piece and goes at once is one cue with times within it."""
    runs = []
    last_ms = rounded_ms(begin)
    for leaf in leaves:
        time_ms = rounded_ms(leaf.begin)
        is_later = time_ms > last_ms and bool(leaf.run.text.strip())
        runs.append(replace(leaf.run, time_ms=time_ms) if is_later else leaf.run)
        last_ms = time_ms if is_later else last_ms
    return runs


def _is_active(leaf: _Leaf, at: Fraction) -> bool:
    return leaf.begin <= at and (leaf.end is None or at < leaf.end)


def _settings(styles: _Styles, region: model.Region | None) -> str:
    """Only where a region says so: a file without any means the usual place."""
    side = _ALIGN.get(styles.get(StyleProperties.TextAlign), "")
    return f"{_row(styles, region)} {side}".strip()


def _row(styles: _Styles, region: model.Region | None) -> str:
    if region is None:
        return ""
    origin, extent = (
        region.get_style(key) for key in (StyleProperties.Origin, StyleProperties.Extent)
    )
    top = _percent(getattr(origin, "y", None), 0)
    height = _percent(getattr(extent, "height", None), 100)
    share = {DisplayAlignType.after: 1, DisplayAlignType.center: 1 / 2}
    return row_setting(top + height * share.get(styles.get(StyleProperties.DisplayAlign), 0))


def _percent(length: object, usual: float) -> float:
    if isinstance(length, LengthType) and length.units in (
        LengthType.Units.pct,
        LengthType.Units.rh,
    ):
        return float(length.value)
    return usual
