"""An archive that cannot be taken is refused whole: each problem by its file and field."""

import os
from collections.abc import Callable

import pytest
from flask import Flask

from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.catalog.models import Episode
from episodes.db import db
from tests.episodes.archive.conftest import HOSTILE, QUESTION, Built, rows

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
        (lambda e: e.update(published_at="2026-03-01"), "published_at: \"2026-03-01\" is no time"),
        (lambda e: e.update(published_at=1772388000), "published_at: \"1772388000\" is no time"),
        (
            lambda e: e.update(published_at="2026-13-01T00:00:00Z"),
            "published_at: \"2026-13-01T00:00:00Z\" is no time that there is",
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
            "warnings[1].part: \"part-nine\" is no part of the answer; its parts: is-it-you,",
        ),
        (lambda e: e["warnings"][0].update(part="the-list"), "warnings[0].part: is only for the"),
        (
            lambda e: e["warnings"][2].update(resource="no-book"),
            "warnings[2].resource: \"no-book\" is no resource of the answer",
        ),
        (
            lambda e: e["answer"]["resources"][1].update(slug="a-book"),
            "answer.resources[1].slug: \"a-book\" stands twice",
        ),
        (
            lambda e: e["answer"]["resources"][1].update(slug="../../up"),
            "answer.resources[1].slug: \"../../up\" is no slug",
        ),
        (
            lambda e: e["answer"]["resources"][0].update(address="javascript:alert(1)"),
            "answer.resources[0].address: \"javascript:alert(1)\" is no address",
        ),
        (
            lambda e: e["answer"]["resources"][0].update(checked_on="2026-02-30"),
            "answer.resources[0].checked_on: \"2026-02-30\" is no day that there is",
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
            "video.address: \"http://videos.example.org/a.mp4\" is no address beginning with https",
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


def no_show(archive: Built) -> None:
    (archive.root / "show.json").unlink()


def no_answer(archive: Built) -> None:
    (archive.episode / "answer.md").unlink()


def no_captions(archive: Built) -> None:
    (archive.episode / "captions/es.subtitles.vtt").unlink()


def no_episode_file(archive: Built) -> None:
    (archive.root / "episodes/bare-draft/episode.json").rename(archive.episode / "old.json")
    (archive.root / "episodes/bare-draft/notes.txt").write_text("x")


def broken_json(archive: Built) -> None:
    (archive.root / "people.json").write_text('[{"slug": "ana-sole",\n "name": }]')


def deep_json(archive: Built) -> None:
    (archive.root / "topics.json").write_text("[" * 100_000)


def key_twice(archive: Built) -> None:
    (archive.root / "show.json").write_text('{"name": "A", "language": "en", "name": "B"}')


def latin_answer(archive: Built) -> None:
    (archive.episode / "answer.md").write_bytes("## Qué\n\nx".encode("latin-1"))


def nameless_part(archive: Built) -> None:
    (archive.episode / "answer.md").write_text("Words.\n\n## {#the-list}\n")


def binary_captions(archive: Built) -> None:
    (archive.episode / "captions/en.captions.vtt").write_bytes(bytes(range(256)))


def captions_without_cues(archive: Built) -> None:
    broken = "WEBVTT\n\n00:00:03.000 --> 00:00:0x.000\nHello\n"
    (archive.episode / "captions/en.captions.vtt").write_text(broken)


def captions_with_a_long_line(archive: Built) -> None:
    broken = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "a" * 20_000
    (archive.episode / "captions/en.captions.vtt").write_text(broken)


def untimed_captions(archive: Built) -> None:
    (archive.episode / "captions/en.captions.vtt").write_text("Ana: Hello.\n\nBo: Goodbye.\n")


def linked_file(archive: Built) -> None:
    (archive.episode / "answer.md").unlink()
    (archive.episode / "answer.md").symlink_to("/etc/passwd")


def linked_folder(archive: Built) -> None:
    (archive.root / "episodes/elsewhere").symlink_to(archive.episode)


def pipe(archive: Built) -> None:
    (archive.episode / "answer.md").unlink()
    os.mkfifo(archive.episode / "answer.md")


def large_answer(archive: Built) -> None:
    (archive.episode / "answer.md").write_bytes(b"a" * 2_000_001)


def stray_file(archive: Built) -> None:
    (archive.episode / "captions/fr.vtt").write_text("WEBVTT\n")


def odd_folder(archive: Built) -> None:
    archive.episode.rename(archive.root / "episodes" / "Oat Milk")


def reserved_folder(archive: Built) -> None:
    archive.episode.rename(archive.root / "episodes" / "new")


def same_number(archive: Built) -> None:
    archive.rewrite(lambda e: e.update(season=1, number=2), "episodes/bare-draft/episode.json")


def person_twice(archive: Built) -> None:
    archive.write("people.json", [{"slug": "ana-sole", "name": "A"}] * 2)


def climbing_person(archive: Built) -> None:
    archive.write("people.json", [{"slug": "../ana", "name": "A"}])


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (no_show, "show.json: is missing"),
        (no_answer, f"{EPISODE}: answer.file: answer.md is not there"),
        (no_captions, f"{EPISODE}: captions[1].file: captions/es.subtitles.vtt is not there"),
        (no_episode_file, "episodes/bare-draft/episode.json: is missing"),
        (broken_json, "people.json: is not JSON: expected value at line 2"),
        (deep_json, "topics.json: is not JSON: recursion limit exceeded"),
        (key_twice, 'show.json: the key "name" stands twice in one object'),
        (latin_answer, "episodes/oat-milk/answer.md: is not UTF-8: byte 6 cannot be read"),
        (nameless_part, "episodes/oat-milk/answer.md: line 3: The heading of a part has no words."),
        (binary_captions, "episodes/oat-milk/captions/en.captions.vtt: "),
        (
            captions_without_cues,
            "episodes/oat-milk/captions/en.captions.vtt: line 3: no cue was found",
        ),
        (captions_with_a_long_line, "episodes/oat-milk/captions/en.captions.vtt: line 4: "),
        (
            untimed_captions,
            "episodes/oat-milk/captions/en.captions.vtt: has no times, so no player can show it",
        ),
        (linked_file, "episodes/oat-milk/answer.md: is a symbolic link"),
        (linked_folder, "episodes/elsewhere: is a symbolic link"),
        (pipe, "episodes/oat-milk/answer.md: is no plain file"),
        (large_answer, "episodes/oat-milk/answer.md: has 2,000,001 bytes; the limit is 2,000,000"),
        (stray_file, "episodes/oat-milk/captions/fr.vtt: is not named in episode.json"),
        (odd_folder, "episodes/Oat Milk: cannot be the address of an episode"),
        (reserved_folder, "episodes/new: cannot be the address of an episode"),
        (same_number, f"{EPISODE}: number: season 1, number 2 is episodes/bare-draft already"),
        (person_twice, 'people.json: [1].slug: "ana-sole" stands twice'),
        (climbing_person, 'people.json: [0].slug: "../ana" is no slug'),
    ],
)
def test_a_broken_folder_names_the_file(
    app: Flask, archive: Built, damage: Callable[[Built], None], problem: str
):
    damage(archive)

    assert any(p.startswith(problem) for p in refused(archive))


