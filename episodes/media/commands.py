"""flask media sweep, flask media prepare."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.media.actions import ask_for_preparing
from episodes.media.checking import A_DAY, old_leftovers, orphans
from episodes.media.models import Video
from episodes.media.storage import storage

media = AppGroup("media", help="Stored files, and what is made of them.")


@media.command("sweep")
@click.option("--delete", is_flag=True, help="Delete them; without it they are listed only.")
@click.option(
    "--replaced",
    is_flag=True,
    help="Also those of videos that were replaced; their versions can’t be used again then.",
)
def sweep(*, delete: bool, replaced: bool) -> None:
    """List files older than a day that no episode uses, and leftovers of broken uploads."""
    store, freed, count = storage(), 0, 0
    for left in old_leftovers():
        click.echo(f"{left.size_bytes:>15,}  {left.name}")
        freed, count = freed + left.size_bytes, count + 1
        if delete:
            store.delete_leftover(left.name)
    for key in list(orphans(older_than_seconds=A_DAY, keeps_replaced=not replaced)):
        size = store.size_bytes(key)
        click.echo(f"{size:>15,}  {key}")
        freed, count = freed + size, count + 1
        if delete:
            store.delete(key)
    done = "deleted" if delete else "to delete (--delete does it)"
    click.echo(f"{count} files of {freed / 1e6:,.1f} MB {done}." if count else "Nothing to sweep.")


@media.command("prepare")
@click.argument("slugs", nargs=-1)
@click.option(
    "--all",
    "all_of_them",
    is_flag=True,
    help="Prepare every stored video again, even if it is ready.",
)
def prepare_command(*, slugs: tuple[str, ...], all_of_them: bool) -> None:
    """Ask the worker to prepare videos for viewing: those of SLUGS, or all that are waiting."""
    rows = select(Episode.slug, Video).join(Episode, Episode.id == Video.episode_id)
    rows = rows.where(Video.original_key != "")
    if slugs:
        rows = rows.where(Episode.slug.in_(slugs))
    elif not all_of_them:
        rows = rows.where(Video.prepared_at.is_(None))
    videos = db.session.execute(rows.order_by(Video.id)).all()
    unknown = set(slugs) - {slug for slug, _ in videos}
    if unknown:
        raise click.ClickException(f"No stored video: {', '.join(sorted(unknown))}.")
    for slug, video in videos:
        ask_for_preparing(video)
        click.echo(slug)
    db.session.commit()
    click.echo(f"{len(videos)} asked for; flask jobs list shows how far they are.")
