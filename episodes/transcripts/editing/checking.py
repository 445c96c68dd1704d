"""What is wrong with captions in work, by the show's rules, and what a fix would do."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

import captions
from captions import Problem, Profile, Track
from captions.checks import FixKind
from captions.editing import Edit, Sheet, edit_towards
from captions.profiles import profile_named
from episodes.catalog.queries import the_show
from episodes.media.queries import newest_video_of
from episodes.transcripts.models import CaptionTrack


@dataclass(frozen=True, slots=True)
class Rules:
    """The show's, and how long the episode's video is."""

    profile: Profile
    media_ms: int | None


@dataclass(frozen=True, slots=True)
class FixPreview:
    """changes: [{"id", "before", "after", "message"}], texts with times; edit: does it all."""

    edit: Edit
    changes: list[dict[str, Any]]


def rules_of(track: CaptionTrack) -> Rules:
    show, video = the_show(), newest_video_of(track.episode_id)
    name = show.caption_profile.value if show else "default"
    return Rules(profile_named(name), video.duration_ms if video else None)


def problems_of(sheet: Sheet, language: str, rules: Rules) -> list[Problem]:
    return captions.check(_track(sheet, language), rules.profile, rules.media_ms)


def preview_of_fix(
    sheet: Sheet,
    language: str,
    rules: Rules,
    kinds: Collection[str],
    row_ids: Collection[str] = (),
) -> FixPreview:
    """Of these kinds, everywhere (row_ids empty) or in these rows."""
    track = _track(sheet, language)
    wanted = [
        problem
        for problem in captions.check(track, rules.profile, rules.media_ms)
        if problem.fix in kinds and (not row_ids or sheet.rows[problem.cue - 1].id in row_ids)
    ]
    fixed = captions.fix(
        track,
        wanted,
        cast("Collection[FixKind]", {*kinds, "split"} if "lines" in kinds else kinds),
        profile=rules.profile,
        media_ms=rules.media_ms,
    )
    edit = edit_towards(sheet, fixed.track.cues, "fix")
    return FixPreview(edit, _changes(sheet, edit))


def _changes(sheet: Sheet, edit: Edit) -> list[dict[str, Any]]:
    """Row by row as the edit touches them; new rows are told with the row that they come behind."""
    after = edit.apply(sheet)
    rows = {row.id: row for row in after.rows}
    touched = [*(row[0] for row in edit.times), *(row[0] for row in edit.texts)]
    touched += [*edit.deletes, *(caption.id for caption in edit.inserts)]
    changes = []
    for row_id in dict.fromkeys(touched):
        old, new = sheet.row(row_id), rows.get(row_id)
        changes.append({"id": row_id, "before": _state(old), "after": _state(new)})
    return sorted(changes, key=lambda c: (c["after"] or c["before"])[0])


def _state(row: Any) -> list[Any] | None:
    return None if row is None else [row.start_ms, row.end_ms, row.text]


def _track(sheet: Sheet, language: str) -> Track:
    return Track(cues=sheet.cues, language=language)
