"""What points to a person is taken out; the letter as it came is sealed, and goes in time."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from episodes.accounts.models import AuditEntry, RoleName
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.drafts.models import KeptDraft
from episodes.questions.asked import deciding, merging, redacting
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.questions.asked.inbox_settings import save_inbox_settings
from episodes.questions.asked.models import AskedQuestion, Opening, SealedLetter
from episodes.questions.asked.receiving import AskedDraft, add_line, receive, withdraw
from episodes.questions.asked.sealing import erase_old_letters, open_letter
from episodes.questions.published.queries import question_of
from episodes.refusals import RefusalError
from episodes.search.models import AskedVector, Passage
from episodes.versions.models import Version, VersionKind
from tests.factories import a_user, an_episode

WORDS = "My boyfriend Zebulon counts the milk. Zebulon lives in Ghent, and I'm 24."
SAFE = "My boyfriend counts the milk. My boyfriend lives in a town, and I'm in my twenties."


def ask(words: str = WORDS, receipt: str = "r") -> AskedQuestion:
    draft = AskedDraft(words, may_publish=True)
    asked = receive(draft, receipt_hash=receipt, proof=receipt, daily_limit=200)
    db.session.commit()
    return asked


def redact_all(asked: AskedQuestion) -> None:
    redacting.redact(asked, redacting.proposed_changes(asked), actor=None)
    db.session.commit()
    db.session.refresh(asked)


def tables_that_say(word: str) -> set[str]:
    db.session.commit()
    dump = {
        table.name: str(db.session.execute(text(f'SELECT * FROM "{table.name}"')).all())  # noqa: S608
        for table in db.metadata.sorted_tables
    }
    return {name for name, rows in dump.items() if word.lower() in rows.lower()}


def test_all_marks_are_changed_and_the_letter_is_sealed(app):
    asked = ask()
    add_line(asked, "Zebulon is in Ghent now.")
    redact_all(asked)
    assert asked.text == SAFE
    assert [line.text for line in asked.additions] == ["My boyfriend is in a town now."]
    assert tables_that_say("Zebulon") == {"sealed_letter"}


def test_what_is_changed_later_leaves_the_letter_as_it_came(app):
    asked = ask()
    redact_all(asked)
    changes = redacting.changes_of_words(asked, "milk", "bread")
    redacting.redact(asked, changes, actor=None)
    assert "counts the bread" in asked.text
    assert db.session.get_one(SealedLetter, asked.id).text == WORDS


def test_words_that_changed_meanwhile_are_not_changed_blindly(app):
    asked = ask()
    old = redacting.proposed_changes(asked)
    redact_all(asked)
    for changes in (old, [redacting.Change("99", 0, 2, "My", "Our")]):
        with pytest.raises(RefusalError):
            redacting.redact(asked, changes, actor=None)
    with pytest.raises(RefusalError):
        redacting.changes_of_words(asked, "Zebulon", "a friend")
    with pytest.raises(RefusalError):
        redacting.redact(asked, [redacting.Change("text", 0, len(SAFE), SAFE, "x")], actor=None)


def test_its_draft_changes_with_it_and_nothing_derived_keeps_the_words(app):
    asked = ask()
    episode = deciding.plan(asked, "Counting", actor=None)
    content = {"text": WORDS}
    db.session.add(
        Version(episode_id=episode.id, kind=VersionKind.QUESTION, number=1, content=content)
    )
    db.session.add(AskedVector(asked_id=asked.id, model="m", vector=b"1"))
    user = a_user()
    for number, thing in enumerate((f"asked:{asked.id}", f"episode:{episode.id}")):
        db.session.add(
            KeptDraft(user_id=user.id, key=f"k{number}", form="F", thing=thing, sequence=1,
                      made_from=0, fields=[["text", WORDS]])
        )  # fmt: skip
    db.session.commit()
    redact_all(asked)
    assert question_of(episode.id).text == SAFE
    assert not question_of(episode.id).points_to_nobody
    assert tables_that_say("Zebulon") == {"sealed_letter"}
    assert db.session.query(AskedVector).count() == 0
    assert db.session.scalars(select(Passage.body)).all()


def test_a_wording_on_an_episode_changes_too(app):
    asked, episode = ask(), an_episode("oat")
    merging.merge_into_episode(asked, episode, "My boyfriend Zebulon counts the milk.", actor=None)
    redact_all(asked)
    others = [other.text for other in question_of(episode.id).also_asked_as]
    assert others == [asked.wording]
    assert "Zebulon" not in asked.wording


def test_a_sealed_letter_goes_when_it_is_taken_back_and_when_its_days_are_over(app):
    first, second = ask(receipt="a"), ask(receipt="b")
    redact_all(first)
    redact_all(second)
    withdraw(first)
    db.session.commit()
    assert [row.asked_id for row in db.session.query(SealedLetter)] == [second.id]
    sealed = db.session.get_one(SealedLetter, second.id)
    sealed.sealed_on -= timedelta(days=settings_of_inbox().seal_days - 1)
    assert erase_old_letters() == 0
    sealed.sealed_on -= timedelta(days=1)
    db.session.flush()
    assert erase_old_letters() == 1
    assert tables_that_say("Zebulon") == set()


def test_only_whom_the_show_names_opens_it_with_a_reason_in_the_trail(app):
    asked, reader, other = ask(), a_user(), a_user(RoleName.ADMIN)
    redact_all(asked)
    save_inbox_settings(Opening.OPEN, "", "", seal_readers=[reader.id], actor=None)
    with pytest.raises(RefusalError):
        open_letter(asked, "Curious", reader=other)
    with pytest.raises(RefusalError):
        open_letter(asked, "  ", reader=reader)
    assert open_letter(asked, "Somebody may be in danger", reader=reader).text == WORDS
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor_id) == ("asked_question.open_sealed", reader.id)
    assert entry.detail == {"reason": "Somebody may be in danger"}


def test_the_same_letter_sent_again_is_the_same_letter(app):
    asked = ask()
    redact_all(asked)
    again = receive(
        AskedDraft(WORDS, may_publish=True), receipt_hash="r", proof="r", daily_limit=200
    )
    assert again.id == asked.id
    assert again.text == SAFE
    assert db.session.query(Episode).count() == 0
