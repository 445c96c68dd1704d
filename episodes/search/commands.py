"""flask search ..."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import bindparam, select, text

from episodes.catalog.models import Episode
from episodes.db import db, rows_of
from episodes.search.finding.find import Finding, Legs, find
from episodes.search.indexing.index import reindex
from episodes.search.judging.corpus import DatabaseInUseError, apart, fill, finder
from episodes.search.judging.figures import Figures, JudgedSetError, figures_of, read_judged
from episodes.search.meaning.making import make_vectors
from episodes.search.meaning.process import meaning
from episodes.search.meaning.relating import relate
from episodes.search.models import Passage
from episodes.search.queries import may_find
from episodes.site import site_settings
from episodes.warnings.choices import ViewerChoices

search_commands = AppGroup("search", help="The search index, and what it finds.")
AT_ONCE = 100
TEXT_SHOWN = 200
Report = Callable[[int, int], None]


@search_commands.command("reindex")
def reindex_all() -> None:
    """Read every episode again and correct what search knows of it."""
    numbers = db.session.scalars(select(Episode.id).order_by(Episode.id)).all()
    with click.progressbar(numbers, label="Indexing episodes") as bar:
        for count, number in enumerate(bar, start=1):
            episode = db.session.get(Episode, number)
            if episode is not None:
                reindex(episode, again=True)
            if count % AT_ONCE == 0:
                db.session.commit()
                db.session.expunge_all()
    _tidy()
    db.session.commit()
    click.echo(f"Episodes indexed: {len(numbers):,}")
    _read_meaning()


def _read_meaning() -> None:
    with _progress("Reading what they mean") as report:
        made = make_vectors(db.session.commit, report)
    if meaning().why_not:
        click.echo(f"Search goes on by words: {meaning().why_not}.")
    else:
        click.echo(f"Passages read: {made:,}")
    with _progress("Relating episodes") as report:
        relate(db.session.commit, report)


def _tidy() -> None:
    """Merges FTS5's segments, or lets PostgreSQL's planner know which words are common."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE passage"))
    else:
        db.session.execute(text("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')"))


@contextmanager
def _progress(label: str) -> Iterator[Report]:
    """What it gives also ends the transaction, so that nobody waits while much is computed."""
    with click.progressbar(length=1, label=label) as bar:

        def report(done: int, total: int) -> None:
            db.session.commit()
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield report
        bar.update(max(bar.length or 1, 1) - bar.pos)


@search_commands.command("query")
@click.argument("typed")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, 200), help="How many answers."
)
@click.option("--words-only", "legs", flag_value=Legs.WORDS.value, help="Not by meaning.")
@click.option("--meaning-only", "legs", flag_value=Legs.MEANING.value, help="Not by words.")
@click.option("--exactly", is_flag=True, help="Don't correct spelling.")
def query(typed: str, *, as_json: bool, limit: int, legs: str | None, exactly: bool) -> None:
    """Search as a stranger does on the page, and show the ranking."""
    finding = find(
        typed,
        may_find=may_find(ViewerChoices(), False),
        limit=limit,
        exactly=exactly,
        legs=Legs(legs or Legs.BOTH),
    )
    episodes = _episodes_of(finding)
    if as_json:
        answer = {"query": typed, "searched_for": finding.query.searched, "episodes": episodes}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    if finding.query.repaired is not None:
        click.echo(f"Searched for {finding.query.repaired} instead.")
    for one in episodes:
        click.echo(f"{one['score']:.3f}  {one['slug']}  {one['title']}")
        for place in one["places"][:1]:
            click.echo(f"       {place['kind']}: {place['text'][:90]}")


def _episodes_of(finding: Finding) -> list[dict[str, Any]]:
    numbers = {
        "episodes": [one.episode_id for one in finding.ranked],
        "passages": [number for one in finding.ranked for number in one.passage_ids],
    }
    episodes = {row.id: row for row in rows_of(_EPISODES, numbers)}
    places = {row.id: _place(row) for row in rows_of(_PASSAGES, numbers)}
    return [
        {
            "slug": episodes[one.episode_id].slug,
            "title": episodes[one.episode_id].title,
            "score": round(one.score, 4),
            "places": [places[number] for number in one.passage_ids],
        }
        for one in finding.ranked
    ]


def _place(row: Any) -> dict[str, Any]:
    facts = {
        "kind": row.kind.value,
        "heading": row.heading,
        "anchor": row.anchor if row.start_ms is None else "",
        "speaker": row.speaker,
        "start_ms": row.start_ms,
        "text": row.body[:TEXT_SHOWN],
    }
    return {name: value for name, value in facts.items() if value not in ("", None)}


_EPISODES = select(Episode.id, Episode.slug, Episode.title).where(
    Episode.id.in_(bindparam("episodes", expanding=True))
)
_PASSAGES = select(
    Passage.id, Passage.kind, Passage.heading, Passage.anchor, Passage.speaker,
    Passage.start_ms, Passage.body,
).where(Passage.id.in_(bindparam("passages", expanding=True)))  # fmt: skip


@search_commands.command("evaluate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--database", default="", help="Use this empty database instead of a temporary file.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def evaluate(file: Path, *, database: str, as_json: bool) -> None:
    """Measure how well search finds what was judged to be the answer. The site's own content is
    neither read nor changed."""
    try:
        judged = read_judged(file)
        with apart(site_settings(), database):
            with _progress("Reading what they mean") as report:
                fill(judged, report)
            figures = {leg: figures_of(judged.queries, finder(leg)) for leg in _legs()}
    except JudgedSetError as error:
        raise click.ClickException(str(error)) from error
    except DatabaseInUseError as error:
        raise click.ClickException(f"{database} is not empty.") from error
    if as_json:
        click.echo(json.dumps({leg.value: asdict(f) for leg, f in figures.items()}, indent=2))
    else:
        click.echo(figures_table(figures))


def _legs() -> tuple[Legs, ...]:
    return (Legs.WORDS, Legs.MEANING, Legs.BOTH) if meaning().model() else (Legs.WORDS,)


def figures_table(figures: dict[Legs, Figures]) -> str:
    lines = [
        "| by | success at 1 | at 5 | at 10 | nDCG at 10 | MRR | ms CPU p50 | p95 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for leg, f in figures.items():
        shares = (f.success_at_1, f.success_at_5, f.success_at_10, f.ndcg_at_10, f.reciprocal_rank)
        cells = [leg.value, *(f"{share:.3f}" for share in shares)]
        cells += [f"{ms:.1f}" for ms in (f.median_ms, f.p95_ms)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
