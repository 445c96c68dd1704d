"""What a request may call this site, and what a site behind a proxy must know of its names."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from episodes.settings import SettingsError, read_settings
from tests.factories import a_show

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).parents[3]

NO_HOSTS = [
    "a" * 64 + ".example",
    ".",
    "..",
    ".show.example",
    "show..example",
    "show.example..",
    "",
    "show.example:",
    "show.example:port",
    "show.example:99999",
    "show example",
    "show.example/..",
    "user@show.example",
    "é.example",
    "[::1",
    "a." * 127 + "example",
    "xn--\x80.example",
    "%2e",
]
HOSTS = [
    "localhost",
    "show.example:8000",
    "show.example.",
    "127.0.0.1:80",
    "[::1]:8000",
    "a_b.example",
]


@pytest.mark.parametrize("host", NO_HOSTS)
@pytest.mark.parametrize("trusted", [[], ["show.example", "a.example"]])
def test_what_is_no_host_name_is_refused_in_words(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, host: str, trusted: list[str]
) -> None:
    a_show()
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", trusted or None)
    for path in ("/", "/nowhere", "/sign-in", "/api/v1/episodes", "/static/js/main.js"):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 400, path
        assert answer.text == "This site is not known under that name.\n"


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_name_is_taken(client: FlaskClient, host: str) -> None:
    a_show()
    assert client.get("/", environ_overrides={"HTTP_HOST": host}).status_code == 200


@pytest.mark.parametrize("told", [{"PROXIES": 1}, {"HTTPS": True}])
def test_a_site_that_others_reach_does_not_start_without_its_names(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    with pytest.raises(SettingsError, match="TRUSTED_HOSTS must name the hosts"):
        read_settings(DATA_DIR=tmp_path, **told)
    assert read_settings(DATA_DIR=tmp_path, TRUSTED_HOSTS="show.example", **told).TRUSTED_HOSTS


def test_the_start_ends_with_one_line_that_says_so(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "HTTPS": "on"}
    command = [sys.executable, "-m", "flask", "check"]
    ended = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 2
    assert "Error: TRUSTED_HOSTS must name" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_every_405_says_which_methods_there_are(app: Flask, client: FlaskClient) -> None:
    a_show()
    addresses = {_an_address(rule) for rule in app.url_map.iter_rules()}
    assert len(addresses) > 50
    wrong = []
    for address in sorted(addresses):
        for method in ("PUT", "DELETE", "GET", "POST"):
            answer = client.open(address, method=method)
            if answer.status_code == 405 and not answer.headers.get("Allow"):
                wrong.append((method, address))
            answer.close()
    assert wrong == []


def _an_address(rule: Rule) -> str:
    return re.sub(r"<(?:(int|path)[^>]*|[^>]*)>", lambda m: "1" if m[1] else "x", rule.rule)
