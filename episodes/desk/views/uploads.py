"""Several caption files at once: what was understood of each is shown before any is kept."""

from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext, ngettext

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.words import LANGUAGES
from episodes.desk.forms.captions import KINDS
from episodes.desk.forms.uploads import KeepFilesForm, SendFilesForm
from episodes.desk.views.blueprint import bp, commit_form, episode_or_404, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.pages import wants_json
from episodes.site import site_settings
from episodes.transcripts.offers import listening_to
from episodes.transcripts.uploads import understanding_of_upload, uploads_of


@bp.post("/episodes/<slug>/captions/files")
@requires_right(Right.CAPTION)
def send_caption_files(slug: str) -> Any:
    """Answers a script, which shows how much has come, in JSON."""
    episode, form = episode_or_404(slug), SendFilesForm()
    limit_bytes = site_settings().MAX_TEXT_BYTES
    if commit_form(form, lambda: form.save(episode, the_actor(), limit_bytes=limit_bytes)):
        address = url_for("desk.caption_files", slug=slug)
        return ({"address": address}, 201) if wants_json() else see_other(address)
    words = " ".join(str(problem.message) for problem in form.problems())
    if wants_json():
        return {"message": words}, form.status
    flash(words, "danger")
    return see_other(url_for("desk.captions", slug=slug))


@bp.get("/episodes/<slug>/captions/files")
@requires_right(Right.CAPTION)
def caption_files(slug: str) -> Page:
    return _page(slug, KeepFilesForm(formdata=None))


@bp.post("/episodes/<slug>/captions/files/keep")
@requires_right(Right.CAPTION)
def keep_caption_files(slug: str) -> Page:
    episode, form = episode_or_404(slug), KeepFilesForm()
    limit_bytes = site_settings().MAX_TEXT_BYTES

    def keep() -> tuple[int, int]:
        return form.save(episode, the_actor(), limit_bytes=limit_bytes)

    if not (done := commit_form(form, keep)):
        return _page(slug, form)
    versions, synced = done.result
    words = ngettext("%(num)s file is kept.", "%(num)s files are kept.", versions)
    if synced:
        words += " " + gettext("Syncing with the video has begun.")
    flash(words if versions else gettext("Nothing was kept."), "good")
    return see_other(url_for("desk.captions", slug=slug))


def _page(slug: str, form: KeepFilesForm) -> Page:
    episode = episode_or_404(slug)
    limit_bytes = site_settings().MAX_TEXT_BYTES
    files = [
        understanding_of_upload(upload, episode, limit_bytes)
        for upload in uploads_of(episode, the_actor())
    ]
    page = render_template(
        "desk/caption-files.html",
        episode=episode,
        form=form,
        files=files,
        kinds=KINDS,
        languages=LANGUAGES,
        can_sync=listening_to(episode.id).obstacle is None,
    )
    return page, form.status
