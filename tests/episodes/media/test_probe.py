from pathlib import Path

import pytest

from episodes.media.errors import NotPlayableError
from episodes.media.probe import probe
from tests.episodes.media.films import a_film

PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def written(folder: Path, data: bytes, name: str = "video.mp4") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_film_says_what_it_is_by_its_content(tmp_path: Path) -> None:
    facts = probe(written(tmp_path, a_film(seconds=2), "holiday.txt"))
    assert (facts.container.name, facts.width, facts.height) == ("MP4", 64, 48)
    assert facts.duration_ms
    assert abs(facts.duration_ms - 2_000) < 100
    assert facts.has_audio


def test_a_webm_film_is_known(tmp_path: Path) -> None:
    film = a_film(container="webm", codec="libvpx-vp9", sound="libopus")
    assert probe(written(tmp_path, film)).container.name == "WebM"


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    assert not probe(written(tmp_path, a_film(sound=""))).has_audio


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "isn’t a video or sound file"),
        (b"Maya: hello\n" * 50, "isn’t a video or sound file"),
        (PLAYLIST, "isn’t a video or sound file"),
        (SVG, "isn’t a video or sound file"),
        (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 500, "damaged"),
        (a_film()[:400], "damaged"),
    ],
)
def test_what_no_browser_plays_is_refused_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(NotPlayableError, match=words):
        probe(written(tmp_path, data))


def test_a_codec_that_this_site_does_not_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotPlayableError, match=r"picture of this file \(ffv1\)"):
        probe(written(tmp_path, a_film(container="matroska", codec="ffv1", sound="")))
