from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from episodes.catalog.models import Status
from episodes.db import db
from episodes.settings import Settings
from episodes.site import settings_of
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from tests.conftest import absent
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

SAMPLES = Path(__file__).parents[3] / "../shared/samples/captions"
PAGE = "/desk/episodes/e/captions"
HOSTILE = "<script>alert(1)</script>"


def send(browser: Browser, data: bytes, name: str = "en.vtt", **fields: object) -> TestResponse:
    sent = {"kind": "captions", "language": "en", "make_live": "y", "file": (BytesIO(data), name)}
    return browser.post_fields(PAGE, sent | fields)


def written() -> tuple[int, int]:
    tracks = select(func.count()).select_from(CaptionTrack)
    versions = select(func.count()).select_from(CaptionVersion)
    return db.session.scalar(tracks) or 0, db.session.scalar(versions) or 0


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT)
    return producer


def test_after_an_upload_the_page_says_what_was_understood(desk: Browser) -> None:
    response = send(desk, CAPTIONS.encode(), note="First try")
    assert response.status_code == 303
    page = desk.get(response.location).text
    for said in ("We read 3 captions.", "WebVTT", "utf-8", "1:27", "Maya and Joe", "Live"):
        assert said in page
    assert "First try" in desk.get(PAGE).text


def test_the_history_tells_of_a_file_once_though_it_is_sent_twice(desk: Browser) -> None:
    send(desk, CAPTIONS.encode())
    send(desk, CAPTIONS.encode())
    page = desk.get("/desk/episodes/e/history").text
    assert page.count("Added captions, version 1") == 1


def test_the_file_comes_back_byte_for_byte(desk: Browser) -> None:
    data = b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n\r\n\r\n"
    page = send(desk, data, "../../etc/Épisode 1.srt").location
    response = desk.get(f"{page}/source")
    assert response.data == data
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_version_is_given_in_other_formats_with_what_each_cannot_say(desk: Browser) -> None:
    data = CAPTIONS.encode() + b"\n00:01:30.000 --> 00:01:32.000 position:20%\n<i>Bye</i>\n"
    page = send(desk, data).location
    assert f"{page}/formats" in desk.get(page).text
    assert "This is what changes" not in desk.get(f"{page}/formats").text
    told = desk.get(f"{page}/formats?format=sbv").text
    for said in ("This is what changes", "bold, italic or underline", "Caption 4"):
        assert said in told
    file = desk.get(f"{page}/formats/sbv")
    assert file.headers["Content-Disposition"] == "attachment; filename=e.en.sbv"
    assert b"0:01:30.000,0:01:32.000\nBye" in file.data
    for known in ("ass", "scc", "stl", "sami", "microdvd", "lrc", "ttml"):
        assert desk.get(f"{page}/formats/{known}").status_code == 200
    assert desk.get(f"{page}/formats/tsv").status_code == 404  # read, not written


def test_a_transcript_without_times_is_offered_in_formats_without_times_only(
    desk: Browser,
) -> None:
    page = send(desk, b"Ana: Hello\nBen: Bye\n", "a.txt", kind="transcript").location
    told = desk.get(f"{page}/formats?format=html").text
    assert "format=txt" in told
    assert "format=srt" not in told
    assert desk.get(f"{page}/formats/srt").status_code == 404
    assert b"<strong>" in desk.get(f"{page}/formats/html").data


def test_what_was_left_out_or_mended_is_listed_with_its_line(desk: Browser) -> None:
    data = CAPTIONS + "\n00:02:00.000 -> 00:02:01.000\nA broken arrow\n"
    page = desk.get(send(desk, data.encode()).location).text
    assert "Left out." in page
    assert '<td class="numbers">12</td>' in page or '<td class="numbers">13</td>' in page


def test_times_out_of_order_are_shown_with_cue_and_time(desk: Browser) -> None:
    data = "WEBVTT\n\n00:10.000 --> 00:12.000\nB\n\n00:01.000 --> 00:02.000\nA\n"
    page = desk.get(send(desk, data.encode()).location).text
    assert "before the caption above it" in page
    assert "<strong>Mistake.</strong>" in page


def test_an_older_version_can_be_made_live_again(desk: Browser) -> None:
    first = send(desk, CAPTIONS.encode()).location
    send(desk, CAPTIONS.replace("oat", "soy").encode())
    response = desk.post(f"{first}/live", form=PAGE)
    assert response.status_code == 303
    track = db.session.scalars(select(CaptionTrack)).one()
    assert track.live_version is not None
    assert track.live_version.number == 1


def test_a_version_that_is_not_made_live_is_not_given_to_viewers(desk: Browser) -> None:
    send(desk, CAPTIONS.encode(), make_live="")
    track = db.session.scalars(select(CaptionTrack)).one()
    assert track.live_version_id is None
    assert "Viewers can’t see this track yet." in desk.get(PAGE).text


def test_hostile_cues_names_and_labels_are_shown_as_text(desk: Browser) -> None:
    data = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {HOSTILE}>{HOSTILE}\n"
    page = send(desk, data.encode(), f"{HOSTILE}.vtt", label=HOSTILE, note=HOSTILE).location
    for address in (page, PAGE, "/desk/episodes/e/history"):
        assert "<script>alert" not in desk.get(address).text


