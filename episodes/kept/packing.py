"""Packing bodies for the wire, and choosing how.

Levels are the cheap ones: of a page of 185 kB zstd 3 makes 67 kB in 1.0 ms, brotli 5 62 kB in
5.6 ms, gzip 6 66 kB in 7.4 ms, and brotli 11 51 kB in 247 ms (docs/operating.md)."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

# Best first, as they pack and as they cost.
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "zstd": lambda body: zstandard.ZstdCompressor(level=3).compress(body),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
SMALLEST = 500  # bytes; below that the header that names the encoding costs what packing saves


@lru_cache(maxsize=256)
def encoding_for(accept_encoding: str) -> str:
    """The best encoding that the reader takes; "" for none (RFC 9110, 12.5.3)."""
    accepted = parse_accept_header(accept_encoding, Accept)
    return next((name for name in ENCODERS if accepted.quality(name) > 0), "")


def packed(body: bytes, encoding: str) -> bytes:
    return ENCODERS[encoding](body)
