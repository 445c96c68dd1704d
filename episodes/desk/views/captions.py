"""Caption tracks, their versions, and what was understood of each."""

from io import BytesIO

from flask import abort, flash, render_template, request, send_file, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from captions.language import other_language
from captions.speech_model import is_installed
from episodes.accounts.permissions import Right, may, requires_right
from episodes.catalog.models import Episode, Status
from episodes.catalog.words import LANGUAGES
from episodes.db import db
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.captions import CaptionsForm
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    episode_or_404,
    require_publisher,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.jobs.models import Job, JobState
from episodes.site import site_settings
from episodes.transcripts.actions import make_live
from episodes.transcripts.approvals import (
    approvals_of,
    approve_version,
    awaits_second_person,
    require_second_person,
)
from episodes.transcripts.hearing import ask_for_hearing, match_of
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.transcripts.offers import can_be_synced, listening_to
from episodes.transcripts.queries import source_of, tracks_of, understanding_of, versions_of
from episodes.transcripts.uploads import KEEP_CAPTIONS

PROBLEMS_SHOWN = 200


@bp.route("/episodes/<slug>/captions", methods=["GET", "POST"])
@requires_right(Right.CAPTION, to_read=Right.REVIEW)
def captions(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = CaptionsForm(language=episode.language)
    limit_bytes = site_settings().MAX_TEXT_BYTES

    def save() -> CaptionVersion | None:
        if form.make_live.data:
            require_publisher(episode)
        return form.save(episode, the_actor(), limit_bytes=limit_bytes)

    if added := commit_form(form, save):
        if added.result is None:
            flash(gettext("Your file is large. We’re reading it, and it becomes a version then."))
            return see_other(url_for("desk.captions", slug=slug))
        flash(_summary_of(added.result), "good")
        return see_other(url_for("desk.caption_version", slug=slug, version_id=added.result.id))
    episode = episode_or_404(slug)
    tracks = [(track, versions_of(track.id)) for track in tracks_of(episode.id)]
    listening = listening_to(episode.id)
    page = render_template(
        "desk/captions.html",
        episode=episode,
        form=form,
        languages=LANGUAGES,
        limit_bytes=limit_bytes,
        tracks=tracks,
        approvals=approvals_of([line.id for _, lines in tracks for line in lines]),
        listening=listening,
        keeping=[job for job in listening.jobs if _is_pressing(job)],
        can_be_synced=can_be_synced,
        can_draft=is_installed(site_settings().ASR_MODEL_DIR),
    )
    return page, form.status


def _is_pressing(job: Job) -> bool:
    """A large file that becomes a version, or did not."""
    return job.kind == KEEP_CAPTIONS and job.state is not JobState.DONE


@bp.get("/episodes/<slug>/captions/<int:version_id>")
@requires_right(Right.CAPTION, to_read=Right.REVIEW)
def caption_version(slug: str, version_id: int) -> Page:
    episode, track, version = version_or_404(slug, version_id)
    understanding = understanding_of(version)
    return render_template(
        "desk/caption-version.html",
        episode=episode,
        track=track,
        version=version,
        understanding=understanding,
        match=match_of(version),
        can_be_shown=_can_be_shown(episode, track, version),
        approval=approvals_of([version.id]).get(version.id),
        awaits_second_person=awaits_second_person(version),
        is_own=version.author_id == the_actor().id,
        other_language=other_language(understanding.track, track.language),
        listening=listening_to(episode.id) if can_be_synced(track.kind) else None,
        problems_shown=PROBLEMS_SHOWN,
    )


@bp.get("/episodes/<slug>/captions/<int:version_id>/source")
@requires_right(Right.CAPTION, to_read=Right.REVIEW)
def caption_source(slug: str, version_id: int) -> Response:
    """As an attachment of no particular type: whatever is in the file, no browser runs it."""
    version_or_404(slug, version_id)
    source = source_of(version_id)
    if source is None:
        abort(404)
    return send_file(
        BytesIO(source.data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=source.name,
        etag=source.sha256,
    )


@bp.post("/episodes/<slug>/captions/<int:version_id>/approve")
@requires_right(Right.REVIEW)
def approve_captions(slug: str, version_id: int) -> Page:
    """With show in the address, viewers get it by the same press."""
    episode, track, version = version_or_404(slug, version_id)
    shows = "show" in request.args
    if shows and not _can_be_shown(episode, track, version):
        abort(409)
    form, number = ConfirmForm(), version.number

    def approve() -> None:
        approve_version(version, the_actor())
        if shows:
            _show_to_viewers(episode, version)

    if commit_form(form, approve):
        flash(gettext("Version %(number)s is approved, in your name.", number=number), "good")
        if shows:
            flash(gettext("Viewers now see version %(number)s.", number=number), "good")
            return see_other(url_for("desk.captions", slug=slug))
    else:
        flash(" ".join(problem.message for problem in form.problems()), "danger")
    return see_other(url_for("desk.caption_version", slug=slug, version_id=version_id))


def _can_be_shown(episode: Episode, track: CaptionTrack, version: CaptionVersion) -> bool:
    """By who looks at it, and without a further question."""
    is_theirs = may(Right.PUBLISH) or episode.status != Status.PUBLISHED
    is_new = track.live_version_id != version.id and not version.is_machine_made
    return may(Right.CAPTION) and is_theirs and is_new and not match_of(version).asks


def _show_to_viewers(episode: Episode, version: CaptionVersion) -> None:
    """Raises RefusalError."""
    require_publisher(episode)
    require_second_person(version)
    make_live(version, actor=the_actor())


@bp.post("/episodes/<slug>/captions/<int:version_id>/live")
@requires_right(Right.CAPTION)
def make_version_live(slug: str, version_id: int) -> Page:
    episode, _, version = version_or_404(slug, version_id)
    if "fits" not in request.form and match_of(version).asks:
        return see_other(url_for("desk.caption_version", slug=slug, version_id=version_id))
    form = ConfirmForm()
    number = version.number
    if commit_form(form, lambda: _show_to_viewers(episode, version)):
        flash(gettext("Viewers now see version %(number)s.", number=number), "good")
    else:
        flash(" ".join(problem.message for problem in form.problems()), "danger")
    return see_other(url_for("desk.captions", slug=slug))


@bp.post("/episodes/<slug>/captions/<int:version_id>/hear")
@requires_right(Right.CAPTION)
def hear_captions(slug: str, version_id: int) -> Page:
    episode, _, version = version_or_404(slug, version_id)
    if not match_of(version).can_be_heard:
        abort(409)
    if not commit_form(ConfirmForm(), lambda: ask_for_hearing(episode, version, the_actor())):
        abort(409)
    return see_other(url_for("desk.caption_version", slug=slug, version_id=version_id))


def version_or_404(slug: str, version_id: int) -> tuple[Episode, CaptionTrack, CaptionVersion]:
    """Of this episode and no other."""
    episode = episode_or_404(slug)
    if version_id > 2**31 - 1:
        abort(404)
    version = db.session.get(CaptionVersion, version_id)
    track = db.session.get(CaptionTrack, version.track_id) if version else None
    if version is None or track is None or track.episode_id != episode.id:
        abort(404)
    return episode, track, version


def _summary_of(version: CaptionVersion) -> str:
    count = version.cue_count
    saved = gettext("Your file is saved as version %(number)s.", number=version.number)
    if version.is_timed:
        read = ngettext("We read %(num)s caption.", "We read %(num)s captions.", count)
    else:
        read = ngettext("We read %(num)s paragraph.", "We read %(num)s paragraphs.", count)
    return f"{saved} {read}"
