"""What goes in comes out: the same files, whichever database it went through."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from episodes.archive.exporting import ExportError, export_archive
from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.catalog.models import Episode, Show
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.search.models import Passage, PlaceKind
from tests.conftest import _empty_tables
from tests.episodes.archive.conftest import ANSWER, CAPTIONS, HOSTILE, files_under, rows
from tests.episodes.media.films import a_picture

SEASON = Path(__file__).parents[3] / "episodes" / "demo" / "season"


def brought_in(root: Path) -> None:
    import_archive(root)
    db.session.commit()


def test_export_import_export_gives_the_same_files(app, archive, tmp_path):
    brought_in(archive.root)
    export_archive(tmp_path / "first")
    _empty_tables()
    brought_in(tmp_path / "first")
    export_archive(tmp_path / "second")

    assert files_under(tmp_path / "first") == files_under(tmp_path / "second")
    assert "episodes/oat-milk/captions/en.transcript.txt" in files_under(tmp_path / "first")


def test_the_demo_season_survives_the_journey(app, tmp_path):
    if not (SEASON / "show.json").is_file():
        pytest.skip("the demo season is not in this checkout")
    brought_in(SEASON)
    export_archive(tmp_path / "first")
    _empty_tables()
    brought_in(tmp_path / "first")
    export_archive(tmp_path / "second")

    first = files_under(tmp_path / "first")
    assert files_under(tmp_path / "second") == first
    assert {name for name, data in files_under(SEASON).items() if first.get(name) != data} <= {
        name for name in first if name.endswith(".json")
    }


def test_a_file_comes_back_byte_for_byte(app, archive, tmp_path):
    brought_in(archive.root)
    export_archive(tmp_path / "out")

    files = files_under(tmp_path / "out")
    assert files["episodes/oat-milk/captions/en.captions.vtt"] == CAPTIONS.encode()
    assert files["episodes/oat-milk/answer.md"] == ANSWER.encode()


def test_importing_twice_changes_nothing(app, archive):
    brought_in(archive.root)
    before = rows()
    when = db.session.scalars(select(Episode.updated_at).order_by(Episode.slug)).all()
    told: list[Episode] = []
    with episode_changed.connected_to(told.append):
        outcome = import_archive(archive.root)
    db.session.commit()

    assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 2)
    assert rows() == before
    assert db.session.scalars(select(Episode.updated_at).order_by(Episode.slug)).all() == when
    assert told == []


def test_importing_an_export_into_its_own_database_changes_nothing(app, archive, tmp_path):
    brought_in(archive.root)
    export_archive(tmp_path / "out")
    before = rows()
    outcome = import_archive(tmp_path / "out")

    assert (outcome.unchanged, rows()) == (2, before)


def test_what_is_imported_can_be_found(app, archive, monkeypatch):
    monkeypatch.setattr("episodes.archive.importing.BATCH", 1)  # so that one batch is forgotten
    brought_in(archive.root)

    found = select(Passage.kind).join(Episode, Episode.id == Passage.episode_id)
    kinds = set(db.session.scalars(found.where(Episode.slug == "oat-milk")))
    assert kinds == set(PlaceKind)
    assert db.session.scalars(found.where(Episode.slug == "bare-draft")).all()


def test_a_logo_travels_and_an_archive_without_one_takes_it_away(app, archive, tmp_path):
    show = json.loads((archive.root / "show.json").read_text())
    named = {"logo": "logo.png", "logo_alt": HOSTILE}
    (archive.root / "logo.png").write_bytes(a_picture(size=(64, 32)))
    (archive.root / "show.json").write_text(json.dumps(show | named))
    import_archive(archive.root)
    db.session.commit()
    export_archive(tmp_path / "out")
    written = json.loads((tmp_path / "out/show.json").read_text())
    assert {key: written[key] for key in named} == named
    logo = (tmp_path / "out/logo.png").read_bytes()
    assert sha256(logo).hexdigest() == db.session.get_one(Show, 1).logo_digest
    import_archive(tmp_path / "out")
    export_archive(tmp_path / "again")
    assert (tmp_path / "again/logo.png").read_bytes() == logo

    (archive.root / "show.json").write_text(json.dumps(show))
    import_archive(archive.root)
    db.session.commit()
    assert db.session.get_one(Show, 1).logo_digest == ""


@pytest.mark.parametrize(
    ("data", "problem"),
    [(None, "show.json: logo: logo.png is not there"), (b"<svg/>", "logo.png: This isn’t a pic")],
)
def test_a_logo_that_is_no_picture_or_not_there_is_refused(app, archive, data, problem):
    show = json.loads((archive.root / "show.json").read_text())
    (archive.root / "show.json").write_text(json.dumps(show | {"logo": "logo.png"}))
    if data:
        (archive.root / "logo.png").write_bytes(data)
    with pytest.raises(ArchiveError, match=problem):
        import_archive(archive.root)


def test_what_a_later_archive_leaves_out_is_taken_away(app, archive, tmp_path):
    brought_in(archive.root)
    (archive.episode / "answer.md").unlink()
    for captions in (archive.episode / "captions").iterdir():
        captions.unlink()
    bare = {"title": "Bare", "language": "en", "status": "draft"}
    archive.write("episodes/oat-milk/episode.json", bare)
    outcome = import_archive(archive.root)
    db.session.commit()
    export_archive(tmp_path / "out")

    assert (outcome.changed, outcome.unchanged) == (1, 1)
    files = files_under(tmp_path / "out" / "episodes" / "oat-milk")
    assert list(files) == ["episode.json"]
    assert files["episode.json"].count(b"\n") == 5
    assert rows()["caption_version"] == 3  # kept, though no viewer is given them


def test_a_changed_file_is_a_new_version_and_a_changed_answer_a_revision(app, archive):
    brought_in(archive.root)
    before = rows()
    captions = archive.episode / "captions/en.captions.vtt"
    captions.write_bytes(captions.read_bytes().replace(b"Hello", b"Hallo"))
    answer = archive.episode / "answer.md"
    answer.write_bytes(answer.read_bytes() + b"\nMore.\n")
    outcome = import_archive(archive.root)

    after = rows()
    assert outcome.changed == 1
    assert after["caption_version"] == before["caption_version"] + 1
    assert after["answer_revision"] == before["answer_revision"] + 1
    assert after["caption_track"] == before["caption_track"]


def test_two_episodes_may_change_places(app, archive, tmp_path):
    archive.rewrite(lambda e: e.update(season=1, number=1), "episodes/bare-draft/episode.json")
    brought_in(archive.root)
    archive.rewrite(lambda e: e.update(season=1, number=2), "episodes/bare-draft/episode.json")
    archive.rewrite(lambda e: e.update(season=1, number=1))
    brought_in(archive.root)

    numbers = db.session.execute(select(Episode.slug, Episode.number).order_by(Episode.slug))
    assert numbers.all() == [("bare-draft", 2), ("oat-milk", 1)]


def test_people_and_episodes_that_the_archive_does_not_name_stay(app, archive):
    db.session.add(Episode(slug="another", title="Another"))
    db.session.commit()
    brought_in(archive.root)

    slugs = db.session.scalars(select(Episode.slug).order_by(Episode.slug)).all()
    assert slugs == ["another", "bare-draft", "oat-milk"]


def test_an_empty_database_gives_an_archive_too(app, tmp_path):
    export_archive(tmp_path / "out")
    outcome = import_archive(tmp_path / "out")

    assert sorted(files_under(tmp_path / "out")) == ["people.json", "show.json", "topics.json"]
    assert outcome.created == 0


def test_an_export_writes_into_an_empty_folder(app, tmp_path):
    (tmp_path / "out").mkdir()
    export_archive(tmp_path / "out")

    assert (tmp_path / "out" / "show.json").is_file()


def test_an_export_refuses_a_folder_that_is_not_empty(app, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="is not empty"):
        export_archive(tmp_path)

    assert files_under(tmp_path) == {"mine.txt": b"mine"}


def test_force_replaces_an_earlier_archive_and_nothing_else(app, archive, tmp_path):
    brought_in(archive.root)
    export_archive(archive.root, force=True)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"x")
    with pytest.raises(ExportError, match="is not an archive"):
        export_archive(tmp_path / "photos", force=True)

    assert b"\n  " in (archive.root / "show.json").read_bytes()  # ours, written over
    assert not list(tmp_path.glob(".*"))
    assert (tmp_path / "photos" / "me.jpg").is_file()
