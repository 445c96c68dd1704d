"""Small files that claim much cost their sender an answer, and the site nothing."""

import resource
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from episodes.media import probe as probing_parent
from episodes.media.actions import set_video_file
from episodes.media.child import ROOT
from episodes.media.errors import NotPlayableError
from episodes.media.probe import probe
from episodes.media.sample_tables import claims_too_much
from tests.episodes.media.films import a_film
from tests.episodes.media.odd_films import a_moving_film
from tests.factories import an_episode

CLAIMED = 80_000_000
FILE_BYTES = 609


def box(name: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4) + name + content


def numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4) for value in values)


def a_film_that_claims(**tables: bytes) -> bytes:
    """An MP4 with sound of one track, whose tables are those, and filled up to FILE_BYTES."""
    usual = {
        "stts": numbers(0, 1, CLAIMED, 2),
        "stsc": numbers(0, 1, 1, CLAIMED, 1),
        "stsz": numbers(0, 1, CLAIMED),
        "stco": numbers(0, 1, 40),
    }
    sound = bytes(6) + b"\0\1" + bytes(8) + b"\0\1\0\x10" + bytes(4) + numbers(8000 << 16)
    described = box(b"stsd", numbers(0, 1) + box(b"sowt", sound))
    rows = [box(name.encode(), table) for name, table in (usual | tables).items()]
    media_header = numbers(0, 0, 0, 8000, CLAIMED) + bytes(4)
    handler = numbers(0, 0) + b"soun" + bytes(13)
    reference = box(b"dinf", box(b"dref", numbers(0, 1) + box(b"url ", numbers(1))))
    inside = box(b"smhd", bytes(8)) + reference + box(b"stbl", described + b"".join(rows))
    media = box(b"mdhd", media_header) + box(b"hdlr", handler) + box(b"minf", inside)
    track_header = box(b"tkhd", numbers(7, 0, 0, 1, 0, CLAIMED) + bytes(60))
    movie_header = box(b"mvhd", numbers(0, 0, 0, 8000, CLAIMED, 1 << 16) + bytes(76))
    movie = box(b"moov", movie_header + box(b"trak", track_header + box(b"mdia", media)))
    start = box(b"ftyp", b"isom" + numbers(512) + b"isom") + movie
    return start + box(b"free", bytes(FILE_BYTES - 8 - len(start)))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return tmp_path / "film"


def test_a_small_file_that_claims_eighty_million_samples_takes_no_memory(film: Path) -> None:
    film.write_bytes(a_film_that_claims())
    assert film.stat().st_size == FILE_BYTES
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with pytest.raises(NotPlayableError, match="damaged"):
        probe(film)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss == children


def test_an_upload_of_it_is_refused_in_words(app: Flask) -> None:
    episode = an_episode("oat")
    with pytest.raises(NotPlayableError, match="damaged"):
        set_video_file(episode, BytesIO(a_film_that_claims()), limit_bytes=10_000)


@pytest.mark.parametrize(
    "tables",
    [
        {"stsz": numbers(0, 0, CLAIMED)},
        {"stsz": numbers(0, 0, 2, 5, 5), "stts": numbers(0, CLAIMED)},
        {"stsz": numbers(0, 0, 2, 5, 5), "stts": numbers(0, 1, CLAIMED, 1)},
        {"stsz": numbers(0, 1, 9), "stts": numbers(0, 1, 9, 1), "stco": numbers(0, CLAIMED)},
        {"stsz": numbers(0, 1, 9), "stts": numbers(0, 1, 9, 1), "stsc": numbers(0, 2**32 - 1)},
        {"stsz": numbers(0, 1, 9), "stts": numbers(0, 1, 9, 1), "co64": numbers(0, CLAIMED)},
        {"stsz": numbers(0, 1, 9), "stts": numbers(0, 1, 9, 1), "ctts": numbers(0, 1, CLAIMED, 1)},
        {"stz2": numbers(0, 8, CLAIMED), "stsz": numbers(0, 1, 9), "stts": numbers(0, 1, 9, 1)},
    ],
)
def test_each_table_is_held_against_the_bytes_that_there_are(
    film: Path, tables: dict[str, bytes]
) -> None:
    film.write_bytes(a_film_that_claims(**tables))
    assert claims_too_much(film)


@pytest.mark.parametrize(
    ("name", "entry_bytes"),
    [(b"stts", 8), (b"ctts", 8), (b"stsc", 12), (b"stco", 4), (b"co64", 8), (b"stss", 4),
     (b"stps", 4), (b"elst", 12)],
)  # fmt: skip
def test_a_table_holds_as_many_entries_as_it_says(
    film: Path, name: bytes, entry_bytes: int
) -> None:
    film.write_bytes(box(name, numbers(0, 10) + bytes(10 * entry_bytes)))
    assert not claims_too_much(film)
    film.write_bytes(box(name, numbers(0, 10) + bytes(10 * entry_bytes - 1)))
    assert claims_too_much(film)


def a_fragment(*tables: bytes) -> bytes:
    return box(b"moof", b"".join(box(b"traf", table) for table in tables))


