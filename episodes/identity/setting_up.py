"""Cutting the show's display face before the first page is asked for."""

import logging
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from episodes.catalog.queries import the_show
from episodes.db import db
from episodes.identity.faces import USUAL_FACE, FaceError, cut_face

log = logging.getLogger(__name__)


def prepare_face(data_dir: Path) -> None:
    """A face that cannot be cut is no reason not to start: pages are set in a serif then."""
    try:
        show = the_show()
    except SQLAlchemyError:  # not migrated yet
        show = None
    family = (show.display_face if show else "") or USUAL_FACE
    db.session.remove()  # an open transaction would hold SQLite's write lock while the site runs
    try:
        cut_face(family, data_dir)
    except FaceError as error:
        log.warning("%s Headings are set in a serif that readers have.", error)
