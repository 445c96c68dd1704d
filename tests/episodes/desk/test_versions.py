"""Nothing is saved blindly, and what is public changes only when somebody says so."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.messages import note_in_words
from episodes.versions.models import VersionKind
from episodes.versions.queries import newest_version, version_lines
from episodes.warnings.models import ContentWarning
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_warnings import ARTIFACTS, row
from tests.factories import ANSWER, CAPTIONS, an_episode

OVERVIEW = "/desk/episodes/e"
RATINGS = ARTIFACTS | {"video_review": "reviewed_none", "answer_review": "reviewed_none"}
GRAVE = "My friend speaks of harming herself."
OF_THE_QUESTION = {"question_headline": "clean", "question_review": "reviewed_none"}
DARK = "## Make the list {#make-the-list}\n\nAbout harming oneself."


@pytest.fixture
def public(app: Flask, producer: Browser) -> Browser:
    an_episode("e", answer=ANSWER, video=True, captions=CAPTIONS)
    return producer


@pytest.fixture
def draft(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, answer=ANSWER, video=True)
    return producer


def tab(desk: Browser, page: str) -> dict[str, object]:
    """What an open page holds: which version it was made from, and what its fields say."""
    html = desk.get(f"{OVERVIEW}/{page}").text
    form = html[html.index('class="stack desk-form"') :]
    fields = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?([^<]*)<', form)
    return {k: v for k, v in (*fields, *texts) if k not in ("csrf_token", "search")}


def episode() -> Episode:
    db.session.expire_all()
    return db.session.query(Episode).one()


def write_answer(desk: Browser, markdown: str) -> None:
    response = desk.post(f"{OVERVIEW}/answer", markdown=markdown, author="0")
    assert response.status_code == 303, response.text


def test_a_reviewed_answer_that_is_rewritten_is_not_public_under_the_old_review(
    public: Browser, client: FlaskClient
) -> None:
    write_answer(public, DARK)
    page = client.get("/episodes/e/answer").text
    assert "Say it out loud" in page
    assert "harming" not in page
    assert "Viewers see version 1" in public.get(f"{OVERVIEW}/answer").text
    refused = public.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW)
    assert refused.status_code == 422
    assert "Nobody has reviewed version 2" in refused.text
    assert "harming" not in client.get("/episodes/e/answer").text


def test_a_rewritten_answer_goes_public_once_that_very_version_is_reviewed(
    public: Browser, client: FlaskClient
) -> None:
    write_answer(public, DARK)
    notes = public.get(f"{OVERVIEW}/warnings").text
    assert "version 2 is newer" in notes or "Nobody has reviewed version 2" in notes
    harm = row(category="self-harm", scope="answer", treatment="discussion")
    seen = RATINGS | {"answer_review": "reviewed_some", "answer_is_seen": "y"} | harm
    assert public.post_fields(f"{OVERVIEW}/warnings", seen).status_code == 303
    assert "harming" not in client.get("/episodes/e/answer").text
    assert public.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW).status_code == 303
    assert "nothing to warn of" not in client.get("/episodes/e/answer").text
    assert db.session.scalars(db.select(ContentWarning.category)).all() == ["self-harm"]
    assert episode().answer_review == ReviewState.REVIEWED_SOME


def test_a_correction_is_shown_by_the_press_that_saves_it_with_a_word_on_its_notes(
    public: Browser, client: FlaskClient
) -> None:
    corrected = {"markdown": DARK, "author": "0", "show": "1"}
    refused = public.post_fields(f"{OVERVIEW}/answer", corrected)
    assert refused.status_code == 422
    assert "Say that its rating and content notes still fit" in refused.text
    assert "harming" not in client.get("/episodes/e/answer").text
    done = public.post_fields(f"{OVERVIEW}/answer", corrected | {"still_fits": "y"})
    assert done.status_code == 303
    assert "harming" in client.get("/episodes/e/answer").text


def test_a_draft_whose_answer_was_rewritten_cannot_be_published_under_the_old_review(
    draft: Browser,
) -> None:
    assert public_answer_review() == ReviewState.REVIEWED_NONE
    write_answer(draft, DARK)
    assert public_answer_review() == ReviewState.NOT_REVIEWED
    refused = draft.post(f"{OVERVIEW}/publish", form=f"{OVERVIEW}/answer")
    assert refused.status_code == 422
    assert episode().status == Status.DRAFT


def public_answer_review() -> ReviewState:
    return episode().answer_review


def test_a_review_of_an_answer_that_was_changed_meanwhile_is_refused(draft: Browser) -> None:
    open_tab = tab(draft, "warnings")
    write_answer(draft, DARK)
    sent = open_tab | RATINGS
    response = draft.post_fields(f"{OVERVIEW}/warnings", sent)
    assert response.status_code == 422
    assert "changed after you opened the page" in response.text
    assert public_answer_review() == ReviewState.NOT_REVIEWED


@pytest.mark.parametrize("page", ["question", "edit", "resources"])
def test_what_is_saved_of_a_published_episode_is_a_draft(
    public: Browser, client: FlaskClient, page: str
) -> None:
    field = {"question": "text", "edit": "title", "resources": "resources-0-title"}[page]
    sent = tab(public, page) | {field: "Changed words", "resources-0-kind": "book"}
    response = public.post_fields(f"{OVERVIEW}/{page}", sent)
    assert response.status_code == 303, response.text
    assert "Changed words" in public.get(f"{OVERVIEW}/{page}").text
    shown = client.get("/episodes/e").text + client.get("/episodes/e/answer").text
    assert "Changed words" not in shown
    assert public.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW).status_code == 303
    shown = client.get("/episodes/e").text + client.get("/episodes/e/answer").text
    assert "Changed words" in shown


def test_content_notes_of_two_people_are_both_there(draft: Browser) -> None:
    first, second = tab(draft, "warnings"), tab(draft, "warnings")
    grief = row(category="grief", note="Ana") | {"warnings-0-id": ""}
    sti = row(category="sti", note="Bob") | {"warnings-0-id": ""}
    some = {"video_review": "reviewed_some"}
    assert (
        draft.post_fields(f"{OVERVIEW}/warnings", first | RATINGS | some | grief).status_code == 303
    )
    assert (
        draft.post_fields(f"{OVERVIEW}/warnings", second | RATINGS | some | sti).status_code == 303
    )
    notes = set(db.session.scalars(db.select(ContentWarning.note)))
    assert notes == {"Ana", "Bob"}


def test_a_title_stays_when_another_tab_saves_the_summary(draft: Browser) -> None:
    first, second = tab(draft, "edit"), tab(draft, "edit")
    draft.post_fields(f"{OVERVIEW}/edit", first | {"title": "Renamed"})
    response = draft.post_fields(f"{OVERVIEW}/edit", second | {"summary": "Short."})
    assert response.status_code == 303
    assert (episode().title, episode().summary) == ("Renamed", "Short.")


def test_the_same_field_changed_twice_shows_both_and_loses_neither(draft: Browser) -> None:
    first, second = tab(draft, "edit"), tab(draft, "edit")
    draft.post_fields(f"{OVERVIEW}/edit", first | {"title": "Theirs"})
    response = draft.post_fields(f"{OVERVIEW}/edit", second | {"title": "Mine"})
    assert response.status_code == 409
    assert 'value="Mine"' in response.text
    assert "Theirs" in response.text
    assert episode().title == "Theirs"
    hidden = dict(re.findall(r'name="(version|began)"[^>]*value="(\d*)"', response.text))
    both = second | hidden | {"title": "Mine", "take": "both|title|"}
    shown = draft.post_fields(f"{OVERVIEW}/edit", both).text
    assert 'value="Mine / Theirs"' in shown
    assert episode().title == "Theirs"
    saved = draft.post_fields(f"{OVERVIEW}/edit", second | hidden | {"title": "Mine"})
    assert saved.status_code == 303
    assert episode().title == "Mine"
    numbers = [line.number for line in version_lines(episode().id, VersionKind.BASICS)]
    assert numbers == [3, 2, 1]


def test_a_form_that_does_not_say_its_version_overwrites_nothing(draft: Browser) -> None:
    response = draft.post_fields(f"{OVERVIEW}/edit", {"title": "Blind", "version": ""})
    assert response.status_code == 409
    assert episode().title == "E"


def test_what_an_import_changed_meanwhile_is_not_written_over(draft: Browser) -> None:
    tab_before = tab(draft, "edit")
    draft.post_fields(f"{OVERVIEW}/edit", tab_before | {"summary": "One."})
    open_tab = tab(draft, "edit")
    episode().title = "Imported"
    db.session.commit()
    draft.post_fields(f"{OVERVIEW}/edit", open_tab | {"summary": "Two."})
    assert (episode().title, episode().summary) == ("Imported", "Two.")


def test_another_video_has_to_be_reviewed_again(draft: Browser) -> None:
    page = f"{OVERVIEW}/video"
    address = "https://media.example/other.mp4"
    assert draft.post_fields(f"{page}/address", {"address": address}, form=page).status_code == 303
    assert episode().video_review == ReviewState.NOT_REVIEWED


def test_no_rating_and_no_way_of_appearing_is_chosen_by_the_machine(
    app: Flask, producer: Browser
) -> None:
    not_reviewed = ReviewState.NOT_REVIEWED
    an_episode("e", status=Status.DRAFT, video_review=not_reviewed, answer_review=not_reviewed)
    page = producer.get(f"{OVERVIEW}/warnings").text
    not_chosen = ("warnings-0-treatment", "warnings-0-scope")
    for name in ("video_headline", "thumbnail_headline", *not_chosen):
        select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S)
        assert select is not None
        assert re.search(r'<option selected value="(?!")', select[0]) is None
    captions = producer.get(f"{OVERVIEW}/captions").text
    tick = re.search(r'<input[^>]*name="make_live"[^>]*>', captions)
    assert tick is not None
    assert "checked" not in tick[0]


def test_a_reviewed_artifact_needs_a_rating(draft: Browser) -> None:
    response = draft.post_fields(f"{OVERVIEW}/warnings", RATINGS | {"video_headline": ""})
    assert response.status_code == 422
    assert 'href="#video_headline"' in response.text


def test_a_row_keeps_its_id_from_version_to_version(draft: Browser) -> None:
    sent = {"resources-0-title": "A book", "resources-0-kind": "book"}
    draft.post_fields(f"{OVERVIEW}/resources", sent)
    before = newest_version(episode().id, VersionKind.RESOURCES)
    assert before is not None
    again = tab(draft, "resources") | {"resources-0-title": "Another", "resources-0-kind": "book"}
    draft.post_fields(f"{OVERVIEW}/resources", again)
    after = newest_version(episode().id, VersionKind.RESOURCES)
    assert after is not None
    assert after.number == before.number + 1
    assert after.content["resources"][0]["id"] == before.content["resources"][0]["id"]


def test_a_review_of_the_question_is_of_one_version(draft: Browser) -> None:
    draft.post_fields(f"{OVERVIEW}/warnings", RATINGS | OF_THE_QUESTION)
    assert episode().question_review == ReviewState.REVIEWED_NONE
    open_tab = tab(draft, "warnings")
    write_question(draft, GRAVE)
    assert episode().question_review == ReviewState.NOT_REVIEWED
    stale = draft.post_fields(f"{OVERVIEW}/warnings", open_tab | RATINGS | OF_THE_QUESTION)
    assert stale.status_code == 422
    assert "changed after you opened the page" in stale.text
    assert episode().question_review == ReviewState.NOT_REVIEWED


def test_a_rewritten_question_does_not_go_public_under_the_old_review(
    public: Browser, client: FlaskClient
) -> None:
    episode().question_review = ReviewState.REVIEWED_NONE
    db.session.commit()
    write_question(public, GRAVE)
    refused = public.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW)
    assert refused.status_code == 422
    assert "Nobody has reviewed version 2 of the question" in refused.text
    assert GRAVE not in client.get("/episodes/e").text
    assert (
        "Nobody has reviewed version 2 of the question" in public.get(f"{OVERVIEW}/warnings").text
    )
    seen = OF_THE_QUESTION | {"question_is_seen": "y"}
    assert public.post_fields(f"{OVERVIEW}/warnings", RATINGS | seen).status_code == 303
    assert public.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW).status_code == 303
    assert GRAVE in client.get("/episodes/e").text


def write_question(desk: Browser, text: str) -> None:
    sent = tab(desk, "question") | {"text": text, "points_to_nobody": "y"}
    assert desk.post_fields(f"{OVERVIEW}/question", sent).status_code == 303


def test_a_note_that_the_site_wrote_is_read_in_each_readers_language(draft: Browser) -> None:
    write_question(draft, "Who feeds the cat?")
    write_question(draft, "Who feeds the dog?")
    page = f"{OVERVIEW}/versions/question"
    assert draft.post(f"{page}/restore", form=page, number="2").status_code == 303
    assert "From version 2" in draft.get(page).text
    spanish = draft.client.get(page, headers={"Accept-Language": "es"}).text
    assert "From version 2" not in spanish


@pytest.mark.parametrize("typed", ['{"message"', '{"message": 3}', "Note"])
def test_a_note_that_a_person_wrote_stays_as_it_is(typed: str) -> None:
    assert note_in_words(typed) == typed