@pytest.mark.parametrize(
    ("flags", "fixed_bytes", "entry_bytes"),
    [(0x100, 0, 4), (0x301, 4, 8), (0xF05, 8, 16), (0x800, 0, 4)],
)
def test_a_fragment_lists_as_many_samples_as_it_says(
    film: Path, flags: int, fixed_bytes: int, entry_bytes: int
) -> None:
    table = numbers(flags, 10) + bytes(fixed_bytes + 10 * entry_bytes)
    film.write_bytes(a_fragment(box(b"trun", table)))
    assert not claims_too_much(film)
    film.write_bytes(a_fragment(box(b"trun", table[:-1])))
    assert claims_too_much(film)


def test_fragments_that_list_nothing_claim_no_more_than_the_file_can_hold(film: Path) -> None:
    one = box(b"trun", numbers(0, 400))
    film.write_bytes(a_fragment(one))
    assert not claims_too_much(film)
    film.write_bytes(a_fragment(*[box(b"trun", numbers(0, 500))] * 9))
    assert claims_too_much(film)  # no single one of them does


@pytest.mark.parametrize(("version", "fixed_bytes"), [(0, 24), (1, 32)])
def test_an_index_of_fragments_holds_as_many_as_it_says(
    film: Path, version: int, fixed_bytes: int
) -> None:
    head = bytes((version, 0, 0, 0)) + bytes(fixed_bytes - 6) + (3).to_bytes(2)
    film.write_bytes(box(b"sidx", head + bytes(3 * 12)))
    assert not claims_too_much(film)
    film.write_bytes(box(b"sidx", head + bytes(3 * 12 - 1)))
    assert claims_too_much(film)


A_KIND = b"cenc" + bytes(4)


@pytest.mark.parametrize(
    ("name", "head", "entry_bytes"),
    [
        (b"sbgp", bytes(4) + b"roll" + numbers(9), 8),
        (b"sbgp", b"\1\0\0\0roll" + numbers(7, 9), 8),
        (b"saiz", bytes(5) + numbers(9), 1),
        (b"saiz", b"\0\0\0\1" + A_KIND + b"\0" + numbers(9), 1),
        (b"saio", numbers(0, 9), 4),
        (b"saio", b"\1\0\0\1" + A_KIND + numbers(9), 8),
        (b"tfra", numbers(0, 1, 0, 9), 11),
        (b"tfra", b"\1\0\0\0" + numbers(1, 0b01_10_11, 9), 25),
    ],
)
def test_what_belongs_to_samples_is_held_against_the_bytes_too(
    film: Path, name: bytes, head: bytes, entry_bytes: int
) -> None:
    outside = b"mfra" if name == b"tfra" else b"traf"
    film.write_bytes(box(outside, box(name, head + bytes(9 * entry_bytes))))
    assert not claims_too_much(film)
    film.write_bytes(box(outside, box(name, head + bytes(9 * entry_bytes - 1))))
    assert claims_too_much(film)


def test_one_size_for_all_samples_speaks_of_no_more_than_the_file_can_hold(film: Path) -> None:
    film.write_bytes(box(b"traf", box(b"saiz", bytes(4) + b"\x08" + numbers(400))))
    assert not claims_too_much(film)
    film.write_bytes(box(b"traf", box(b"saiz", bytes(4) + b"\x08" + numbers(CLAIMED))))
    assert claims_too_much(film)


@pytest.mark.parametrize("data", [a_film(), a_film(starts_fast=True), a_moving_film()])
def test_honest_films_claim_what_they_hold(film: Path, data: bytes) -> None:
    film.write_bytes(data)
    assert not claims_too_much(film)


@pytest.mark.parametrize("cut", range(0, FILE_BYTES, 37))
def test_boxes_that_lead_nowhere_never_err(film: Path, cut: int) -> None:
    data = bytearray(a_film_that_claims(stsz=numbers(0, 1, 9), stts=numbers(0, 1, 9, 1)))
    data[cut : cut + 4] = b"\xff\xff\xff\xff"
    film.write_bytes(data)
    claims_too_much(film)
    film.write_bytes(data[:cut])
    claims_too_much(film)


def test_what_wants_gigabytes_gets_no_more_than_its_bound(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without bounds this film takes 2.9 GB; with them its tables are not made, or it fails."""
    film.write_bytes(a_film_that_claims())
    monkeypatch.setattr(probing_parent, "claims_too_much", lambda _path: False)
    monkeypatch.setattr(probing_parent, "MOST_MEMORY_BYTES", 200_000_000)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with suppress(NotPlayableError):
        probe(film)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before + 50_000, 450_000)  # kB; a child begins as large as this process


def test_what_takes_too_long_is_stopped(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film.write_bytes(a_moving_film())
    monkeypatch.setattr(probing_parent, "MOST_CPU_SECONDS", 0)
    with pytest.raises(NotPlayableError, match="memory or time"):
        probe(film)


def test_the_child_has_bounds_and_none_of_the_sites_secrets() -> None:
    code = (
        "import resource; from episodes.media.probing import bound_process;"
        "bound_process(10**9, 20);"
        "print([resource.getrlimit(r)[0] for r in (resource.RLIMIT_DATA, resource.RLIMIT_CPU,"
        " resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[1000000000, 20, 0, 0, 0]"
