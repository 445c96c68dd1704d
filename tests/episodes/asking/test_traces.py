"""Nothing that the site keeps or says tells who asked, and no log has the words."""

import json
import logging
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from itsdangerous import base64_decode
from sqlalchemy import text

from episodes.db import db
from tests.episodes.asking.conftest import Asker, code_on, hidden
from tests.waiting import DEADLINE_S, wait_until

ROOT = Path(__file__).parents[3]
WORDS = "Xylomarimba keeps me awake and my partner plays it at night."
VISITOR = {"User-Agent": "Peculiar/77", "X-Forwarded-For": "203.0.113.77"}
WHO = ("Peculiar", "203.0.113.77")


def everything_in_the_database() -> dict[str, str]:
    rows = {}
    for table in db.metadata.sorted_tables:
        found = db.session.execute(text(f'SELECT * FROM "{table.name}"')).all()  # noqa: S608
        rows[table.name] = "\n".join(str(tuple(row)) for row in found)
    return rows


def test_the_database_has_the_words_once_and_nobody(
    asker: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asker.client.environ_base["HTTP_USER_AGENT"] = "Peculiar/77"
    asker.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    code = asker.sent(WORDS, checked=True)
    asker.fragment("/ask/similar")
    asker.with_code(code)
    asker.with_code(code, "/receipt/line", line="It is a xylomarimba.")
    dump = everything_in_the_database()
    with_words = {name for name, rows in dump.items() if "ylomarimba" in rows}
    assert with_words == {"asked_question", "asked_addition"}
    traces = (*WHO, code, code.replace("-", ""), code[:5], asker.fields["token"])
    told = "\n".join([*dump.values(), caplog.text])
    assert [trace for trace in traces if trace in told] == []
    assert "ylomarimba" not in caplog.text
    assert re.search(r"\d\d:\d\d:\d\d", dump["asked_question"] + dump["asking_day"]) is None


def test_the_cookie_ends_with_the_visit_and_has_neither_words_nor_code(asker: Asker) -> None:
    asker.start(WORDS)
    sent = asker.post("/ask/send")
    cookies = sent.headers.getlist("Set-Cookie")
    page = asker.client.get("/ask/sent").text
    assert len(cookies) == 1
    assert cookies[0].startswith("session=")
    assert "Expires" not in cookies[0] and "Max-Age" not in cookies[0]
    value = cookies[0].split("=", 1)[1].split(".")[0]
    inside = json.loads(base64_decode(value))
    assert set(inside) == {"csrf_token", "sent"}
    assert code_on(page).replace("-", "") not in json.dumps(inside).upper()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The run command as an operator starts it, with everything said that it can say."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path / "data"), "PORT": str(port)}
    environment |= {
        "DEMO_SEASON": "off",
        "LOG_LEVEL": "debug",
        "PROXIES": "1",
        "TRUSTED_HOSTS": "127.0.0.1",
    }
    said = tmp_path / "said.txt"
    command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
    with said.open("w") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_until(
                lambda: "Ctrl-C stops it" in said.read_text() or server.poll() is not None,
                "the start of the site",
            )
            assert server.poll() is None, said.read_text()
            yield f"http://127.0.0.1:{port}", tmp_path
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(DEADLINE_S)


def test_a_running_site_writes_nothing_of_who_asked(site: tuple[str, Path]) -> None:
    address, folder = site
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def fetched(path: str, **fields: str) -> str:
        body = urllib.parse.urlencode(fields).encode() if fields else None
        asked = urllib.request.Request(address + path, body, VISITOR)  # noqa: S310  # our own
        with opener.open(asked, timeout=DEADLINE_S) as response:
            return str(response.read().decode())

    page = fetched("/ask")
    form = {name: hidden(page, name) for name in ("csrf_token", "token")} | {"text": WORDS}
    fetched("/ask/similar", **form)
    fetched("/ask/review", **form)
    code = code_on(fetched("/ask/send", **form))
    assert len(code) == 23
    fetched("/receipt", csrf_token=form["csrf_token"], code=code)
    written = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    traces = [*WHO, code, code.replace("-", ""), form["token"]]
    assert [(n, t) for n, d in written.items() for t in traces if t.encode() in d] == []
    with_words = {name for name, data in written.items() if b"ylomarimba" in data}
    assert with_words
    assert with_words <= {"querent.sqlite", "querent.sqlite-wal"}
