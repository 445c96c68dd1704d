"""A field that cannot be taken is named with its file."""

import pytest

from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.db import db
from tests.episodes.archive.conftest import HOSTILE, QUESTION, Built, rows

pytestmark = pytest.mark.one_database

EPISODE = "episodes/oat-milk/episode.json"


def refused(archive: Built) -> list[str]:
    """The problems; fails where a row was written."""
    before = rows()
    with pytest.raises(ArchiveError) as raised:
        import_archive(archive.root)
    db.session.commit()
    assert rows() == before
    return [str(problem) for problem in raised.value.problems]


def annotate(*spans: tuple[int, int]) -> list[dict[str, object]]:
    return [{"start": start, "end": end, "note": "x"} for start, end in spans]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda e: e.update(colour="red"), "colour: unknown field"),
        (lambda e: e["question"].update(asker_mail="a@b.example"), "question.asker_mail: unknown"),
        (lambda e: e["warnings"][1].update(colour=1), "warnings[1].colour: unknown field"),
        (lambda e: e.pop("title"), "title: is missing"),
        (lambda e: e.update(title=""), "title: is empty"),
        (lambda e: e.update(title=" "), "title: is empty"),
        (lambda e: e.update(title="a" * 201), "title: has more than 200 characters"),
        (lambda e: e.update(title=5), "title: must be text"),
        (lambda e: e.update(title="a\0"), "title: holds a NUL character"),
        (lambda e: e.update(season="1"), "season: must be a whole number"),
        (lambda e: e.update(season=1.5), "season: must be a whole number"),
        (lambda e: e.update(season=True), "season: must be a whole number"),
        (lambda e: e.update(season=0), "season: must be 1 or more"),
        (lambda e: e.pop("number"), "number: is missing: season and number go together"),
        (lambda e: e.update(topics="trust"), "topics: must be a list"),
        (lambda e: e.update(question="Why?"), "question: must be an object"),
        (lambda e: e.update(language="english language"), "language: \"english language\" is no"),
        (lambda e: e.update(status="live"), "status: unknown value \"live\"; known: 'draft'"),
        (lambda e: e.pop("published_at"), "published_at: is missing: the status is published"),
        (lambda e: e.update(published_at="2026-03-01"), "published_at: \"2026-03-01\" is not a"),
        (lambda e: e.update(published_at=1772388000), "published_at: \"1772388000\" is not a time"),
        (
            lambda e: e.update(published_at="2026-13-01T00:00:00Z"),
            "published_at: \"2026-13-01T00:00:00Z\" is not a time that exists",
        ),
        (lambda e: e.pop("question"), "question: is missing: the status is published"),
        (lambda e: e["artifacts"].pop("video"), "artifacts.video.review: is not_reviewed, but"),
        (lambda e: e["artifacts"].pop("answer"), "artifacts.answer.review: is not_reviewed, but"),
        (
            lambda e: (e.update(status="draft"), e["artifacts"].pop("answer")),
            "answer.published_at: is given, but artifacts.answer.review is not_reviewed",
        ),
        (
            lambda e: e["artifacts"]["answer_images"].update(headline="racy"),
            "artifacts.answer_images.headline: unknown value \"racy\"",
        ),
        (lambda e: e["topics"].append("unheard"), "topics[2]: \"unheard\" is not in topics.json"),
        (lambda e: e["topics"].append("trust"), "topics[2]: \"trust\" stands twice"),
        (
            lambda e: e["credits"][1].update(person="nobody"),
            "credits[1].person: \"nobody\" is not in people.json",
        ),
        (
            lambda e: e["credits"].append({"person": "bo", "role": "guest"}),
            "credits[3]: \"bo as guest\" stands twice",
        ),
        (lambda e: e["credits"][0].update(role="boss"), "credits[0].role: unknown value \"boss\""),
        (lambda e: e["answer"].update(author="nobody"), "answer.author: \"nobody\" is not in"),
        (lambda e: e["chapters"].reverse(), "chapters[1].start_ms: must come after"),
        (
            lambda e: e["question"].update(annotations=annotate((0, 4), (3, 6))),
            "question.annotations[1].start: It overlaps the annotation of characters 0 to 4.",
        ),
        (
            lambda e: e["question"].update(annotations=annotate((0, len(QUESTION) + 1))),
            "question.annotations[0].end: The question has",
        ),
        (
            lambda e: e["warnings"][2].update(category="foo"),
            "warnings[2].category: unknown category \"foo\"",
        ),
        (
            lambda e: e["warnings"][2].update(category=HOSTILE),
            "warnings[2].category: unknown category \"<script>",
        ),
        (lambda e: e["warnings"][0].update(severity=4), "warnings[0].severity: must be 3 or less"),
        (lambda e: e["warnings"][0].pop("end_ms"), "warnings[0].end_ms: is missing"),
        (lambda e: e["warnings"][0].update(end_ms=1000), "warnings[0].end_ms: must come after"),
        (lambda e: e["warnings"][0].update(skip_to_ms=1999), "warnings[0].skip_to_ms: must be at"),
        (lambda e: e["warnings"][1].update(start_ms=1), "warnings[1].start_ms: times are only for"),
        (
            lambda e: e["warnings"][0].update(category="child-abuse", treatment="depicted"),
            "warnings[0].treatment: for child-abuse: mention or discussion only",
        ),
        (lambda e: e["warnings"][1].pop("part"), "warnings[1].part: is missing: the scope is"),
        (
            lambda e: e["warnings"][1].update(part="part-nine"),
            "warnings[1].part: \"part-nine\" is not a part of the answer; its parts: is-it-you,",
        ),
        (lambda e: e["warnings"][0].update(part="the-list"), "warnings[0].part: is only for the"),
        (
            lambda e: e["warnings"][2].update(resource="no-book"),
            "warnings[2].resource: \"no-book\" is not a resource of the answer",
        ),
        (
            lambda e: e["answer"]["resources"][1].update(slug="a-book"),
            "answer.resources[1].slug: \"a-book\" stands twice",
        ),
        (
            lambda e: e["answer"]["resources"][1].update(slug="../../up"),
            "answer.resources[1].slug: \"../../up\" is not a slug",
        ),
        (
            lambda e: e["answer"]["resources"][0].update(address="javascript:alert(1)"),
            "answer.resources[0].address: \"javascript:alert(1)\" is not an address",
        ),
        (
            lambda e: e["answer"]["resources"][0].update(checked_on="2026-02-30"),
            "answer.resources[0].checked_on: \"2026-02-30\" is not a day that exists",
        ),
        (
            lambda e: e["answer"].update(file="../bare-draft/episode.json"),
            "answer.file: unknown value \"../bare-draft/episode.json\"",
        ),
        (lambda e: e["video"].update(file="/etc/passwd"), "video.file: unknown value"),
        (lambda e: e["video"].update(file="video.mp4"), "video.address: stands beside `file`"),
        (lambda e: e["video"].pop("address"), "video.file: is missing, and so is `address`"),
        (
            lambda e: e["video"].update(address="http://videos.example.org/a.mp4"),
            "video.address: \"http://videos.example.org/a.mp4\" is not an address beginning with",
        ),
        (
            lambda e: e["captions"][0].update(file="captions/../../../people.json"),
            "captions[0].file: \"captions/../../../people.json\" must be named captions/en.c",
        ),
        (
            lambda e: e["captions"][1].update(default=True),
            "captions[1].default: only one track can be the default",
        ),
        (lambda e: e["captions"][0].update(kind="songs"), "captions[0].kind: unknown value"),
        (
            lambda e: e["captions"].append(e["captions"][0] | {"default": False}),
            "captions[3]: \"en captions\" stands twice",
        ),
    ],
)  # fmt: skip
def test_an_episode_that_cannot_be_kept_names_its_field(app, archive, change, problem):
    archive.rewrite(change)

    assert any(p.startswith(f"{EPISODE}: {problem}") for p in refused(archive))
