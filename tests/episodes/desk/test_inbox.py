"""The inbox on the desk: what is shown, what can be done, and to whom."""

import re

import pytest
from sqlalchemy import select

from episodes.accounts.models import AuditEntry
from episodes.db import db
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.questions.asked.models import AskedQuestion, AskedState, Opening
from episodes.questions.asked.receiving import AskedDraft, receive
from episodes.questions.asked.standing import Standing, receipt_of
from episodes.questions.published.queries import question_of
from tests.episodes.desk.conftest import Browser
from tests.factories import an_episode

WORDS = "Who buys the oat milk when we share a flat and a cat?"
EMPTY = AskedDraft(WORDS)
AGREED = AskedDraft(WORDS, "Tired", may_edit=True, may_publish=True, content_notes=("infidelity",))


def ask(receipt: str = "r", draft: AskedDraft = AGREED, *, proof: bool = True) -> int:
    asked = receive(draft, receipt_hash=receipt, proof=receipt if proof else None, daily_limit=200)
    db.session.commit()
    return asked.id


def listed(page: str) -> list[int]:
    tag = r'(?:<span class="tag">[^<]*</span> )?'
    return [int(n) for n in re.findall(rf'kicker">{tag}<span class="numbers">#(\d+)<', page)]


def kept(number: int) -> AskedQuestion:
    db.session.commit()
    db.session.expire_all()
    return db.session.get_one(AskedQuestion, number)


def test_the_list_shows_each_question_with_what_is_close_to_it(producer: Browser) -> None:
    an_episode("oat-milk")
    first, second = ask("a"), ask("b")
    page = producer.get("/desk/inbox").text
    assert page.count("Who buys the oat milk") >= 4
    assert f"/desk/inbox/{first}" in page
    assert f"/desk/inbox/{second}" in page
    assert "/desk/episodes/oat-milk" in page
    assert '<span class="badge numbers" title="not read yet">2</span>' in page


def test_what_came_without_a_script_has_a_list_of_its_own(producer: Browser) -> None:
    number = ask(proof=False)
    assert "Nobody is waiting" in producer.get("/desk/inbox").text
    assert f">#{number}<" in producer.get("/desk/inbox?shelf=unchecked").text
    producer.post(f"/desk/inbox/{number}/shortlist", form=f"/desk/inbox/{number}")
    assert kept(number).is_checked


