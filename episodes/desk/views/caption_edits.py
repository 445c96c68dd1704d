"""What the caption editor's script asks for: the captions and their log, more lines of the log,
saving, checks and fixes. All of it JSON."""

import re
from collections.abc import Callable
from typing import Any

from flask import Response, abort, jsonify, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import IntegrityError

from captions import CaptionError
from captions.editing import Sheet
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.views.blueprint import bp, episode_or_404, the_actor
from episodes.messages import of_library
from episodes.refusals import RefusalError
from episodes.transcripts.editing.checking import preview_of_fix, problems_of, rules_of
from episodes.transcripts.editing.log import (
    FORM,
    SITE,
    BehindError,
    OutOfOrderError,
    add_edits,
    editable_version,
    ensure_session,
    entries_of,
    last_number,
    last_of_client,
    newest_version,
    note_presence,
    others_at,
    sent_edits,
    session_to_continue,
    sheet_of,
    sheet_of_version,
)
from episodes.transcripts.editing.models import EditSession
from episodes.transcripts.editing.saving import save_session
from episodes.transcripts.models import CaptionTrack, CaptionVersion

CLIENT = re.compile(r"[A-Za-z0-9-]{1,40}")
Json = dict[str, Any]


@bp.get("/episodes/<slug>/captions/tracks/<int:track_id>/edits")
@requires_right(Right.CAPTION)
def caption_edits(slug: str, track_id: int) -> Response:
    """The version that the work began with, and the log over it."""
    _, track = track_or_404(slug, track_id)
    session = session_to_continue(track, the_actor())
    base_id = session.base_version_id if session else _editable_or_404(track).id
    rows = sheet_of_version(base_id).rows
    rules = rules_of(track)
    return _answer(
        _standing(track, session)
        | {
            "base": base_id,
            "rows": [[row.id, row.start_ms, row.end_ms, row.text, row.settings] for row in rows],
            "entries": entries_of(session.id) if session else [],
            "conflicts": session.conflicts if session else [],
            "acknowledged": _acknowledged(session, request.args.get("client", "")),
            "limits": {
                "line": rules.profile.chars_per_line,
                "lines": rules.profile.lines,
                "second": rules.profile.chars_per_second,
                "minute": rules.profile.words_per_minute,
            },
            "media_ms": rules.media_ms,
        }
    )


@bp.post("/episodes/<slug>/captions/tracks/<int:track_id>/edits")
@requires_right(Right.CAPTION)
def log_caption_edits(slug: str, track_id: int) -> Response:
    def write(track: CaptionTrack, sent: Json) -> Json:
        client, after = sent.get("client"), sent.get("after")
        if not isinstance(client, str) or not CLIENT.fullmatch(client) or client in (SITE, FORM):
            abort(400)
        if type(after) is not int:
            abort(400)
        session = _session(track, sent)
        number = add_edits(session, client, sent_edits(sent.get("edits")), after=after)
        return {"number": number}

    return _write(slug, track_id, write)


@bp.post("/episodes/<slug>/captions/tracks/<int:track_id>/edits/here")
@requires_right(Right.CAPTION)
def note_caption_editor(slug: str, track_id: int) -> Response:
    """The page is open: others are told."""

    def write(track: CaptionTrack, sent: Json) -> Json:
        note_presence(_session(track, sent))
        return {}

    return _write(slug, track_id, write)


@bp.post("/episodes/<slug>/captions/tracks/<int:track_id>/edits/save")
@requires_right(Right.CAPTION)
def save_caption_edits(slug: str, track_id: int) -> Response:
    def write(track: CaptionTrack, sent: Json) -> Json:
        settled = sent.get("settled", [])
        note = sent.get("note", "")
        if not isinstance(settled, list) or not isinstance(note, str):
            abort(400)
        saved = save_session(_session(track, sent), the_actor(), note=note, settled=settled)
        return {
            "version": saved.version.number if saved.version else None,
            "address": _page_of(slug, saved.version),
            "merged": saved.merged.as_json() if saved.merged else None,
            "conflicts": saved.conflicts,
        }

    return _write(slug, track_id, write)


def _page_of(slug: str, version: CaptionVersion | None) -> str | None:
    if version is None:
        return None
    return url_for("desk.caption_version", slug=slug, version_id=version.id)


