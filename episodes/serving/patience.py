"""A start that meets somebody who writes for long waits for them: ending would help nobody."""

import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import DatabaseError

from episodes.db import db
from episodes.outages import BUSY, outage_of

# SQLite's lock was waited for already; a server without a free connection answers at once.
PAUSE_S = 1.0
logger = logging.getLogger(__name__)


def do_when_free(act: Callable[[], object]) -> None:
    """Does it again and again, each time from the beginning, for as long as the database is busy.

    Raises DatabaseError for every other trouble."""
    while True:
        try:
            act()
            return
        except DatabaseError as error:
            db.session.rollback()
            if outage_of(error) is not BUSY:
                raise
            logger.warning("the database is busy, waiting for it: %s", error.orig)
        time.sleep(PAUSE_S)
