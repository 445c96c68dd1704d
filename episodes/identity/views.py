"""The stylesheet, the display face and the logo, under addresses that change when they do."""

from flask import Blueprint, Response, abort, send_from_directory, url_for

from episodes.catalog.queries import the_show
from episodes.identity.faces import FOLDER, USUAL_FACE, Face, face_cut
from episodes.identity.stylesheet import Identity, Sheet, sheet_of
from episodes.site import site_settings

bp = Blueprint("identity", __name__)
YEAR_SECONDS = 365 * 24 * 3600
FOR_GOOD = f"public, max-age={YEAR_SECONDS}, immutable"


def identity_of(hot: str, plum: str, display_face: str) -> Identity:
    return Identity(hot, plum, face_cut(display_face or USUAL_FACE, site_settings().DATA_DIR))


def current_sheet(identity: Identity) -> Sheet:
    return sheet_of(identity, face_address(identity.face))


def face_address(face: Face | None) -> str:
    return url_for("identity.face", name=face.name) if face else ""


@bp.get("/look/<digest>.css")
def stylesheet(digest: str) -> Response:
    """Any digest gives the sheet as it is now: a page that was kept must not stand bare."""
    show = the_show()
    own = (show.hot, show.plum, show.display_face) if show else ("", "", "")
    sheet = current_sheet(identity_of(*own))
    response = Response(sheet.text, mimetype="text/css")
    response.headers["Cache-Control"] = FOR_GOOD if digest == sheet.digest else "no-cache"
    return response


@bp.get("/look/faces/<name>")
def face(name: str) -> Response:
    if not name.endswith(".woff2"):
        abort(404)
    folder = site_settings().DATA_DIR.resolve() / FOLDER
    response = send_from_directory(folder, name, mimetype="font/woff2")
    response.headers["Cache-Control"] = FOR_GOOD
    return response


@bp.get("/look/logo/<digest>.png")
def logo(digest: str) -> Response:
    """An earlier one's digest gives nothing: browsers would keep the wrong picture for a year."""
    show = the_show()
    if show is None or not show.logo or digest != show.logo_digest:
        abort(404)
    response = Response(show.logo, mimetype="image/png")
    response.headers["Cache-Control"] = FOR_GOOD
    return response
