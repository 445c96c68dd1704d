"""The display face: cut small, once, and done without where it cannot be had."""

from io import BytesIO
from pathlib import Path
from shutil import rmtree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.identity.faces import LARGEST_BYTES, FaceError, cut_face, face_cut
from episodes.identity.stylesheet import FALLBACKS, Identity, own_rules
from episodes.site import settings_of


def test_the_face_is_cut_small_once_and_found_again(tmp_path: Path) -> None:
    assert face_cut("Fraunces", tmp_path) is None
    face = cut_face("Fraunces", tmp_path)
    assert 10_000 < face.file.stat().st_size <= LARGEST_BYTES
    assert face.file.read_bytes()[:4] == b"wOF2"
    assert cut_face("Fraunces", tmp_path) == face == face_cut("Fraunces", tmp_path)
    assert [path.name for path in face.file.parent.iterdir()] == [face.name]


def test_the_cut_face_keeps_its_weights_and_the_letters_of_the_west(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(cut_face("Fraunces", tmp_path).file.read_bytes()))
    assert [(a.axisTag, a.minValue, a.maxValue) for a in font["fvar"].axes] == [("wght", 400, 700)]
    assert set(map(ord, "aé¿ñßŐł“”‘’–—…€")) <= font.getBestCmap().keys()


def test_a_family_that_is_not_installed_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FaceError, match="No Such Face"):
        cut_face("No Such Face", tmp_path)


def test_a_fallback_is_as_wide_as_the_face_it_stands_in_for(tmp_path: Path) -> None:
    """Prose of Fraunces at weight 600 is 0.466 ems a letter, of Georgia 0.446."""
    rules = own_rules(Identity(face=cut_face("Fraunces", tmp_path)), "/look/faces/f.woff2")
    assert 'local("Georgia"), local("Gelasio"); size-adjust: 104.4%' in rules
    assert rules.count("@font-face") == 1 + len(FALLBACKS)


def test_without_a_face_the_page_stands_in_a_serif(app: Flask, client: FlaskClient) -> None:
    rmtree(settings_of(app).DATA_DIR / "faces", ignore_errors=True)  # another test's
    page = client.get("/").text
    assert 'rel="preload"' not in page
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    sheet = client.get(address)
    assert sheet.mimetype == "text/css"
    assert "@layer reset, tokens, show" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]


def test_a_page_that_was_kept_still_gets_a_stylesheet(client: FlaskClient) -> None:
    sheet = client.get("/look/000000000000.css")
    assert sheet.status_code == 200
    assert sheet.headers["Cache-Control"] == "no-cache"


def test_the_face_is_served_for_a_year_and_preloaded(app: Flask, client: FlaskClient) -> None:
    face = cut_face("Fraunces", settings_of(app).DATA_DIR)
    try:
        address = f"/look/faces/{face.name}"
        assert f'<link rel="preload" href="{address}" as="font"' in client.get("/").text
        font = client.get(address)
        assert font.mimetype == "font/woff2"
        assert "max-age=31536000, immutable" in font.headers["Cache-Control"]
        font.close()
    finally:
        face.file.unlink()


@pytest.mark.parametrize("name", ["../querent.sqlite", "x.woff2", "secret-key"])
def test_no_other_file_is_served_as_a_face(client: FlaskClient, name: str) -> None:
    assert client.get(f"/look/faces/{name}").status_code == 404
