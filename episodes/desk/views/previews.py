"""Links for people without an account: making one, and ending it."""

from flask import render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.forms.previews import PreviewForm
from episodes.desk.freezing import document_of, newest_numbers
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_press,
    episode_or_404,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import EDITORS, editing
from episodes.desk.views.episode import Page
from episodes.versions.previews import (
    PreviewDocument,
    end_preview_link,
    make_preview_link,
    preview_links_of,
)
from episodes.versions.queries import kinds_ahead


@bp.route("/episodes/<slug>/previews", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def previews(slug: str) -> Page:
    """The address of a new link is on the answer to the form alone: only its hash is kept."""
    episode = episode_or_404(slug)
    form = PreviewForm()
    actor = the_actor()
    made = commit_form(
        form,
        lambda: make_preview_link(
            episode,
            _newest_document(episode),
            days=int(form.days.data),
            note=form.note.data,
            actor=actor,
        ),
    )
    address = url_for("viewing.preview", key=made.result, _external=True) if made else ""
    page = render_template(
        "desk/previews.html",
        episode=episode,
        form=PreviewForm(formdata=None) if made else form,
        address=address,
        links=preview_links_of(episode.id),
    )
    return page, form.status


@bp.post("/episodes/<slug>/previews/<int:number>/end")
@requires_right(Right.PUBLISH)
def end_preview(slug: str, number: int) -> Response:
    episode = episode_or_404(slug)
    commit_press(
        lambda: end_preview_link(episode, number, the_actor()),
        gettext("The link doesn’t work any more."),
    )
    return see_other(url_for("desk.previews", slug=slug))


def _newest_document(episode: Episode) -> PreviewDocument:
    """With what is saved and not public yet: it is put into the tables, read, and taken out again.

    Raises RefusalError where the newest versions do not fit together."""
    numbers = newest_numbers(episode.id)
    savepoint = db.session.begin_nested()
    try:
        for kind in kinds_ahead(episode.id):
            if kind in EDITORS:
                editing(episode, kind).publish(the_actor())
        db.session.flush()
        db.session.expire_all()
        return document_of(episode, numbers)
    finally:
        savepoint.rollback()
