"""Plots as SVG, drawn by leather: attributes only, no style and no script, so that the content
policy needs no exception; colours come from the stylesheet (numbers.css). Knows no database."""

import re
from collections.abc import Iterable, Sequence

from leather import Chart
from markupsafe import Markup, escape

WIDTH, BAR_HEIGHT, COLUMNS_HEIGHT = 720, 30, 260
LONGEST_LABEL, MOST_LABELS = 28, 12
_SIZE = re.compile(r'^<svg width="(\d+)" height="(\d+)"')


def bars(pairs: Sequence[tuple[str, int]], described: str) -> Markup:
    """Lying, each with its label. described: the sentence in its place."""
    chart = Chart()
    chart.add_bars([(number, _short(label)) for label, number in pairs])
    chart.add_x_scale(0, _top(number for _, number in pairs))
    return _svg_of(chart, described, 110 + BAR_HEIGHT * len(pairs))


def columns(pairs: Sequence[tuple[str, int]], described: str) -> Markup:
    """Standing, in the order of time. Of many only every fourth label is written."""
    return layered_columns([pairs], described)


def layered_columns(
    layers: Sequence[Sequence[tuple[str, int]]], described: str, top: int | None = None
) -> Markup:
    """The later ones before the earlier ones."""
    chart = Chart()
    for pairs in layers:
        chart.add_columns([(label, number) for label, number in pairs])
    numbers = (number for pairs in layers for _, number in pairs)
    chart.add_y_scale(0, top or _top(numbers))
    kind = "plot plot-many" if len(layers[0]) > MOST_LABELS else "plot"
    return _svg_of(chart, described, COLUMNS_HEIGHT, kind)


def _top(numbers: Iterable[int]) -> int:
    return max([1, *numbers])


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _svg_of(chart: Chart, described: str, height: int, kind: str = "plot") -> Markup:
    """Scales with the page; said as one picture, for its table stands below."""
    svg = chart.to_svg(width=WIDTH, height=height)
    words = escape(described)
    head = f'<svg class="{kind}" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{words}"'
    return Markup(_SIZE.sub(lambda _: head, svg, count=1))  # noqa: S704  # leather escapes
