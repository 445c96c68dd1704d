"""Any sound -> AAC, one channel or two."""

from collections.abc import Iterable
from typing import Any

from episodes.media.making.sound_graph import SoundGraph

RATES = (44_100, 48_000)
BITS_A_SECOND = {"mono": 96_000, "stereo": 160_000}


class SoundEncoder:
    """More than two channels are mixed down. Where the sound has a gap, silence is put, so that it
    keeps its place beside the picture."""

    def __init__(self, output: Any, stream: Any, zero_s: float) -> None:
        self.output, self.zero_s = output, zero_s
        context = stream.codec_context
        layout = "mono" if context.layout.nb_channels == 1 else "stereo"
        rate = context.sample_rate if context.sample_rate in RATES else RATES[-1]
        self.stream: Any = output.add_stream("aac", rate=rate, layout=layout)
        self.stream.bit_rate = BITS_A_SECOND[layout]
        self.graph = SoundGraph(rate, "fltp", layout)

    def take(self, packet: Any) -> None:
        for frame in packet.decode():
            if frame.pts is not None:
                frame.pts -= round(self.zero_s / frame.time_base)
            self._encode(self.graph.push(frame))

    def finish(self) -> None:
        """After the demuxer's last packet, which has emptied the decoder."""
        self._encode(self.graph.finish())
        self.output.mux(self.stream.encode(None))

    def _encode(self, frames: Iterable[Any]) -> None:
        for frame in frames:
            self.output.mux(self.stream.encode(frame))
