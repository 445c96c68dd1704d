"""Any sound -> AAC, one channel or two."""

from typing import Any

import av
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AtEnd

RATES = (44_100, 48_000)
BITS_A_SECOND = {"mono": 96_000, "stereo": 160_000}


class SoundEncoder:
    """More than two channels are mixed down. Where the sound has a gap, silence is put, so that it
    keeps its place beside the picture."""

    def __init__(self, output: Any, stream: Any, zero_s: float) -> None:
        self.output, self.zero_s = output, zero_s
        context = stream.codec_context
        self.layout = "mono" if context.layout.nb_channels == 1 else "stereo"
        self.rate = context.sample_rate if context.sample_rate in RATES else RATES[-1]
        self.stream: Any = output.add_stream("aac", rate=self.rate, layout=self.layout)
        self.stream.bit_rate = BITS_A_SECOND[self.layout]
        self.graph: Any = None
        self.shape: tuple[Any, ...] = ()

    def take(self, packet: Any) -> None:
        for frame in packet.decode():
            self._hear(frame)

    def finish(self) -> None:
        """After the demuxer's last packet, which has emptied the decoder."""
        self._end_graph()
        self.output.mux(self.stream.encode(None))

    def _hear(self, frame: Any) -> None:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            self._end_graph()
            self.graph, self.shape = self._new_graph(frame), shape
        if frame.pts is not None:
            frame.pts -= round(self.zero_s / frame.time_base)
        self.graph.push(frame)
        self._encode_what_is_there()

    def _new_graph(self, frame: Any) -> Any:
        is_first = self.graph is None
        graph = av.filter.Graph()
        graph.link_nodes(
            graph.add_abuffer(
                format=frame.format.name, sample_rate=frame.sample_rate,
                layout=frame.layout.name, time_base=frame.time_base,
            ),
            graph.add(
                "aresample", f"{self.rate}:async=1" + (":first_pts=0" if is_first else "")
            ),
            graph.add(
                "aformat",
                f"sample_fmts=fltp:sample_rates={self.rate}:channel_layouts={self.layout}",
            ),
            graph.add("abuffersink"),
        ).configure()  # fmt: skip
        return graph

    def _end_graph(self) -> None:
        if self.graph is not None:
            self.graph.push(None)
            self._encode_what_is_there()

    def _encode_what_is_there(self) -> None:
        while True:
            try:
                frame = self.graph.pull()
            except (NothingYet, AtEnd):
                return
            self.output.mux(self.stream.encode(frame))