BAD_FILES = {
    "empty": (b"", "The file is empty"),
    "blank": (b"\n \n\t\n", "The file is empty"),
    "binary": (b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 8, ""),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), ""),
    "no signature of its own": (b"WEBVTTfoo\n\n00:01.000 --> 00:02.000\nA\n", ""),
    "no cue": (b"WEBVTT\n\nNOTE nothing here\n", "We found no captions"),
    "words without times": (b"Maya: Hello there.\n\nJoe: And hello to you.\n", "no times"),
    "json": (b'{"cues": [1, 2, 3]}', ""),
}


def test_a_line_that_is_too_long_is_shortened_and_said(desk: Browser) -> None:
    response = send(desk, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a" * 10_001)
    assert response.status_code == 303
    assert "10,000" in desk.get(response.location).text


@pytest.mark.parametrize("which", BAD_FILES)
def test_a_bad_file_is_refused_with_a_reason_and_the_form_is_kept(
    desk: Browser, which: str
) -> None:
    data, said = BAD_FILES[which]
    response = send(desk, data, note="A note to keep", label="Plain English")
    assert response.status_code == 422, response.text
    assert 'role="alert"' in response.text
    assert said in response.text
    assert 'value="A note to keep"' in response.text
    assert 'value="Plain English"' in response.text
    assert written() == (0, 0)


def test_words_without_times_are_told_to_be_a_transcript(desk: Browser) -> None:
    words = b"Maya: Hello there.\n\nJoe: And hello to you.\n"
    assert "as a transcript instead" in send(desk, words, "talk.txt").text
    response = send(desk, words, "talk.txt", kind="transcript")
    assert response.status_code == 303
    page = desk.get(response.location).text
    assert "Plain text" in page
    assert "no times" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "sung"), ("language", ""), ("language", "<b>"), ("label", "x" * 121)],
)
def test_a_bad_field_beside_a_good_file_writes_nothing(
    desk: Browser, field: str, value: str
) -> None:
    response = send(desk, CAPTIONS.encode(), **{field: value})
    assert response.status_code == 422
    assert written() == (0, 0)


def test_a_form_without_a_file_says_so(desk: Browser) -> None:
    response = desk.post_fields(PAGE, {"kind": "captions", "language": "en"})
    assert response.status_code == 422
    assert "Choose a file." in response.text


@pytest.fixture
def small_limit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
    """A site that takes little, so that too much is quickly made."""
    settings: Settings = settings_of(app).model_copy(update={"MAX_TEXT_BYTES": 5000})
    monkeypatch.setitem(app.extensions, "settings", settings)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 20_000)
    return 5000


def test_a_file_over_the_limit_is_refused_with_both_sizes(desk: Browser, small_limit: int) -> None:
    response = send(desk, CAPTIONS.encode() + b"\n" * 8000, note="Kept")
    assert response.status_code == 413
    assert "the limit is 5,000" in response.text
    assert 'value="Kept"' in response.text
    assert written() == (0, 0)


def test_a_body_over_the_limit_gets_a_page_that_says_so(desk: Browser, small_limit: int) -> None:
    response = send(desk, CAPTIONS.encode() + b"\n" * 30_000)
    assert response.status_code == 413
    assert "larger than this page accepts" in response.text
    assert written() == (0, 0)


def test_a_version_of_another_episode_is_not_found(desk: Browser) -> None:
    number = send(desk, CAPTIONS.encode()).location.rsplit("/", 1)[1]
    an_episode("other", status=Status.DRAFT)
    other = f"/desk/episodes/other/captions/{number}"
    assert desk.get(other).status_code == 404
    assert desk.get(f"{other}/source").status_code == 404
    assert desk.post(f"{other}/live", form=PAGE).status_code == 404
    assert desk.get(f"/desk/episodes/e/captions/{10**30}").status_code == 404


def test_a_captioner_adds_captions_and_nothing_else(app: Flask, captioner: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    assert send(captioner, CAPTIONS.encode()).status_code == 303
    assert captioner.get("/desk/").status_code == 200
    assert captioner.get("/desk/episodes/e").status_code == 200
    assert captioner.get("/desk/episodes/e/edit").status_code == 403


def samples() -> list[Path]:
    found = [*SAMPLES.glob("vtt/*"), *SAMPLES.glob("srt/*")]
    return sorted(p for p in found if p.is_file())[:40]


def test_real_files_are_understood_and_come_back_byte_for_byte(desk: Browser) -> None:
    if not samples():
        absent("samples", "no real caption files are beside this checkout")
    if db.engine.dialect.name == "postgresql":
        pytest.skip("half a minute of reading files, and nothing of it is the database's")
    for number, path in enumerate(samples()):
        response = send(desk, path.read_bytes(), path.name, language=f"en-x{number:02}")
        assert response.status_code in (303, 422), path.name
        if response.status_code == 303:
            assert desk.get(response.location).status_code == 200, path.name
            assert desk.get(f"{response.location}/source").data == path.read_bytes(), path.name
