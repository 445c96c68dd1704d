"""The caption editor's page, and the same work without script, fifty captions at a time."""

import uuid

from flask import flash, render_template, request, url_for
from flask_babel import gettext

from captions.editing import Edit, Sheet
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.caption_rows import button_edit, page_of, typed_edit
from episodes.desk.views.blueprint import bp, commit_form, see_other, the_actor
from episodes.desk.views.caption_edits import track_or_404
from episodes.desk.views.episode import Page
from episodes.desk.views.sync import video_address
from episodes.media.queries import newest_video_of
from episodes.transcripts.editing.checking import rules_of
from episodes.transcripts.editing.log import (
    FORM,
    append_edit,
    discard_session,
    ensure_session,
    last_number,
    newest_version,
    open_session,
    others_at,
    session_to_continue,
    sheet_of,
    sheet_of_version,
)
from episodes.transcripts.editing.models import EditSession
from episodes.transcripts.editing.saving import Saved, save_session
from episodes.transcripts.models import CaptionTrack
from episodes.transcripts.queries import versions_of


@bp.get("/episodes/<slug>/captions/tracks/<int:track_id>")
@requires_right(Right.CAPTION)
def edit_captions(slug: str, track_id: int) -> Page:
    episode, track = track_or_404(slug, track_id)
    newest = newest_version(track.id)
    if newest is None or not newest.is_timed:
        flash(gettext("There are no captions with times here to edit."), "warning")
        return see_other(url_for("desk.captions", slug=slug))
    return _page(episode, track, request.args.get("page", 1, type=int))


@bp.post("/episodes/<slug>/captions/tracks/<int:track_id>")
@requires_right(Right.CAPTION)
def save_caption_rows(slug: str, track_id: int) -> Page:
    """What was typed goes into the log; where somebody asks for it, all becomes a version."""
    episode, track = track_or_404(slug, track_id)
    form = ConfirmForm()
    number = request.form.get("page", 1, type=int)
    session = session_to_continue(track, the_actor()) or ensure_session(track, the_actor())
    was = sheet_of(session, until=request.form.get("number", 0, type=int))
    shown = page_of(was, number)
    typed = typed_edit(shown, was, request.form)
    if shown.problems:
        return _page(episode, track, number, shown=shown, status=422)
    pressed = request.form.get("press", "")
    if not (done := commit_form(form, lambda: _write(session, typed, pressed))):
        return _page(episode, track, number, shown=shown, status=form.status)
    _tell(done.result)
    return see_other(url_for("desk.edit_captions", slug=slug, track_id=track_id, page=number))


@bp.post("/episodes/<slug>/captions/tracks/<int:track_id>/discard")
@requires_right(Right.CAPTION)
def discard_caption_edits(slug: str, track_id: int) -> Page:
    _, track = track_or_404(slug, track_id)
    session = open_session(track, the_actor())
    if session is not None and commit_form(ConfirmForm(), lambda: discard_session(session)):
        flash(gettext("Your changes are thrown away. This is the newest version."), "good")
    return see_other(url_for("desk.edit_captions", slug=slug, track_id=track_id))


def _write(session: EditSession, typed: Edit, pressed: str) -> Saved | None:
    if not typed.is_empty:
        append_edit(session, typed, FORM)
    button = button_edit(sheet_of(session), pressed, f"f{uuid.uuid4().hex[:12]}")
    if button is not None and not button.is_empty:
        append_edit(session, button, FORM)
    if pressed != "version":
        return None
    settled = [row["id"] for row in session.conflicts if request.form.get(f"settled-{row['id']}")]
    return save_session(session, the_actor(), note=request.form.get("note", ""), settled=settled)


def _tell(saved: Saved | None) -> None:
    if saved is None:
        flash(gettext("Your changes are kept. They aren’t a version yet."), "good")
    elif saved.version is None:
        flash(
            gettext("Somebody else changed the same captions. Decide which text stays."), "warning"
        )
    else:
        words = gettext("Saved as version %(number)s.", number=saved.version.number)
        flash(f"{words} {gettext('Viewers don’t see it yet.')}", "good")


def _page(
    episode: Episode, track: CaptionTrack, number: int, *, shown: object = None, status: int = 200
) -> Page:
    session = session_to_continue(track, the_actor())
    sheet = _sheet(track, session)
    page = render_template(
        "desk/caption-editor.html",
        episode=episode,
        track=track,
        versions=versions_of(track.id)[:10],
        session=session,
        number=last_number(session.id) if session else 0,
        shown=shown or page_of(sheet, number),
        count=len(sheet.rows),
        others=others_at(track.id, the_actor().id),
        profile=rules_of(track).profile,
        video=newest_video_of(episode.id),
        source=video_address(episode.slug, newest_video_of(episode.id)),
    )
    return page, status


def _sheet(track: CaptionTrack, session: EditSession | None) -> Sheet:
    if session is not None:
        return sheet_of(session)
    newest = newest_version(track.id)
    return sheet_of_version(newest.id if newest else 0)