@bp.get("/episodes/<slug>/captions/tracks/<int:track_id>/edits/problems")
@requires_right(Right.CAPTION)
def caption_problems(slug: str, track_id: int) -> Response:
    _, track = track_or_404(slug, track_id)
    sheet, number = _sheet(track)
    problems = [
        {
            "id": sheet.rows[problem.cue - 1].id,
            "rule": problem.rule,
            "level": problem.level,
            "message": of_library(problem.message),
            "source": problem.source,
            "fix": problem.fix,
        }
        for problem in problems_of(sheet, track.language, rules_of(track))
    ]
    return _answer({"number": number, "problems": problems})


@bp.get("/episodes/<slug>/captions/tracks/<int:track_id>/edits/fixes")
@requires_right(Right.CAPTION)
def caption_fixes(slug: str, track_id: int) -> Response:
    """What fixing one kind would do, everywhere or in the captions that are named: nothing yet."""
    _, track = track_or_404(slug, track_id)
    sheet, number = _sheet(track)
    kinds, rows = request.args.getlist("kind")[:10], request.args.getlist("id")[:1000]
    preview = preview_of_fix(sheet, track.language, rules_of(track), kinds, rows)
    return _answer({"number": number, "edit": preview.edit.as_json(), "changes": preview.changes})


def _acknowledged(session: EditSession | None, client: str) -> int:
    """How many edits of that browser's page are in the log."""
    return last_of_client(session.id, client[:40]) if session else 0


def track_or_404(slug: str, track_id: int) -> tuple[Episode, CaptionTrack]:
    """Of this episode and no other."""
    episode = episode_or_404(slug)
    track = db.session.get(CaptionTrack, track_id) if track_id < 2**31 else None
    if track is None or track.episode_id != episode.id:
        abort(404)
    return episode, track


def _editable_or_404(track: CaptionTrack) -> CaptionVersion:
    try:
        return editable_version(track.id)
    except RefusalError:
        abort(404)


def _session(track: CaptionTrack, sent: Json) -> EditSession:
    """The one that the page names, or a new one over the version that it has loaded. Raises
    BehindError where the page's is closed."""
    version = None
    if type(sent.get("base")) is int and 0 < sent["base"] < 2**31:
        version = db.session.get(CaptionVersion, sent["base"])
    if version is None or version.track_id != track.id:
        abort(400)
    session = ensure_session(track, the_actor(), version)
    if session.base_version_id != version.id or sent.get("session") not in (None, session.id):
        raise BehindError
    return session


def _sheet(track: CaptionTrack) -> tuple[Sheet, int]:
    session = session_to_continue(track, the_actor())
    if session is None:
        return sheet_of_version(_editable_or_404(track).id), 0
    return sheet_of(session), last_number(session.id)


def _standing(track: CaptionTrack, session: EditSession | None) -> Json:
    newest = newest_version(track.id)
    return {
        "session": session.id if session else None,
        "number": last_number(session.id) if session else 0,
        "saved": session.saved_number if session else 0,
        "newest": newest.number if newest else 0,
        "is_newest": session is None or newest is None or session.merged_version_id == newest.id,
        "others": others_at(track.id, the_actor().id),
        "token": generate_csrf(),
    }


def _write(slug: str, track_id: int, write: Callable[[CaptionTrack, Json], Json]) -> Response:
    """One transaction; what is refused is said with a reason that the script knows."""
    _, track = track_or_404(slug, track_id)
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    try:
        answer = write(track, sent)
        db.session.commit()
    except (BehindError, IntegrityError):
        return _refusal("behind")
    except OutOfOrderError as error:
        return _refusal("order", expected=error.expected)
    except (RefusalError, CaptionError) as error:
        return _refusal("refused", message=str(error))
    session = session_to_continue(track, the_actor())
    return _answer(_standing(track, session) | answer)


def _refusal(reason: str, **values: Any) -> Response:
    db.session.rollback()
    response = _answer({"reason": reason, "token": generate_csrf()} | values)
    response.status_code = 409
    return response


def _answer(values: Json) -> Response:
    response = jsonify(values)
    response.headers["Cache-Control"] = "private, no-store"
    return response
