"""One version of captions in every format that is written, with what each could not say."""

from io import BytesIO

from flask import abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from captions import CaptionError
from episodes.accounts.permissions import Right, requires_right
from episodes.desk.views.blueprint import bp, see_other
from episodes.desk.views.captions import version_or_404
from episodes.desk.views.episode import Page
from episodes.transcripts.other_formats import (
    format_or_none,
    formats_for,
    losses_told,
    version_written_as,
)


@bp.get("/episodes/<slug>/captions/<int:version_id>/formats")
@requires_right(Right.CAPTION, to_read=Right.REVIEW)
def caption_formats(slug: str, version_id: int) -> Page:
    """`?format=scc`: what that one could not say; without it, which there are."""
    episode, track, version = version_or_404(slug, version_id)
    chosen = format_or_none(version, request.args.get("format", ""))
    losses, error = None, None
    if chosen:
        try:
            losses = losses_told(version_written_as(version, chosen).losses)
        except CaptionError as refusal:
            error = refusal
    return render_template(
        "desk/caption-formats.html",
        episode=episode,
        track=track,
        version=version,
        formats=formats_for(version),
        chosen=chosen,
        losses=losses,
        error=error,
    )


@bp.get("/episodes/<slug>/captions/<int:version_id>/formats/<format_id>")
@requires_right(Right.CAPTION, to_read=Right.REVIEW)
def captions_in_format(slug: str, version_id: int, format_id: str) -> Response:
    """As an attachment; a format that cannot hold them says so on its page."""
    episode, track, version = version_or_404(slug, version_id)
    chosen = format_or_none(version, format_id) or abort(404)
    try:
        written = version_written_as(version, chosen)
    except CaptionError:
        address = url_for(
            "desk.caption_formats", slug=slug, version_id=version_id, format=format_id
        )
        return see_other(address)
    name = f"{episode.slug}.{track.language}.{chosen.extensions[0]}"
    return send_file(
        BytesIO(written.data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
    )
