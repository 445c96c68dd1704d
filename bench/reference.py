"""The pages as somebody would write them in an afternoon: Flask, SQLAlchemy and Jinja on the same
database, the same words, and nothing of the site's rules. What our own pages are held against."""

import os
from typing import Any

from flask import Flask, abort, render_template_string, request
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session, selectinload

from episodes.answers.models import Answer
from episodes.catalog.models import Credit, Episode, Status
from episodes.questions.published.models import Question
from episodes.search.models import RelatedEpisode
from episodes.transcripts.models import CaptionRendering, CaptionTrack
from episodes.warnings.models import ContentWarning

DATABASE = "REFERENCE_DATABASE"
PAGE = 20
LIST = """<!doctype html><title>Episodes</title><h1>Episodes</h1><ul>
{% for e, question in rows %}<li><a href="/episodes/{{ e.slug }}">{{ e.title }}</a>
<p>{{ question }}</p><p>{{ e.season }}/{{ e.number }} {{ e.published_at }}
{% for credit in e.credits %}{{ credit.person.name }} {% endfor %}
{% for topic in e.topics %}<a href="/topics/{{ topic.slug }}">{{ topic.name }}</a> {% endfor %}
{% endfor %}</ul>"""
WATCH = """<!doctype html><title>{{ e.title }}</title><h1>{{ question }}</h1>
{% for warning in warnings %}<p>{{ warning.category }}: {{ warning.start_ms }}</p>{% endfor %}
<video controls src="/episodes/{{ e.slug }}/video.mp4"></video>
{% for credit in e.credits %}<p>{{ credit.role }}: {{ credit.person.name }}</p>{% endfor %}
{% for topic in e.topics %}<a href="/topics/{{ topic.slug }}">{{ topic.name }}</a>{% endfor %}
<section>{{ transcript|safe }}</section><article>{{ answer }}</article>
{% for other in related %}<a href="/episodes/{{ other.slug }}">{{ other.title }}</a>{% endfor %}"""
RESULTS = """<!doctype html><title>Search</title><ol>{% for slug, words in rows %}
<li><a href="/episodes/{{ slug }}">{{ slug }}</a> {{ words }}</li>{% endfor %}</ol>"""
SEARCH = text(
    "SELECT episode.slug, snippet(passage_fts, 2, '', '', '...', 30) FROM passage_fts"
    " JOIN passage ON passage.id = passage_fts.rowid JOIN episode ON episode.id = episode_id"
    " WHERE passage_fts MATCH :words AND episode.status = 'published'"
    " ORDER BY passage_fts.rank LIMIT 20"
)


def create_app() -> Flask:
    app = Flask(__name__)
    engine = create_engine(os.environ[DATABASE])
    app.add_url_rule("/episodes/", "list", lambda: _list(engine))
    app.add_url_rule("/episodes/<slug>", "watch", lambda slug: _watch(engine, slug))
    app.add_url_rule("/search", "search", lambda: _search(engine))
    return app


def _list(engine: Engine) -> str:
    with Session(engine) as session:
        newest = (
            select(Episode, Question.text)
            .outerjoin(Question, Question.episode_id == Episode.id)
            .where(Episode.status == Status.PUBLISHED)
            .order_by(Episode.published_at.desc(), Episode.id.desc())
            .limit(PAGE)
            .options(*_with_all())
        )
        return render_template_string(LIST, rows=session.execute(newest).all())


def _watch(engine: Engine, slug: str) -> str:
    with Session(engine) as session:
        found = session.scalar(select(Episode).where(Episode.slug == slug).options(*_with_all()))
        if found is None:
            abort(404)
        number = found.id
        track = (
            select(CaptionRendering.transcript_html)
            .join(CaptionTrack, CaptionTrack.live_version_id == CaptionRendering.version_id)
            .where(CaptionTrack.episode_id == number)
        )
        others = (
            select(Episode)
            .join(RelatedEpisode, RelatedEpisode.other_id == Episode.id)
            .where(RelatedEpisode.episode_id == number)
            .limit(6)
        )
        values: dict[str, Any] = {
            "question": session.scalar(select(Question.text).filter_by(episode_id=number)),
            "warnings": session.scalars(select(ContentWarning).filter_by(episode_id=number)).all(),
            "transcript": session.scalar(track) or "",
            "answer": session.scalar(select(Answer.markdown).filter_by(episode_id=number)),
            "related": session.scalars(others).all(),
        }
        return render_template_string(WATCH, e=found, **values)


def _with_all() -> tuple[Any, ...]:
    return selectinload(Episode.topics), selectinload(Episode.credits).joinedload(Credit.person)


def _search(engine: Engine) -> str:
    words = " OR ".join(f'"{word}"' for word in request.args["q"].split())
    with Session(engine) as session:
        rows = session.execute(SEARCH, {"words": words}).all()
    return render_template_string(RESULTS, rows=rows)
