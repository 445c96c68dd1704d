"""Videos and posters in the archive: stored by their content, refused by it."""

import json
import shutil
from pathlib import Path

import av
import pytest
from sqlalchemy import select

from episodes.archive.exporting import ExportError, export_archive
from episodes.archive.importing import import_archive
from episodes.archive.problems import ArchiveError
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.jobs.running import run_pending
from episodes.media.models import OTHER_FORMS, Place, Video
from episodes.media.storage import storage
from tests.episodes.archive.conftest import Built, files_under, rows

# Begins as every PNG does; nothing here looks further.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)


def short_film(path: Path, codec: str = "h264", frames: int = 10) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 16, "yuv420p"
        for _ in range(frames):
            frame = av.VideoFrame(32, 16, "yuv420p")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@pytest.fixture
def filmed(archive: Built, app) -> Built:
    """The archive with a video of one second and a poster, and a media folder of its own."""
    shutil.rmtree(storage().root, ignore_errors=True)
    short_film(archive.episode / "video.mp4")
    (archive.episode / "poster.png").write_bytes(PICTURE)
    video = {"file": "video.mp4", "poster": "poster.png", "poster_alt": "<b>A door</b>"}
    archive.rewrite(lambda e: e.update(video=video, chapters=[], warnings=[]))
    return archive


def stored() -> dict[str, bytes]:
    return files_under(storage().root)


def test_video_and_poster_are_stored_measured_and_given_back(filmed, tmp_path):
    import_archive(filmed.root)
    db.session.commit()
    export_archive(tmp_path / "out")

    video = db.session.scalars(select(Video).where(Video.storage_key != "")).one()
    assert (video.media_type, video.duration_ms, video.width) == ("video/mp4", 1000, 32)
    out = tmp_path / "out/episodes/oat-milk"
    for name in ("video.mp4", "poster.png"):
        assert (out / name).read_bytes() == (filmed.episode / name).read_bytes()
    assert len(stored()) == 2


def test_importing_the_same_media_again_changes_nothing(filmed):
    import_archive(filmed.root)
    db.session.commit()
    before, files = rows(), stored()
    outcome = import_archive(filmed.root)

    assert (outcome.unchanged, rows(), stored()) == (2, before, files)


def test_another_video_takes_the_place_of_the_first(filmed):
    import_archive(filmed.root)
    db.session.commit()
    short_film(filmed.episode / "video.mp4", frames=20)
    outcome = import_archive(filmed.root)

    assert outcome.changed == 1
    lengths = db.session.scalars(select(Video.duration_ms).where(Video.storage_key != "")).all()
    assert lengths == [2000]


def test_the_second_video_travels_as_a_file_too(filmed, tmp_path):
    short_film(filmed.episode / "answer-video.mkv", frames=15)
    second = {"file": "answer-video.mkv", "title": "The long version", "note": "No faces."}
    filmed.rewrite(lambda e: e["answer"].update(video=second))
    import_archive(filmed.root)
    db.session.commit()
    video = db.session.scalars(select(Video).where(Video.place == Place.ANSWER)).one()
    assert (video.title, video.duration_ms, video.storage_key) == ("The long version", 1500, "")
    assert import_archive(filmed.root).unchanged == 2
    db.session.commit()
    export_archive(tmp_path / "out")

    out = tmp_path / "out/episodes/oat-milk/answer-video.mkv"
    assert out.read_bytes() == (filmed.episode / "answer-video.mkv").read_bytes()
    assert import_archive(tmp_path / "out").unchanged == 2


def test_pictures_of_an_answer_travel_with_their_words(filmed, tmp_path):
    (filmed.episode / "pictures").mkdir()
    (filmed.episode / "pictures/the-list.png").write_bytes(PICTURE)
    with (filmed.episode / "answer.md").open("a") as text:
        text.write("\n![A list](picture:the-list)\n")
    picture = {"file": "pictures/the-list.png", "alt": "A list"}
    filmed.rewrite(lambda e: e["answer"].update(pictures=[picture]))
    import_archive(filmed.root)
    db.session.commit()
    assert import_archive(filmed.root).unchanged == 2
    export_archive(tmp_path / "out")

    out = tmp_path / "out/episodes/oat-milk"
    assert (out / "pictures/the-list.png").read_bytes() == PICTURE
    assert json.loads((out / "episode.json").read_text())["answer"]["pictures"] == [picture]


