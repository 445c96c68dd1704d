"""Damaged files of every format: read, or refused by a sentence that shows nothing of Python."""

import json
import random
import re
from pathlib import Path

import pytest

import captions
import captions.formats.ttconv_cues
from tests.captions.formats.examples import EXAMPLES

SAMPLES = Path(__file__).parents[3] / "../shared/samples"
OF_PYTHON = re.compile(
    r"[A-Za-z]{2,}(?:Error|Exception|Warning)\b|Traceback|argument \d|has no attribute|NoneType|"
    r"<class|object at 0x|zip\(\)|list index"
)
PIECES = [b"\n", b"\n\n", b"\0", b"<", b">", b"&", b"{", b"}", b"[", b"]", b'"', b"\\", b":",
          b"-->", b"9" * 30, b"null", b"\xff", b"\xed\xa0\x80", b"style", b"begin", b"00:00:01,000",
          b"<font color=", b"tts:display='none'"]  # fmt: skip


def messages(data: bytes, name: str) -> list[str]:
    try:
        reading = captions.read(data, name)
    except captions.CaptionError as error:
        return [error.message, error.hint]
    return [note.reason for note in reading.report]


def damaged(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(data) + 1)
        end = min(len(data), start + dice.randrange(40))
        way = dice.choice(["piece", "cut", "repeat", "swap"])
        middle = {
            "piece": dice.choice(PIECES),
            "cut": b"",
            "repeat": data[start:end] * dice.randint(2, 5),
            "swap": data[start:end][::-1],
        }[way]
        data = data[:start] + middle + data[end:]
    return data


@pytest.fixture
def parsers_here(monkeypatch):
    """As in the guard's process: what their code raises is an error of the file."""

    def run(function, data, limits):
        module, _, name = function.partition(":")
        try:
            return getattr(__import__(module, fromlist=[name]), name)(data, limits)
        except captions.CaptionError:
            raise
        except Exception as error:
            raise captions.MalformedFileError("The file cannot be understood.") from error

    monkeypatch.setattr(captions.formats.ttconv_cues, "run_guarded", run)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_damaged_file_is_read_or_refused_in_words(name, parsers_here):
    dice = random.Random(name)  # noqa: S311 - the same damage each time
    for _ in range(20):
        data = damaged(EXAMPLES[name].data, dice)
        for message in messages(data, dice.choice([f"a.{name}", "x"])):
            assert not OF_PYTHON.search(message), (message, data)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_no_message_about_a_sample_shows_anything_of_python(parsers_here):
    files = [path for path in SAMPLES.rglob("*.*") if path.parent.name not in ("speech", "search")]
    reasons = {message for path in files if path.stat().st_size < 300_000
            for message in messages(path.read_bytes(), path.name)}  # fmt: skip
    assert [message for message in reasons if OF_PYTHON.search(message)] == []


TIMED = [(1500, 3000, "Hello there."), (3500, 4000, "Hi.")]
SERVICES = {
    "Premiere": {
        "language": "en-us",
        "segments": [
            {"start": 1.5, "duration": 1.5, "words": [{"text": "Hello", "start": 1.5},
                                                      {"text": "there.", "start": 2}]},
            {"start": 3.5, "duration": 0.5, "words": [{"text": "Hi.", "start": 3.5}]},
        ],
    },
    "starts and durations": [{"text": "Hello there.", "start": 1.5, "duration": 1.5},
                             {"text": "Hi.", "start": 3.5, "duration": 0.5}],
    "milliseconds": [{"text": "Hello there.", "start": 1500, "end": 3000},
                     {"text": "Hi.", "start": 3500, "end": 4000}],
    "Azure": {
        "recognizedPhrases": [
            {"offset": "PT1.5S", "duration": "PT1.5S", "nBest": [{"display": "Hello there."}]},
            {"offset": "PT3.5S", "duration": "PT0.5S", "nBest": [{"display": "Hi."}]},
        ]
    },
    "Google": {
        "results": [
            {"alternatives": [{"transcript": "Hello there.", "words": [
                {"startTime": "1.5s", "endTime": "1.9s", "word": "Hello"},
                {"startTime": "2s", "endTime": "3s", "word": "there."}]}]},
            {"alternatives": [{"transcript": "Hi.", "words": [
                {"startTime": "3.5s", "endTime": "4s", "word": "Hi."}]}]},
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_the_json_of_more_services_is_what_is_said_when(service):
    track = captions.read(json.dumps(SERVICES[service]), "a.json").track
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in track] == TIMED