def test_all_problems_are_said_at_once(app, archive):
    no_show(archive)
    no_captions(archive)
    archive.rewrite(lambda e: (e["topics"].append("unheard"), e["warnings"][1].pop("part")))
    archive.write("people.json", [{"slug": "ana-sole", "name": ""}, {"slug": "bo", "name": 5}])

    assert [problem.split(": ")[:2] for problem in refused(archive)] == [
        [EPISODE, "warnings[1].part"],
        [EPISODE, "topics[2]"],
        [EPISODE, "captions[1].file"],
        ["people.json", "[0].name"],
        ["people.json", "[1].name"],
        ["show.json", "is missing"],
    ]


def test_a_fault_in_one_field_does_not_hide_those_of_the_others(app, archive):
    archive.rewrite(
        lambda e: (
            e.update(colour="red"),
            e["warnings"][2].update(category="foo"),
            e["credits"][1].update(person="nobody"),
            e["answer"].update(author="nobody"),
        )
    )

    assert {problem.split(": ")[1] for problem in refused(archive)} == {
        "colour",
        "warnings[2].category",
        "credits[1].person",
        "answer.author",
    }


def test_a_faulty_answer_says_nothing_of_the_warnings_that_lean_on_it(app, archive):
    archive.rewrite(lambda e: e["answer"].update(colour="red"))

    assert refused(archive) == [f"{EPISODE}: answer.colour: unknown field"]


def test_a_number_that_another_episode_of_the_database_has_is_refused(app, archive):
    db.session.add(Episode(slug="elsewhere", title="Elsewhere", season=1, number=2))
    db.session.commit()

    assert refused(archive) == [
        f"{EPISODE}: number: season 1, number 2 is “elsewhere” in the database already"
    ]


def test_a_folder_that_is_not_there_is_named(app, tmp_path):
    with pytest.raises(ArchiveError, match="nowhere: is no folder"):
        import_archive(tmp_path / "nowhere")


def test_hidden_files_are_passed_over(app, archive):
    (archive.root / ".git").mkdir()
    (archive.root / ".git" / "config").write_text("x")
    (archive.episode / ".DS_Store").write_bytes(b"\0")
    (archive.root / "README.md").write_text("# Ours")

    assert import_archive(archive.root).created == 2


def test_cues_that_are_left_out_are_said_and_do_not_refuse(app, archive):
    captions = "WEBVTT\n\n00:01.000 --> 00:0x.000\nLost\n\n00:03.000 --> 00:04.000\nKept\n"
    (archive.episode / "captions/en.captions.vtt").write_text(captions)

    remarks = [str(remark) for remark in import_archive(archive.root).remarks]
    assert len(remarks) == 1
    assert remarks[0].startswith("episodes/oat-milk/captions/en.captions.vtt: line 3: left out:")
