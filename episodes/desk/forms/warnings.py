"""What each artifact says of itself, and the single warnings."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.answers.models import AnswerPart, Resource
from episodes.catalog.actions import update_episode
from episodes.catalog.artifacts import (
    PICTURES,
    Artifact,
    Headline,
    PictureHeadline,
    ReviewState,
)
from episodes.catalog.models import Episode
from episodes.desk.forms.base import AtMost, rows, stripped
from episodes.desk.forms.times import time_text
from episodes.desk.forms.versioned import VersionedForm
from episodes.desk.forms.warning_choices import (
    ARTIFACT_OF_SCOPE,
    HEADLINES,
    LABELS,
    PICTURE_HEADLINES,
    REVIEWS,
)
from episodes.desk.forms.warning_row import WarningRow
from episodes.messages import Message, stored_form
from episodes.versions.models import LONGEST_NOTE, VersionKind
from episodes.warnings.actions import WarningDraft, current_drafts, replace_warnings
from episodes.warnings.models import Scope

# Credits and a breath at the end are nothing that anybody has to sit through.
ALL_OF_IT = 95


def _headline(artifact: Artifact) -> Any:
    choices = PICTURE_HEADLINES if artifact in PICTURES else HEADLINES
    return SelectField(Message("%(what)s: rating", what=LABELS[artifact]), choices=choices)


def _review(artifact: Artifact) -> Any:
    return SelectField(Message("%(what)s: review", what=LABELS[artifact]), choices=REVIEWS)


class WarningsForm(VersionedForm):
    kind = VersionKind.WARNINGS
    question_headline, question_review = _headline(Artifact.QUESTION), _review(Artifact.QUESTION)
    video_headline, video_review = _headline(Artifact.VIDEO), _review(Artifact.VIDEO)
    thumbnail_headline = _headline(Artifact.THUMBNAIL)
    thumbnail_review = _review(Artifact.THUMBNAIL)
    answer_headline, answer_review = _headline(Artifact.ANSWER), _review(Artifact.ANSWER)
    answer_images_headline = _headline(Artifact.ANSWER_IMAGES)
    answer_images_review = _review(Artifact.ANSWER_IMAGES)
    warnings = rows(WarningRow, Message("Content notes"))
    answer_seen, video_seen = HiddenField(), HiddenField()
    question_seen, poster_seen = HiddenField(), HiddenField()
    question_is_seen = BooleanField(
        Message(
            "I have read the newest version, and the review of the question above is of that"
            " version"
        )
    )
    answer_is_seen = BooleanField(
        Message(
            "I have read the newest version, and the review of the answer above is of that version"
        )
    )
    video_is_seen = BooleanField(
        Message(
            "I have watched the newest version, and the review of the video above is of that"
            " version"
        )
    )
    watched = HiddenField()  # how much of the video was played on the page, in percent
    watched_reason = StringField(
        Message("Not watched here? Say how you know what is in the video"),
        [AtMost(200)],
        filters=[stripped],
    )
    parts: Sequence[AnswerPart] = ()
    resources: Sequence[Resource] = ()

    @classmethod
    def of(
        cls,
        episode: Episode,
        parts: Sequence[AnswerPart],
        resources: Sequence[Resource],
        **options: Any,
    ) -> Self:
        data = _ratings_of(episode)
        drafts = current_drafts(episode.id)
        form = cls(**({"data": data | {"warnings": [*map(_row_of, drafts)]}} | options))
        if not form.warnings.entries and not form.is_submitted():
            form.warnings.append_entry({})
        form.parts, form.resources = parts, resources
        form.offer(parts, resources)
        return form

    def offer_again(self) -> None:
        self.offer(self.parts, self.resources)

    def offer(self, parts: Sequence[AnswerPart], resources: Sequence[Resource]) -> None:
        """What a row may speak of besides the video: parts of the answer, and resources."""
        none = SelectChoice("", "–")
        for entry in self.warnings.entries:
            entry.form.part_anchor.choices = [
                none,
                *(
                    SelectChoice(part.anchor, part.heading or Message("The introduction"))
                    for part in parts
                ),
            ]
            entry.form.resource_slug.choices = [
                none,
                *(SelectChoice(resource.slug, resource.title) for resource in resources),
            ]

    @property
    def artifacts(self) -> list[tuple[Message, Any, Any]]:
        """Label, headline and review of each, in order."""
        return [
            (LABELS[a], self[f"{a.value}_headline"], self[f"{a.value}_review"]) for a in Artifact
        ]

    def save(
        self,
        episode: Episode,
        actor: User,
        *,
        duration_ms: int | None,
        parts: Sequence[AnswerPart],
        resources: Sequence[Resource],
    ) -> None:
        """Raises RefusalError."""
        drafts = [row.draft() for _, row in self.warnings.filled_rows]
        fields: Any = {
            name: kind(self[name].data) for name, kind in _names().items() if self[name].data
        }
        update_episode(episode, actor=actor, **fields)
        if drafts == current_drafts(episode.id):
            return
        replace_warnings(
            episode,
            drafts,
            duration_ms=duration_ms,
            parts={part.anchor for part in parts},
            resources={resource.slug for resource in resources},
        )
        record(actor, AuditAction.WARNINGS_SET, "episode", episode.slug, count=len(drafts))

    def _lacks_a_rating(self) -> bool:
        lacking = [
            self[f"{artifact.value}_headline"]
            for artifact in Artifact
            if self[f"{artifact.value}_review"].data != ReviewState.NOT_REVIEWED
            and not self[f"{artifact.value}_headline"].data
        ]
        for field in lacking:
            self.blame(
                field.name, gettext("Choose a rating too, because this is marked as reviewed.")
            )
        return bool(lacking)

    @property
    def watched_percent(self) -> int | None:
        """None where no script counted."""
        text = self.watched.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    @property
    def watched_note(self) -> str:
        """What the version says of it."""
        if self.watched_reason.data:
            reason = Message("Not watched here: %(reason)s", reason=self.watched_reason.data)
            return stored_form(reason, LONGEST_NOTE)
        if self.watched_percent is None:
            return ""
        played = Message("%(percent)s %% of the video was played", percent=self.watched_percent)
        return stored_form(played, LONGEST_NOTE)

    def claims_unwatched(self) -> bool:
        """Whether the video is said to be reviewed though most of it was never played, and nobody
        says why; said at it."""
        percent = self.watched_percent
        is_reviewed = self.video_review.data != ReviewState.NOT_REVIEWED
        if not is_reviewed or percent is None or percent >= ALL_OF_IT or self.watched_reason.data:
            return False
        self.blame(
            "watched_reason",
            gettext(
                "%(percent)s %% of the video was played here. Watch the rest, or say how you know"
                " what is in it.",
                percent=percent,
            ),
        )
        return True

    def contradicts_itself(self) -> bool:
        """Whether an artifact is said to need no warning while one stands below, or to be reviewed
        without a rating; said at it."""
        scopes = {Scope(row["scope"].data) for _, row in self.warnings.filled_rows}
        contradicted = self._lacks_a_rating()
        for artifact in {ARTIFACT_OF_SCOPE[s] for s in scopes if s in ARTIFACT_OF_SCOPE}:
            field = self[f"{artifact.value}_review"]
            if field.data == ReviewState.REVIEWED_NONE:
                self.blame(
                    field.name,
                    gettext("There’s a note about it below, so “nothing to note” can’t be right."),
                )
                contradicted = True
        return contradicted


def _ratings_of(episode: Episode) -> dict[str, Any]:
    """What nobody reviewed has no rating yet, whatever stands in the column."""
    ratings = {name: getattr(episode, name) for name in _names()}
    for artifact in Artifact:
        if ratings[f"{artifact.value}_review"] == ReviewState.NOT_REVIEWED:
            ratings[f"{artifact.value}_headline"] = ""
    return ratings


def _names() -> dict[str, type[Headline] | type[PictureHeadline] | type[ReviewState]]:
    contradicted: dict[str, Any] = {}
    for artifact in Artifact:
        contradicted[f"{artifact.value}_headline"] = (
            PictureHeadline if artifact in PICTURES else Headline
        )
        contradicted[f"{artifact.value}_review"] = ReviewState
    return contradicted


def _row_of(draft: WarningDraft) -> dict[str, Any]:
    names = ("category", "scope", "treatment", "severity", "note", "part_anchor", "resource_slug")
    times = {name: time_text(getattr(draft, name)) for name in ("start_ms", "end_ms", "skip_to_ms")}
    return {name: getattr(draft, name) for name in names} | times
