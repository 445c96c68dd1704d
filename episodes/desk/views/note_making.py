"""What helps who makes content notes: how viewers will read one, and what the captions suggest."""

from typing import Any

from flask import request

import captions
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.forms.warning_row import WarningRow
from episodes.desk.views.blueprint import bp, episode_or_404
from episodes.transcripts.models import CaptionVersion, TrackKind
from episodes.transcripts.queries import live_tracks
from episodes.warnings.records import WarningRecord
from episodes.warnings.suggesting import Suggestion, suggested_notes
from episodes.warnings.wording import category_label, warning_line


@bp.get("/episodes/<slug>/warnings/sentence")
@requires_right(Right.EDIT)
def note_sentence(slug: str) -> dict[str, str]:
    """What viewers read for a row as it stands in the form; empty while it is not whole."""
    episode_or_404(slug)
    row = WarningRow(request.args)
    row.part_anchor.choices = row.resource_slug.choices = []
    if row.is_empty or not row.validate():
        return {"sentence": ""}
    draft = row.draft()
    record = WarningRecord(id=0, **vars(draft))
    return {"sentence": warning_line(record).sentence}


def suggestions_for(episode: Episode, form: Any) -> list[tuple[str, Suggestion]]:
    """With the category's name; what a note in the form covers is not suggested again."""
    track = next((t for t in live_tracks(episode.id) if t.kind is TrackKind.CAPTIONS), None)
    if track is None:
        return []
    version = db.session.get_one(CaptionVersion, track.version_id)
    cues = captions.read(version.source, version.source_name).track.cues
    drafts = [row.draft() for _, row in form.warnings.filled_rows if row.validate()]
    return [
        (category_label(each.category), each)
        for each in suggested_notes(cues, track.language)
        if not any(_covers(draft, each) for draft in drafts)
    ]


def _covers(draft: Any, suggestion: Suggestion) -> bool:
    if draft.category != suggestion.category:
        return False
    if draft.start_ms is None or draft.end_ms is None:
        return True
    return bool(draft.start_ms < suggestion.end_ms and suggestion.start_ms < draft.end_ms)
