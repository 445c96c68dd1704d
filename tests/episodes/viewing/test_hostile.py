"""What people write is words, whatever it looks like."""

import re

import pytest
from flask.testing import FlaskClient

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import ResourceKind
from episodes.catalog.models import Chapter, Credit, CreditRole, Person, Topic
from episodes.db import db
from episodes.questions.published.actions import AnnotationDraft, save_question
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import warn
from tests.factories import a_show, an_episode

pytestmark = pytest.mark.one_database

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></title>"
CAPTIONS = f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v {HOSTILE[:30]}>{HOSTILE}\n"
ADDRESSES = (
    "/",
    "/episodes/",
    "/episodes/oat",
    "/episodes/oat?q=%3Cscript%3E",
    "/episodes/oat?lang=%3Cscript%3E&t=1",
    "/episodes/oat/answer",
    "/topics/",
    "/topics/t",
    "/people/p",
    "/seasons/1",
)


def everything_hostile() -> None:
    a_show(HOSTILE, tagline=HOSTILE, helplines=[
        {"country": HOSTILE, "name": HOSTILE, "phone": HOSTILE, "address": "javascript:alert(1)",
         "note": HOSTILE}])  # fmt: skip
    episode = an_episode(
        "oat", season=1, number=1, cover_line=HOSTILE, cover_said_by=HOSTILE,
        title=HOSTILE, summary=HOSTILE, video=True, captions=CAPTIONS,
        answer=f"{HOSTILE}\n\n## {HOSTILE} {{#a}}\n\n- [ ] {HOSTILE}\n\n[x](javascript:alert(3))\n",
    )  # fmt: skip
    save_question(
        episode, text=HOSTILE, asked_by=HOSTILE, also_asked_as=[HOSTILE],
        annotations=[AnnotationDraft(2, 20, HOSTILE)],
    )  # fmt: skip
    person = Person(slug="p", name=HOSTILE, pronouns=HOSTILE[:60], disclosure=HOSTILE)
    episode.credits.append(Credit(person=person, role=CreditRole.GUEST, position=0))
    episode.chapters.append(Chapter(start_ms=0, title=HOSTILE))
    episode.topics.append(Topic(slug="t", name=HOSTILE))
    replace_resources(episode, [
        ResourceDraft("r", ResourceKind.BOOK, HOSTILE, HOSTILE, "", HOSTILE)])  # fmt: skip
    db.session.commit()
    warn(episode, Scope.THUMBNAIL, note=HOSTILE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_markup_in_any_field_is_inert(client: FlaskClient, address: str) -> None:
    everything_hostile()
    response = client.get(address)
    assert response.status_code == 200
    page = response.text
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert not re.search(r'href="javascript:', page)
    assert page.count("</title>") == 1


def test_a_name_that_runs_from_right_to_left_turns_only_itself(client: FlaskClient) -> None:
    episode = an_episode("oat", question="متى أقول لها؟")
    person = Person(slug="p", name="ليلى حداد")
    episode.credits.append(Credit(person=person, role=CreditRole.HOST, position=0))
    db.session.commit()
    page = client.get("/episodes/oat").text
    assert ' dir="auto">ليلى حداد</a>' in page
    assert re.search(r'<blockquote class="letter-words"[^>]*dir="auto"', page)


def test_nothing_in_a_page_needs_inline_script_or_style(client: FlaskClient) -> None:
    everything_hostile()
    for address in ADDRESSES:
        page = client.get(address).text
        inline = re.findall(
            r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style|\sstyle=|\son\w+=",
            page,
        )
        assert [found for found in inline if found.strip() != "onerror="] == []
