"""An archive that cannot be taken is refused whole: each problem by its file and field."""

import os
from collections.abc import Callable

import pytest
from flask import Flask

from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.catalog.models import Episode
from episodes.db import db
from tests.episodes.archive.conftest import Built, rows

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
            "episodes/oat-milk/captions/en.captions.vtt: line 3: no caption was found",
        ),
        (
            untimed_captions,
            "episodes/oat-milk/captions/en.captions.vtt: has no times, so no player can show it",
        ),
        (linked_file, "episodes/oat-milk/answer.md: is a symbolic link"),
        (linked_folder, "episodes/elsewhere: is a symbolic link"),
        (pipe, "episodes/oat-milk/answer.md: is not a plain file"),
        (large_answer, "episodes/oat-milk/answer.md: has 2,000,001 bytes; the limit is 2,000,000"),
        (stray_file, "episodes/oat-milk/captions/fr.vtt: is not named in episode.json"),
        (odd_folder, "episodes/Oat Milk: cannot be the address of an episode"),
        (reserved_folder, "episodes/new: cannot be the address of an episode"),
        (same_number, f"{EPISODE}: number: season 1, number 2 is episodes/bare-draft already"),
        (person_twice, 'people.json: [1].slug: "ana-sole" stands twice'),
        (climbing_person, 'people.json: [0].slug: "../ana" is not a slug'),
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
    with pytest.raises(ArchiveError, match="nowhere: is not a folder"):
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
