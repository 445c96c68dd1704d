"""Saving answers and resources, on both databases."""

import pytest
from sqlalchemy import func, select

from episodes.accounts.models import AuditEntry
from episodes.answers.actions import ResourceDraft, remove_answer, replace_resources, save_answer
from episodes.answers.models import AnswerPart, AnswerRevision, ChecklistItem, ResourceKind
from episodes.answers.queries import answer_of, resources_of, revisions_of
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.refusals import RefusalError
from episodes.warnings.models import ContentWarning, Scope, Treatment

FIRST = "Hello.\n\n## Ask\n\n- [ ] Now\n"
SECOND = "## Listen\n\nFor longer.\n"
BOOK = ResourceDraft(slug="a-book", kind=ResourceKind.BOOK, title="A book", part_anchor="ask")
FILM = ResourceDraft(slug="a-film", kind=ResourceKind.FILM, title="A film")


@pytest.fixture
def episode(app) -> Episode:
    episode = Episode(slug="oat-milk", title="Oat milk")
    db.session.add(episode)
    db.session.flush()
    return episode


def warn(episode: Episode, scope: Scope, **where: str) -> ContentWarning:
    warning = ContentWarning(
        episode_id=episode.id, scope=scope, category="grief", severity=1,
        treatment=Treatment.MENTION, part_anchor="", resource_slug="",
    )  # fmt: skip
    for name, value in where.items():
        setattr(warning, name, value)
    db.session.add(warning)
    db.session.flush()
    return warning


def save(episode: Episode, markdown: str) -> None:
    save_answer(episode, markdown, author_id=None, saved_by=None)
    db.session.commit()


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_saved_answer_is_read_with_its_parts(episode):
    save(episode, FIRST)

    answer = answer_of(episode.id)
    assert [(part.anchor, part.plain) for part in answer.parts] == [
        ("opening", "Hello."),
        ("ask", "Now"),
    ]
    assert db.session.scalars(select(ChecklistItem.text)).all() == ["Now"]


def test_a_rewritten_answer_gets_a_revision_and_new_parts(episode):
    save(episode, FIRST)
    save(episode, SECOND)

    answer = answer_of(episode.id)
    assert [part.anchor for part in answer.parts] == ["listen"]
    assert [(r.number, r.markdown) for r in revisions_of(answer)] == [(2, SECOND), (1, FIRST)]
    assert count(AnswerPart) == 1


def test_the_same_answer_saved_again_leaves_no_trace(episode):
    save(episode, FIRST)
    told = []
    with episode_changed.connected_to(told.append):
        save(episode, FIRST)

    assert (count(AnswerRevision), count(AuditEntry), told) == (1, 1, [])


def test_a_refused_answer_leaves_the_old_one(episode):
    save(episode, FIRST)
    with pytest.raises(RefusalError, match="Line 1: The heading"):
        save_answer(episode, "##\n", author_id=None, saved_by=None)
    db.session.commit()

    assert answer_of(episode.id).markdown == FIRST


def test_a_warning_of_a_part_that_is_gone_speaks_for_the_whole_answer(episode):
    save(episode, FIRST)
    warn(episode, Scope.ANSWER_PART, part_anchor="ask")
    save(episode, SECOND)

    warning = db.session.scalars(select(ContentWarning)).one()
    assert (warning.scope, warning.part_anchor) == (Scope.ANSWER, "")


def test_a_warning_of_a_part_that_stays_stays(episode):
    save(episode, FIRST)
    warn(episode, Scope.ANSWER_PART, part_anchor="ask")
    save(episode, FIRST + "\nMore.\n")

    assert db.session.scalars(select(ContentWarning.part_anchor)).one() == "ask"


def test_removing_an_answer_takes_its_revisions_and_its_publication(episode):
    save(episode, FIRST)
    remove_answer(episode, actor=None)
    db.session.commit()

    assert answer_of(episode.id) is None
    assert (count(AnswerRevision), count(AnswerPart), count(ChecklistItem)) == (0, 0, 0)
    assert episode.answer_published_at is None


def test_resources_keep_their_order_and_take_the_place_of_the_old(episode):
    save(episode, FIRST)
    replace_resources(episode, [BOOK, FILM])
    replace_resources(episode, [FILM, BOOK])

    assert [resource.slug for resource in resources_of(episode.id)] == ["a-film", "a-book"]


def test_the_same_resources_again_leave_no_trace(episode):
    replace_resources(episode, [FILM])
    entries = count(AuditEntry)
    replace_resources(episode, [FILM])

    assert count(AuditEntry) == entries


def test_a_warning_of_a_resource_goes_with_it(episode):
    replace_resources(episode, [FILM])
    warn(episode, Scope.RESOURCE, resource_slug="a-film")
    replace_resources(episode, [])

    assert count(ContentWarning) == 0


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ResourceDraft("../up", ResourceKind.BOOK, "Up"), "resources[0].slug"),
        (ResourceDraft("up", ResourceKind.BOOK, " "), "resources[0].title"),
        (ResourceDraft("up", ResourceKind.BOOK, "U" * 301), "resources[0].title"),
        (ResourceDraft("up", ResourceKind.BOOK, "Up", note="\0"), "resources[0].note"),
        (ResourceDraft("up", ResourceKind.BOOK, "Up", part_anchor="x"), "resources[0].part"),
        (
            ResourceDraft("up", ResourceKind.BOOK, "Up", address="javascript:alert(1)"),
            "resources[0].address",
        ),
    ],
)
def test_a_resource_that_cannot_be_kept_names_its_field(episode, draft, field):
    with pytest.raises(RefusalError) as raised:
        replace_resources(episode, [draft])

    assert raised.value.place == field
