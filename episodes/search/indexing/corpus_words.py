"""Keeps the table of the corpus's words, which spelling is repaired by, in step with passages."""

from collections.abc import Iterable

from sqlalchemy import delete, true

from episodes.db import db, insert_statement
from episodes.search.engines.engine import CountRequest, engine
from episodes.search.language.general_words import is_repairable
from episodes.search.language.words import WORD, folded
from episodes.search.models import CorpusWord

AT_ONCE = 1_000


def learn_words(texts: Iterable[str]) -> None:
    """Adds the words that are new to the corpus, in the caller's transaction."""
    # In one order everywhere, or two who add the same words could wait for one another.
    rows = [{"word": word} for word in sorted(_words_of(texts))]
    new = insert_statement(CorpusWord.__table__, db.engine.dialect.name)
    statement = new.on_conflict_do_nothing()
    for at in range(0, len(rows), AT_ONCE):
        db.session.connection().execute(statement, rows[at : at + AT_ONCE])


def forget_words(texts: Iterable[str]) -> None:
    """Takes the words of these texts out of the corpus that stand in no passage any more, in the
    caller's transaction."""
    own = sorted(_words_of(texts))
    for at in range(0, len(own), AT_ONCE):
        some = own[at : at + AT_ONCE]
        seen = engine().word_counts(CountRequest(seen=some), true()).seen
        unused = [word for word in some if not seen.get(word)]
        db.session.execute(delete(CorpusWord).where(CorpusWord.word.in_(unused)))


def _words_of(texts: Iterable[str]) -> set[str]:
    words = {folded(match[0]) for text in texts for match in WORD.finditer(text)}
    return {word for word in words if is_repairable(word)}
