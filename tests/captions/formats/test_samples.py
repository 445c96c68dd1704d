"""Real files, where they are at hand, against a second reader where there is one."""

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import docx
import pycaption
import pysubs2
import pytest
from ttconv.imsc import reader as ttml_reader
from ttconv.model import P

import captions

SAMPLES = Path(__file__).parents[3] / "../shared/samples/captions"
FORMATS = {
    "ass": "ass", "dfxp": "ttml", "docx": "docx", "sbv": "sbv", "scc": "scc", "smi": "sami",
    "stl": "spruce", "tsv": "tsv", "ttml": "ttml", "whisper-json": "whisper", "ytt": "youtube-xml",
}  # fmt: skip
# A text, and a description of JSON in JSON: neither is what its name says.
NO_CAPTIONS = ("glut23-invalid_format.sbv", "json_schema.json")

if not SAMPLES.exists():
    pytest.skip("the sample files are not here", allow_module_level=True)


def _files(*folders: str) -> list:
    paths = [path for folder in folders for path in sorted((SAMPLES / folder).glob("*"))]
    return [pytest.param(path, id=path.name) for path in paths if path.name not in NO_CAPTIONS]


@pytest.mark.parametrize("path", _files(*FORMATS))
def test_a_real_file_is_read_as_what_it_is_and_survives_webvtt(path):
    reading = captions.read(path.read_bytes(), path.name)
    assert reading.format == FORMATS[path.parent.name]
    if reading.track.is_timed:
        back = captions.read(captions.write(reading.track, "vtt").data).track
        assert back.cues == reading.track.cues
    else:
        assert captions.write(reading.track, "html").data


def test_json_that_holds_no_captions_is_refused_by_name():
    path = SAMPLES / "whisper-json/json_schema.json"
    with pytest.raises(captions.UnsupportedFormatError, match="of no kind that holds captions"):
        captions.read(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", _files("ass"))
def test_substation_agrees_with_pysubs2(path):
    ours = captions.read(path.read_bytes()).track.cues
    theirs = [event for event in pysubs2.load(str(path)) if event.type == "Dialogue"]
    spoken = [event for event in theirs if event.text.strip()]
    assert [(cue.start_ms, cue.end_ms) for cue in ours] == [(e.start, e.end) for e in spoken]


@pytest.mark.parametrize("path", _files("smi"))
def test_sami_agrees_with_pycaption(path):
    ours = captions.read(path.read_bytes()).track.cues
    theirs = pycaption.SAMIReader().read(path.read_text())
    language = theirs.get_languages()[0]
    starts = [caption.start // 1000 for caption in theirs.get_captions(language)]
    assert [cue.start_ms for cue in ours] == starts


# pycaption reads no words where characters have no parity bit.
@pytest.mark.parametrize("path", [one for one in _files("scc") if "paint-on" not in one.id])
def test_scc_has_the_words_that_pycaption_finds(path):
    ours = captions.read(path.read_bytes()).track.cues
    theirs = pycaption.SCCReader().read(path.read_text())
    found = {
        word for c in theirs.get_captions("en-US") for word in re.findall(r"\w+", c.get_text())
    }
    said = {word for cue in ours for word in re.findall(r"\w+", cue.plain_text)}
    assert len(found & said) >= 0.9 * len(found)


@pytest.mark.parametrize("path", _files("ttml", "dfxp"))
def test_every_paragraph_that_ttconv_finds_is_a_cue(path):
    ours = captions.read(path.read_bytes()).track.cues
    # SubRip's comma in a time is not TTML; we read it, ttconv alone does not.
    text = re.sub(r'(\d\d),(\d{3}")', r"\1.\2", path.read_text())
    body = ttml_reader.to_model(ElementTree.parse(io.StringIO(text))).get_body()  # noqa: S314
    paragraphs = [one for one in body.dfs_iterator() if isinstance(one, P) and len(one)]
    assert len(ours) == len(paragraphs)


@pytest.mark.parametrize("path", _files("whisper-json"))
def test_whisper_has_every_segment_with_its_times(path):
    ours = captions.read(path.read_bytes()).track
    segments = json.loads(path.read_text())["segments"]
    assert [cue.start_ms for cue in ours.cues] == [round(one["start"] * 1000) for one in segments]
    assert [cue.plain_text for cue in ours.cues] == [one["text"].strip() for one in segments]


@pytest.mark.parametrize("path", _files("docx"))
def test_a_word_document_has_the_words_that_python_docx_finds(path):
    track = captions.read(path.read_bytes()).track
    theirs = " ".join(p.text for p in docx.Document(str(path)).paragraphs)
    said = [turn.text for turn in track.turns] + [cue.plain_text for cue in track.cues]
    for text in said:
        assert " ".join(text.split())[:40] in " ".join(theirs.split())


@pytest.mark.parametrize("path", _files("ytt"))
def test_youtube_has_every_paragraph_that_shows_something(path):
    xml = path.read_text("utf-8-sig")
    paragraphs = re.findall(r"<p [^>]*>(.*?)</p>", xml, re.DOTALL)
    shown = [one for one in paragraphs if re.sub(r"<[^>]*>|[\s\u200b]", "", one)]
    assert len(captions.read(path.read_bytes()).track.cues) == len(shown)