def test_a_question_is_planned_into_a_draft(producer: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    response = producer.post(f"{page}/plan", form=page, title="The oat milk")
    assert response.location == "/desk/episodes/the-oat-milk/question"
    assert kept(number).state is AskedState.PLANNED
    assert "The oat milk" in producer.get(page).text


def test_a_plan_without_a_title_keeps_the_page_and_says_so(producer: Browser) -> None:
    number = ask()
    response = producer.post(f"/desk/inbox/{number}/plan", form=f"/desk/inbox/{number}")
    assert response.status_code == 422
    assert "Give the episode a title." in response.text
    assert kept(number).state is AskedState.NEW


@pytest.mark.parametrize("sent", [{"episode": "oat"}, {"another": "oat"}])
def test_a_question_is_put_with_an_episode(producer: Browser, sent: dict[str, str]) -> None:
    episode, number = an_episode("oat").id, ask()
    page = f"/desk/inbox/{number}"
    assert producer.post_fields(f"{page}/merge", {"wording": WORDS, **sent}, form=page).location
    question = question_of(episode)
    assert question
    assert [other.text for other in question.also_asked_as] == [WORDS]
    assert producer.post(f"{page}/separate", form=page).status_code == 303
    assert kept(number).state is AskedState.NEW


def test_a_question_is_put_with_another(producer: Browser) -> None:
    first, second = ask("a"), ask("b")
    page = f"/desk/inbox/{second}"
    merged = producer.post(f"{page}/merge", form=page, other=f"{first}")
    assert merged.location == f"/desk/inbox/{first}"
    assert kept(second).merged_into_id == first
    assert f">#{second}<" not in producer.get("/desk/inbox").text
    assert f">#{second}<" in producer.get(f"/desk/inbox/{first}").text


@pytest.mark.parametrize("another", ["", "nowhere", "No Such!", "#99999", "99999999999999", "#x"])
def test_to_put_it_with_nothing_says_so(producer: Browser, another: str) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    assert producer.post(f"{page}/merge", form=page, another=another).status_code == 422


def test_a_question_is_declined_with_words(producer: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    assert producer.post(f"{page}/decline", form=page, reply=" ").status_code == 422
    assert producer.post(f"{page}/decline", form=page, reply="Talk to a doctor.").location
    assert kept(number).reply == "Talk to a doctor."


def test_spam_is_marked_and_erased(producer: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    producer.post(f"{page}/spam", form=page)
    producer.post("/desk/inbox/spam/erase", form="/desk/inbox?shelf=spam")
    assert producer.get(page).status_code == 404


def test_a_question_says_what_its_asker_agreed_to(producer: Browser) -> None:
    agreed, not_agreed = (
        producer.get(f"/desk/inbox/{ask(r, d)}").text for r, d in (("a", AGREED), ("b", EMPTY))
    )
    assert "OK to publish" in agreed
    assert "infidelity" in agreed
    assert "Don’t publish their words" in not_agreed
    assert "Also asked as" not in not_agreed


def test_how_the_inbox_stands_can_be_changed(producer: Browser) -> None:
    fields = {"opening": "closed", "waiting": "eight weeks", "words": "Back on Monday."}
    assert producer.post_fields("/desk/inbox/settings", fields).location == "/desk/inbox/settings"
    inbox = settings_of_inbox()
    assert (inbox.opening, inbox.waiting) == (Opening.CLOSED, "eight weeks")
    assert producer.post("/desk/inbox/settings", opening="ajar").status_code == 422


def test_a_captioner_sees_neither_inbox_nor_number(captioner: Browser) -> None:
    number = ask()
    assert captioner.get("/desk/inbox").status_code == 403
    assert captioner.get(f"/desk/inbox/{number}").status_code == 403
    assert "Inbox" not in captioner.get("/desk/").text


def test_hostile_words_are_shown_as_words(producer: Browser) -> None:
    number = ask(draft=AskedDraft("<script>alert(1)</script>\u202e reversed"))
    for address in ("/desk/inbox", f"/desk/inbox/{number}"):
        assert "<script>alert" not in producer.get(address).text


def test_what_came_above_the_limit_has_a_list_of_its_own_and_can_be_let_through(
    producer: Browser,
) -> None:
    asked = receive(AGREED, receipt_hash="r", proof="r", daily_limit=200, is_hurried=True)
    db.session.commit()
    number = asked.id
    assert "Nobody is waiting" in producer.get("/desk/inbox").text
    assert f">#{number}<" in producer.get("/desk/inbox?shelf=above").text
    producer.post(f"/desk/inbox/{number}/shortlist", form=f"/desk/inbox/{number}")
    assert kept(number).state is AskedState.SHORTLISTED
    assert f">#{number}<" in producer.get("/desk/inbox?shelf=shortlisted").text


def test_a_producer_sets_the_limit_and_lifts_it_and_the_trail_says_so(producer: Browser) -> None:
    address, others = "/desk/inbox/settings", {"opening": "open", "waiting": "", "words": ""}
    producer.post(address, **others, daily_limit="500")
    db.session.rollback()
    assert settings_of_inbox().daily_limit == 500
    trail = db.session.scalars(select(AuditEntry.detail).order_by(AuditEntry.id.desc())).first()
    assert trail
    assert (trail["opening"], trail["daily_limit"]) == ("open", 500)
    for wrong in ("0", "-1", "many", "100001"):
        refused = producer.post(address, **others, daily_limit=wrong)
        assert refused.status_code == 422
        assert f'value="{wrong}"' in refused.text
    producer.post(address, **others, daily_limit="")
    db.session.rollback()
    assert settings_of_inbox().daily_limit is None


def test_a_question_that_was_opened_is_read_and_its_list_stands_beside_it(
    producer: Browser,
) -> None:
    first, second = ask("a"), ask("b")
    page = producer.get(f"/desk/inbox/{first}?shelf=new").text
    assert f'href="/desk/inbox/{second}?shelf=new"' in page
    assert kept(first).is_read
    assert not kept(second).is_read
    assert listed(producer.get("/desk/inbox").text) == [second]
    assert listed(producer.get("/desk/inbox?shelf=read").text) == [first]
    assert '<span class="badge numbers" title="not read yet">1</span>' in page


def test_a_template_is_inserted_below_what_was_typed_and_nothing_is_sent(
    producer: Browser,
) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    fields = {"insert": "y", "template": "0", "reply": "Dear you,"}
    response = producer.post_fields(f"{page}/reply", fields, form=page)
    assert response.status_code == 200
    assert "Dear you,\n\nThank you for writing to us." in response.text
    assert kept(number).reply == ""


def test_a_reply_is_read_with_the_receipt_and_the_state_stays(producer: Browser) -> None:
    number = ask("r")
    page = f"/desk/inbox/{number}"
    producer.post(f"{page}/reply", form=page, template="0", reply="It takes us a month.")
    assert kept(number).state is AskedState.NEW
    told = receipt_of("r")
    assert told
    assert (told.standing, told.reply) == (Standing.READ, "It takes us a month.")


def test_the_show_writes_templates_of_its_own(producer: Browser) -> None:
    fields = {"opening": "open", "replies-0-name": "Ours", "replies-0-text": "Ask your mother."}
    producer.post_fields("/desk/inbox/settings", fields)
    page = producer.get(f"/desk/inbox/{ask()}").text
    assert ">Ours</option>" in page
    assert "Kind: not on the show" not in page


def test_words_are_found_in_every_list_and_in_what_was_merged(producer: Browser) -> None:
    first, second = ask("a"), ask("b", AskedDraft("The cat and 100% of the calendar."))
    page = f"/desk/inbox/{second}"
    producer.post(f"{page}/merge", form=page, other=f"{first}")
    found = producer.get("/desk/inbox?q=100%25+CALENDAR").text
    assert listed(found) == [second]
    assert "No question here has" in producer.get("/desk/inbox?q=zebra").text


def test_the_most_asked_stand_on_a_page_of_their_own(producer: Browser) -> None:
    first, second = ask("a"), ask("b")
    assert "Nobody asked the same" in producer.get("/desk/inbox/most-asked").text
    page = f"/desk/inbox/{second}"
    producer.post(f"{page}/merge", form=page, other=f"{first}")
    assert "2 people" in producer.get("/desk/inbox/most-asked?months=12").text
    assert "2 people" in producer.get("/desk/inbox/most-asked?months=-7").text


def test_who_merges_crosswise_a_moment_later_is_told_so(producer: Browser) -> None:
    first, second = ask("a"), ask("b")
    here, there = f"/desk/inbox/{first}", f"/desk/inbox/{second}"
    producer.get(there)
    producer.post(f"{here}/merge", form=here, other=f"{second}")
    response = producer.post(f"{there}/merge", form=there, other=f"{first}")
    assert response.status_code == 422
    assert f"Question {first} is already merged into this one" in response.text
    assert kept(second).merged_into_id is None
