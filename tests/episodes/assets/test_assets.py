"""The project's own files are kept by browsers for a year, and never a day too long."""

import re
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from episodes.assets.files import Assets

pytestmark = pytest.mark.one_database


def address(client: FlaskClient, name: str) -> str:
    with client.application.test_request_context():
        return url_for("static", filename=name)


def test_an_asset_may_be_kept_for_a_year(client: FlaskClient) -> None:
    response = client.get(address(client, "css/base.css"))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.mimetype == "text/css"


def test_a_change_of_any_file_changes_every_address(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("import './b.js'")
    (tmp_path / "js" / "b.js").write_text("export const one = 1")
    before = Assets(tmp_path).digest
    assert Assets(tmp_path).digest == before
    (tmp_path / "js" / "b.js").write_text("export const one = 2")
    assert Assets(tmp_path).digest != before


@pytest.mark.parametrize("former", ["", "0123456789ab/"])
def test_a_page_from_before_an_update_still_gets_its_files_but_asks_each_time(
    client: FlaskClient, former: str
) -> None:
    response = client.get(f"/static/{former}js/main.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"
    tag = response.headers["ETag"]
    unchanged = client.get(f"/static/{former}js/main.js", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_text_is_sent_packed_as_the_browser_takes_it(client: FlaskClient, encoding: str) -> None:
    where = address(client, "css/base.css")
    plain = client.get(where).data
    packed = client.get(where, headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert len(packed.data) < len(plain)
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_head_gives_the_length_and_no_body(client: FlaskClient) -> None:
    where = address(client, "css/base.css")
    response = client.head(where)
    assert response.data == b""
    assert response.headers["Content-Length"] == str(len(client.get(where).data))


@pytest.mark.parametrize("name", ["../app.py", "..%2Fapp.py", "nowhere.css", "", "css/"])
def test_nothing_but_the_projects_own_files_is_sent(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_page_asks_for_one_joined_script_with_all_that_it_imports(
    app: Flask, client: FlaskClient
) -> None:
    [script] = re.findall(r'<script type="module" src="([^"]+)"', client.get("/").text)
    assert script == address(client, "joined/js/main.js")
    joined = client.get(script)
    assert (joined.status_code, joined.mimetype) == (200, "text/javascript")
    assert "immutable" in joined.headers["Cache-Control"]
    for inner in ("js/arrival.js", "js/elements/search-box.js", "js/lib/strings.js"):
        assert f'modules["{inner}"] ??=' in joined.text


def test_all_scripts_and_stylesheets_can_be_joined(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    assets = Assets(folder)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.[jc]s*")]
    assert len(names) > 100
    for name in names:
        joined = assets.asset(f"joined/{name}")
        assert joined
        assert "@import" not in joined.body.decode()


@pytest.mark.parametrize(
    "name", ["joined/icon.svg", "joined/nowhere.js", "joined/joined/js/main.js"]
)
def test_nothing_else_is_joined(client: FlaskClient, name: str) -> None:
    assert client.get(address(client, name)).status_code == 404
