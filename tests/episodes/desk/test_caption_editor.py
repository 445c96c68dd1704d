"""The caption editor's addresses: its script's JSON, and the form without script."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from captions.editing import open_sheet
from episodes.catalog.models import CaptionProfile, Episode
from episodes.db import db
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.editing.log import newest_version
from episodes.transcripts.models import CaptionTrack, TrackKind
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, a_show, an_episode


@pytest.fixture
def track(app: Flask) -> CaptionTrack:
    a_show()
    track = ensure_track(an_episode(), language="en", kind=TrackKind.CAPTIONS, label="English")
    add_version(track, CAPTIONS.encode(), "talk.vtt", author=None)
    db.session.commit()
    return track


def page_of(track: CaptionTrack) -> str:
    slug = db.session.get_one(Episode, track.episode_id).slug
    return f"/desk/episodes/{slug}/captions/tracks/{track.id}"


def state_of(browser: Browser, track: CaptionTrack) -> dict[str, Any]:
    state = browser.get(f"{page_of(track)}/edits").get_json()
    assert isinstance(state, dict)
    return state


def send(browser: Browser, track: CaptionTrack, part: str = "", **values: object) -> TestResponse:
    state = state_of(browser, track)
    address = f"{page_of(track)}/edits{part}"
    sent = {"session": state["session"], "base": state["base"], "client": "tab", "after": 0}
    headers = {"X-CSRFToken": state["token"]}
    return browser.client.post(address, json=sent | values, headers=headers)


def text_edit(number: int, words: str) -> dict[str, object]:
    return {"n": number, "edit": {"kind": "text", "texts": [["c1", words]]}}


def newest_texts(track: CaptionTrack) -> list[str]:
    version = newest_version(track.id)
    assert version is not None
    return [row.text for row in open_sheet(version.source).rows]


def test_the_captions_come_with_the_log_over_them(captioner: Browser, track: CaptionTrack) -> None:
    assert state_of(captioner, track)["session"] is None
    assert send(captioner, track, edits=[text_edit(1, "One.")]).get_json()["number"] == 1
    state = state_of(captioner, track)
    assert state["rows"][0][:3] == ["c1", 1000, 4000]
    assert state["entries"] == [{"kind": "text", "texts": [["c1", "One."]]}]
    assert state["number"] == 1


def test_a_late_edit_is_refused_with_the_number_that_is_expected(
    captioner: Browser, track: CaptionTrack
) -> None:
    send(captioner, track, edits=[text_edit(1, "One."), text_edit(2, "Two.")])
    late = send(captioner, track, edits=[text_edit(1, "Older.")], after=2)
    assert late.status_code == 409
    assert (late.get_json()["reason"], late.get_json()["expected"]) == ("order", 3)


def test_saving_makes_a_version(captioner: Browser, track: CaptionTrack) -> None:
    send(captioner, track, edits=[text_edit(1, "<v Maya>Hello.")])
    saved = send(captioner, track, "/save", note="Shorter").get_json()
    assert saved["version"] == 2
    assert saved["saved"] == saved["number"] == 1
    assert newest_texts(track)[0] == "<v Maya>Hello."


def test_problems_name_their_caption_and_follow_the_rules_of_the_show(
    captioner: Browser, track: CaptionTrack
) -> None:
    words = "A line of forty letters, no more than it"
    send(captioner, track, edits=[text_edit(1, words)])
    assert ("c1", "line-length") not in problems_of(captioner, track)
    a_show(caption_profile=CaptionProfile.BBC)
    assert ("c1", "line-length") in problems_of(captioner, track)


def problems_of(browser: Browser, track: CaptionTrack) -> set[tuple[str, str]]:
    problems = browser.get(f"{page_of(track)}/edits/problems").get_json()["problems"]
    return {(problem["id"], problem["rule"]) for problem in problems}


def test_a_fix_is_an_edit_that_is_only_shown(captioner: Browser, track: CaptionTrack) -> None:
    long = "A line that goes on and on until it is far too long for anybody to read in one go"
    send(captioner, track, edits=[text_edit(1, long)])
    fix = captioner.get(f"{page_of(track)}/edits/fixes?kind=lines&id=c1").get_json()
    assert [change["id"] for change in fix["changes"]] == ["c1"]
    assert "\n" in fix["changes"][0]["after"][2]
    assert state_of(captioner, track)["number"] == 1


@pytest.mark.parametrize(
    "values",
    [{"edits": []}, {"edits": "x"}, {"client": "site", "edits": []}, {"after": "1"}, {"base": 0}],
)
def test_what_no_page_sends_is_refused(
    captioner: Browser, track: CaptionTrack, values: dict[str, object]
) -> None:
    sent = {"edits": [text_edit(1, "One.")]} | values
    assert send(captioner, track, **sent).status_code in (400, 409)
    assert state_of(captioner, track)["number"] == 0


def test_a_track_of_another_episode_is_not_there(captioner: Browser, track: CaptionTrack) -> None:
    other = an_episode()
    assert (
        captioner.get(f"/desk/episodes/{other.slug}/captions/tracks/{track.id}").status_code == 404
    )


def test_viewers_do_not_edit(viewer: Browser, track: CaptionTrack) -> None:
    assert viewer.get(page_of(track)).status_code == 403


def fields_of(page: str) -> dict[str, str]:
    return dict(
        re.findall(r'<input[^>]*name="((?:start|end)-\w+|number|page)" value="([^"]*)"', page)
    )


def test_without_script_what_was_typed_goes_into_the_log(
    captioner: Browser, track: CaptionTrack
) -> None:
    fields = fields_of(captioner.get(page_of(track)).text)
    assert fields["start-c1"] == "0:01.000"
    changed = {"start-c1": "0:00.500", "text-c2": "Someone asks.", "press": "version", "note": "x"}
    response = captioner.post_fields(page_of(track), fields | changed)
    assert response.status_code == 303
    assert newest_texts(track)[1] == "<v Maya>Someone asks."
    expected = CAPTIONS.replace("00:00:01.000", "00:00:00.500").replace(
        "Someone asks about oat milk, and about fairness.", "Someone asks."
    )
    version = newest_version(track.id)
    assert version is not None
    assert version.source.decode() == expected


def test_without_script_a_wrong_time_is_named_and_nothing_typed_is_lost(
    captioner: Browser, track: CaptionTrack
) -> None:
    fields = fields_of(captioner.get(page_of(track)).text)
    sent = fields | {"start-c1": "soon", "text-c2": "Someone asks."}
    response = captioner.post_fields(page_of(track), sent)
    assert response.status_code == 422
    assert "“soon” is not a time" in response.text
    assert "Someone asks." in response.text
    assert state_of(captioner, track)["number"] == 0


def test_without_script_captions_are_deleted_inserted_and_merged(
    captioner: Browser, track: CaptionTrack
) -> None:
    for press, count in (("insert:c1", 4), ("delete:c1", 3), ("merge:c2", 2)):
        fields = fields_of(captioner.get(page_of(track)).text)
        captioner.post_fields(page_of(track), fields | {"press": press})
        assert f"of {count}" in captioner.get(page_of(track)).text


def test_discarding_goes_back_to_the_newest_version(
    captioner: Browser, track: CaptionTrack
) -> None:
    send(captioner, track, edits=[text_edit(1, "One.")])
    captioner.post(f"{page_of(track)}/discard", form=page_of(track))
    assert state_of(captioner, track)["entries"] == []


def test_a_transcript_without_times_leads_back_to_the_captions(
    captioner: Browser, app: Flask
) -> None:
    words = ensure_track(an_episode(), language="en", kind=TrackKind.TRANSCRIPT, label="English")
    add_version(words, b"Maya: Hello.\n", "talk.txt", author=None)
    db.session.commit()
    assert captioner.get(page_of(words)).status_code == 303
    assert captioner.get(f"{page_of(words)}/edits").status_code == 404
