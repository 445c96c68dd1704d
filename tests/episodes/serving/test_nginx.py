"""The sample configuration in docs/nginx.conf, run by a real nginx before a real site."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask_migrate import upgrade
from werkzeug.serving import make_server

from app import create_app
from episodes.catalog.models import Status
from episodes.db import db
from episodes.media.actions import set_video_file
from episodes.settings import Settings
from tests.conftest import absent
from tests.episodes.media.odd_films import a_moving_film
from tests.factories import a_show, an_episode
from tests.migrations import MIGRATIONS
from tests.waiting import wait_until

SAMPLE = Path(__file__).parents[3] / "docs" / "nginx.conf"
HOST = "show.example.org"
# Made by nginx for the file that it sends, or for each answer.
OF_NGINX = {
    "accept-ranges",
    "date",
    "server",
    "etag",
    "last-modified",
    "connection",
    "content-length",
    "content-range",
}
MAIN = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{}}
http {{
  types {{ video/webm webm; }} default_type text/plain;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {sample}
}}
"""


@dataclass
class Site:
    app: Flask
    port: int
    direct_port: int

    def get(self, path: str, *, direct: bool = False, **headers: str) -> tuple[HTTPResponse, bytes]:
        port = self.direct_port if direct else self.port
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", path, headers={"Host": HOST} | named)
            answer = connection.getresponse()
            return answer, answer.read()


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def configuration(folder: Path, port: int, site_port: int, media: Path) -> str:
    sample = SAMPLE.read_text()
    changes = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{site_port};",
        "/var/lib/querent/media/": f"{media}/",
    }
    for old, new in changes.items():
        assert sample.count(old) == 1, old
        sample = sample.replace(old, new)
    sample = re.sub(r"\n *ssl_certificate.*", "", sample)
    user = "user root;" if os.getuid() == 0 else ""
    return MAIN.format(folder=folder, sample=sample, user=user)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        absent("nginx", "no nginx is installed")
    folder = tmp_path_factory.mktemp("nginx")
    settings = {"DATA_DIR": folder / "data", "PROXIES": 1, "HTTPS": True, "TRUSTED_HOSTS": [HOST]}
    app = create_app(Settings(**settings, MEDIA_X_ACCEL="/media-files/", SEARCH_BY_MEANING=False))
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        a_show()
        for slug, status in (("film", Status.PUBLISHED), ("draft", Status.DRAFT)):
            film = BytesIO(a_moving_film())
            set_video_file(an_episode(slug, status=status), film, limit_bytes=10**7)
        db.session.commit()
    alone = create_app(Settings(**settings, SEARCH_BY_MEANING=False))
    servers = [make_server("127.0.0.1", 0, each, threaded=True) for each in (app, alone)]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    port = free_port()
    text = configuration(folder, port, servers[0].port, folder / "data" / "media")
    (folder / "nginx.conf").write_text(text)
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as nginx:
        wait_until(lambda: is_open(port) or nginx.poll() is not None, "nginx listens")
        assert nginx.poll() is None, nginx.stderr and nginx.stderr.read()
        yield Site(app, port, servers[1].port)
        nginx.terminate()
    for server in servers:
        server.shutdown()
    for each in (app, alone):
        with each.app_context():
            db.engine.dispose()


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def headers_of(answer: HTTPResponse) -> dict[str, str]:
    names = [name.lower() for name, _ in answer.getheaders()]
    assert len(names) == len(set(names)), f"one is said twice: {names}"
    return {n.lower(): v for n, v in answer.getheaders() if n.lower() not in OF_NGINX}


@pytest.mark.parametrize("wanted", [{}, {"Range": "bytes=10-19"}])
def test_media_sent_by_nginx_bears_every_header_of_the_site(
    site: Site, wanted: dict[str, str]
) -> None:
    path = "/episodes/film/video.mp4"
    by_nginx, body = site.get(path, **wanted)
    by_site, same_body = site.get(path, direct=True, **wanted, X_Forwarded_Proto="https")
    assert by_nginx.status == by_site.status == (206 if wanted else 200)
    assert body == same_body
    expected = headers_of(by_site)
    assert {"content-security-policy", "x-content-type-options", "cache-control"} <= set(expected)
    assert headers_of(by_nginx) == expected


def test_a_file_that_the_reader_has_is_not_sent_again(site: Site) -> None:
    etag = site.get("/episodes/film/video.mp4")[0].headers["ETag"]
    answer, body = site.get("/episodes/film/video.mp4", If_None_Match=etag)
    assert (answer.status, body) == (304, b"")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_reaches_a_file_past_the_site(site: Site) -> None:
    media = site.app.extensions["settings"].media_dir
    for file in media.rglob("*.mp4"):
        assert site.get(f"/media-files/{file.relative_to(media)}")[0].status == 404
    assert site.get("/episodes/draft/video.mp4")[0].status == 404


def test_pages_come_through_and_another_name_does_not(site: Site) -> None:
    answer, page = site.get("/episodes/film")
    assert answer.status == 200
    assert b"Film" in page
    assert answer.headers["Strict-Transport-Security"]
    assert site.get("/", Host="evil.example")[0].status == 400
