"""Decoded sound through a graph of libav's filters, whatever becomes of its format on the way."""

from collections.abc import Callable, Iterator
from typing import Any

import av
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AtEnd

Steps = tuple[tuple[str, str], ...]


def _none(_frame: Any) -> Steps:
    return ()


class SoundGraph:
    """What comes out is at `rate`, with the channels of `layout`. Where the sound has a gap,
    silence is put; it begins at zero.

    steps_before: filters with their options, for frames such as this one."""

    def __init__(
        self,
        rate: int,
        sample_format: str,
        layout: str,
        steps_before: Callable[[Any], Steps] = _none,
    ) -> None:
        self.rate = rate
        self.form = f"sample_fmts={sample_format}:sample_rates={rate}:channel_layouts={layout}"
        self.steps_before = steps_before
        self.graph: Any = None
        self.shape: tuple[Any, ...] = ()

    def push(self, frame: Any) -> Iterator[Any]:
        """The frames that come out by now, each ready to be used before the next is asked for."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            yield from self.finish()
            self.graph, self.shape = self._new_graph(frame), shape
        self.graph.push(frame)
        yield from self._frames_at_hand()

    def finish(self) -> Iterator[Any]:
        """What the filters still held."""
        if self.graph is not None:
            self.graph.push(None)
            yield from self._frames_at_hand()

    def _new_graph(self, frame: Any) -> Any:
        first = ":first_pts=0" if self.graph is None else ""
        steps = [*self.steps_before(frame), ("aresample", f"{self.rate}:async=1{first}")]
        graph = av.filter.Graph()
        graph.link_nodes(
            graph.add_abuffer(
                format=frame.format.name, sample_rate=frame.sample_rate,
                layout=frame.layout.name, time_base=frame.time_base,
            ),
            *(graph.add(name, options) for name, options in steps),
            graph.add("aformat", self.form),
            graph.add("abuffersink"),
        ).configure()  # fmt: skip
        return graph

    def _frames_at_hand(self) -> Iterator[Any]:
        while True:
            try:
                yield self.graph.pull()
            except (NothingYet, AtEnd):
                return
