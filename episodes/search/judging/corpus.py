"""A judged set in a database of its own, searched as the site is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import Migrate, upgrade
from sqlalchemy import inspect, true

from episodes.catalog.models import Episode
from episodes.db import db, prepare_engine
from episodes.search.finding.find import Legs, find
from episodes.search.finding.ranking import WEIGHTS, Weights
from episodes.search.indexing.index import add_passages, init_search
from episodes.search.indexing.passages import PassageDraft, part_passages, question_passages
from episodes.search.judging.figures import JudgedEpisode, JudgedSet
from episodes.search.language.query import parsed
from episodes.search.language.small_words import ENGLISH
from episodes.search.meaning.making import make_vectors
from episodes.settings import Settings
from episodes.site import Site, use_settings

MIGRATIONS = Path(__file__).parents[3] / "migrations"
AT_ONCE = 500


class DatabaseInUseError(Exception):
    pass


@contextmanager
def apart(settings: Settings, database: str = "") -> Iterator[Site]:
    """An app with nothing but search, on an SQLite file that is gone afterwards, or on the empty
    database that is named. Raises DatabaseInUseError where it is not empty."""
    with TemporaryDirectory() as folder:
        address = database or f"sqlite:///{Path(folder) / 'evaluated.sqlite'}"
        own = Settings.model_validate(settings.model_dump() | {"DATABASE_URL": address})
        app = Site(__name__)
        app.testing = True  # no worker is woken
        app.config["SQLALCHEMY_DATABASE_URI"] = own.database_url
        use_settings(app, own)
        db.init_app(app)
        Migrate(app, db)
        init_search(app)
        with app.app_context():
            prepare_engine(db.engine)
            if inspect(db.engine).get_table_names():
                raise DatabaseInUseError
            upgrade(directory=str(MIGRATIONS))
            yield app
            db.session.remove()
            db.engine.dispose()


def fill(judged: JudgedSet, report: Callable[[int, int], None]) -> None:
    """Episode n of the set gets the number n + 1. Commits."""
    for number, judged_episode in enumerate(judged.episodes, 1):
        # A title with words in it would be found by them.
        db.session.add(Episode(id=number, slug=f"e{number}", title=str(number)))
        db.session.flush()
        add_passages(number, list(_drafts(judged_episode)))
        if number % AT_ONCE == 0:
            db.session.commit()
    db.session.commit()

    def reported(done: int, total: int) -> None:
        db.session.commit()
        report(done, total)

    make_vectors(db.session.commit, reported)


def _drafts(judged: JudgedEpisode) -> Iterator[PassageDraft]:
    language = parsed(f"{judged.question} {' '.join(judged.answers)}").language or ENGLISH
    yield from question_passages(language, judged.question, ())
    for number, answer in enumerate(judged.answers):
        yield from part_passages(language, f"answer-{number}", "", answer)


def finder(
    legs: Legs, weights: Weights = WEIGHTS, *, exactly: bool = False
) -> Callable[[str, int], list[int]]:
    anything = true()

    def numbers_found(text: str, limit: int) -> list[int]:
        finding = find(
            text, may_find=anything, limit=limit, exactly=exactly, legs=legs, weights=weights
        )
        return [one.episode_id - 1 for one in finding.ranked]

    return numbers_found
