"""What comes to every desk: two tabs, files that are not what they say, a clock that is wrong."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.db import db, now_utc
from episodes.drafts.models import KeptDraft
from episodes.transcripts.editing import log
from episodes.transcripts.editing.log import SentEdit, add_edits, ensure_session, last_number
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_drafts import KEY, keep
from tests.factories import ANSWER, CAPTIONS, a_user, an_episode

OVERVIEW = "/desk/episodes/e"
# Of each form one field that any text fits into, beside what it cannot do without.
FORMS = {
    "edit": ("summary", {}),
    "question": ("text", {}),
    "answer": ("markdown", {"author": "0"}),
    "resources": ("resources-0-note", {"resources-0-title": "T", "resources-0-kind": "book"}),
    "warnings": (
        "warnings-0-note",
        {"warnings-0-category": "grief", "warnings-0-scope": "question",
         "warnings-0-treatment": "mention", "warnings-0-severity": "1"},
    ),
}  # fmt: skip
SHEET = "Beginn;Ende;Text\n0:01;0:02;Grüße aus München\n0:03;0:04;Tschüss, schöne Größe\n"
SRT = "1\n00:00:01,000 --> 00:00:04,000\nWelcome back, everyone.\n"


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, answer=ANSWER, video=True, captions=CAPTIONS)
    return producer


def fields_of(html: str) -> dict[str, object]:
    """As the open page would send them."""
    form = html[html.rindex("<form", 0, html.index('name="version"')) :]
    inputs = re.findall(r'<input(?![^>]*type="(?:checkbox|radio|file)")[^>]*>', form)
    pairs = [
        (re.search(r'name="([^"]+)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs
    ]
    fields: dict[str, object] = {n[1]: v[1] if v else "" for n, v in pairs if n}
    fields |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?([^<]*)<', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


@pytest.mark.parametrize("page", FORMS)
def test_of_two_tabs_neither_loses_what_the_other_wrote(desk: Browser, page: str) -> None:
    field, needed = FORMS[page]
    address = f"{OVERVIEW}/{page}"
    desk.post_fields(address, fields_of(desk.get(address).text) | needed | {field: "Before."})
    first, second = (fields_of(desk.get(address).text) for _ in range(2))
    assert desk.post_fields(address, first | {field: "Theirs."}).status_code == 303
    refused = desk.post_fields(address, second | {field: "Mine."})
    assert refused.status_code == 409
    assert "Theirs." in refused.text and "Mine." in refused.text
    assert "Theirs." in desk.get(address).text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_a_spreadsheet_in_any_encoding_is_called_one(desk: Browser, encoding: str) -> None:
    response = send(desk, SHEET.encode(encoding), "talk.csv")
    assert response.status_code == 422
    assert "This is a spreadsheet (CSV)" in response.text


def test_captions_by_another_name_are_what_they_are(desk: Browser) -> None:
    assert send(desk, SRT.encode(), "talk.vtt").status_code == 303
    newest = db.session.query(CaptionVersion).order_by(CaptionVersion.id.desc()).first()
    assert newest is not None and newest.source_format == "srt"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x00\x18ftypmp42" + bytes(300),
        b"%PDF-1.7\n" + bytes(300),
        b"PK\x03\x04" + bytes(99),
    ],
    ids=["film", "PDF", "archive"],
)
def test_what_only_has_the_name_of_captions_is_refused_in_words(desk: Browser, data: bytes) -> None:
    response = send(desk, data, "talk.vtt")
    assert response.status_code == 422
    assert 'role="alert"' in response.text


def send(desk: Browser, data: bytes, name: str) -> object:
    fields = {"kind": "captions", "language": "en", "file": (BytesIO(data), name)}
    return desk.post_fields(f"{OVERVIEW}/captions", fields)


def by_a_wrong_clock(monkeypatch: pytest.MonkeyPatch, module: str, wrong: timedelta) -> None:
    monkeypatch.setattr(f"{module}.now_utc", lambda: now_utc() + wrong)


WRONG = [timedelta(days=-400), timedelta(days=400)]


@pytest.mark.parametrize("wrong", WRONG, ids=["behind", "ahead"])
def test_the_newer_text_stands_though_the_clock_went_wrong_meanwhile(
    app: Flask, monkeypatch: pytest.MonkeyPatch, wrong: timedelta
) -> None:
    from tests.factories import a_show, signed_in

    a_show()
    an_episode("e", status=Status.DRAFT)
    ana = a_user("producer")
    desk = Browser(signed_in(app.test_client(), ana))
    assert keep(desk, ana, sequence=1).status_code == 200
    by_a_wrong_clock(monkeypatch, "episodes.drafts.actions", wrong)
    assert keep(desk, ana, sequence=2, fields=[["text", "Newer."]]).status_code == 200
    assert keep(desk, ana, sequence=1).status_code == 409
    draft = db.session.query(KeptDraft).filter_by(key=KEY).one()
    assert (draft.sequence, draft.fields) == (2, [["text", "Newer."]])


@pytest.mark.parametrize("wrong", WRONG, ids=["behind", "ahead"])
def test_edits_of_captions_go_on_though_the_clock_went_wrong(
    app: Flask, monkeypatch: pytest.MonkeyPatch, wrong: timedelta
) -> None:
    an_episode("e", captions=CAPTIONS)
    track, user = db.session.query(CaptionTrack).one(), a_user("captioner")
    edits = [SentEdit(n, {"kind": "undo"}) for n in (1, 2)]
    session = ensure_session(track, user)
    add_edits(session, "a", edits[:1], after=0)
    monkeypatch.setattr(log, "now_utc", lambda: now_utc() + wrong)
    assert ensure_session(track, user).id == session.id
    assert add_edits(session, "a", edits[1:], after=1) == 2
    assert last_number(session.id) == 2