def test_a_described_version_and_sign_language_travel_with_their_notes(filmed, tmp_path):
    for name in ("described.mp4", "sign-language.mp4"):
        short_film(filmed.episode / name)
    described = {"file": "described.mp4", "note": "Names a word on the fridge."}
    signed = {"address": "https://m.example/s.mp4", "duration_ms": 1000}
    (filmed.episode / "sign-language.mp4").unlink()
    filmed.rewrite(lambda e: e.update(described=described, sign_language=signed))
    import_archive(filmed.root)
    db.session.commit()
    notes = select(Video.place, Video.note, Video.address).where(Video.place.in_(OTHER_FORMS))
    assert db.session.execute(notes.order_by(Video.place)).all() == [
        (Place.DESCRIBED, "Names a word on the fridge.", ""),
        (Place.SIGN_LANGUAGE, "", "https://m.example/s.mp4"),
    ]
    assert import_archive(filmed.root).unchanged == 2
    db.session.commit()
    export_archive(tmp_path / "out")
    assert (tmp_path / "out/episodes/oat-milk/described.mp4").exists()
    assert import_archive(tmp_path / "out").unchanged == 2


def test_a_poster_that_was_made_is_made_again_instead_of_travelling(filmed, app, tmp_path):
    filmed.rewrite(lambda e: e["video"].update(poster=None, poster_alt=""))
    filmed.rewrite(lambda e: e["artifacts"]["video"].update(headline="clean"))
    (filmed.episode / "poster.png").unlink()
    import_archive(filmed.root)
    run_pending(app)
    assert db.session.scalars(select(Video.poster_key).where(Video.storage_key != "")).one()
    assert import_archive(filmed.root).unchanged == 2
    db.session.commit()
    export_archive(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out/episodes/oat-milk").glob("poster.*")] == []


def as_text(archive: Built) -> None:
    (archive.episode / "video.mp4").write_text("This is text.")


def as_page(archive: Built) -> None:
    (archive.episode / "poster.png").write_text("<svg onload=alert(1)>")


def as_another_picture(archive: Built) -> None:
    (archive.episode / "poster.png").write_bytes(b"\xff\xd8\xff\xe0" + bytes(20))


def cut_off(archive: Built) -> None:
    path = archive.episode / "video.mp4"
    path.write_bytes(path.read_bytes()[:400])


def gone(archive: Built) -> None:
    (archive.episode / "video.mp4").unlink()


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (as_text, "episodes/oat-milk/video.mp4: This isn’t a video or sound file"),
        (cut_off, "episodes/oat-milk/video.mp4: We can’t read the file"),
        (as_page, "episodes/oat-milk/poster.png: This isn’t a picture"),
        (as_another_picture, "episodes/oat-milk/poster.png: is image/jpeg, so its name must end"),
        (gone, "episodes/oat-milk/episode.json: video.file: video.mp4 is not there"),
    ],
)
def test_media_that_is_not_what_it_says_is_refused_and_nothing_is_stored(filmed, damage, problem):
    damage(filmed)
    before = rows()
    with pytest.raises(ArchiveError) as raised:
        import_archive(filmed.root)
    db.session.commit()

    assert str(raised.value.problems[0]).startswith(problem)
    assert (rows(), stored()) == (before, {})


def test_an_import_that_fails_late_leaves_neither_rows_nor_files(filmed):
    before = rows()

    def fail(episode: Episode) -> None:
        if episode.slug == "oat-milk":
            raise RuntimeError("the index is broken")

    with (
        episode_changed.connected_to(fail),
        pytest.raises(RuntimeError, match="the index is broken"),
    ):
        import_archive(filmed.root)
    db.session.commit()

    assert (rows(), stored()) == (before, {})


def test_an_import_that_fails_keeps_the_files_that_others_need(filmed):
    import_archive(filmed.root)
    db.session.commit()
    files = stored()
    second = filmed.root / "episodes" / "second"
    shutil.copytree(filmed.episode, second)
    filmed.rewrite(lambda e: e.update(number=3), "episodes/second/episode.json")

    def fail(_episode: Episode) -> None:
        raise RuntimeError("the index is broken")

    with episode_changed.connected_to(fail), pytest.raises(RuntimeError):
        import_archive(filmed.root)

    assert stored() == files


def test_an_export_without_its_media_names_the_file_and_leaves_no_folder(filmed, tmp_path):
    import_archive(filmed.root)
    db.session.commit()
    shutil.rmtree(storage().root)
    with pytest.raises(ExportError, match=r"oat-milk: its video.mp4 .* is missing"):
        export_archive(tmp_path / "deep" / "out")

    assert files_under(tmp_path / "deep") == {}
