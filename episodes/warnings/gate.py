"""From what an episode's artifacts contain and what a viewer chose: what is covered, and why.

Each artifact is judged by itself; captions and transcript inherit the sound's warnings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, exists, not_, true

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.records import AnyEpisode
from episodes.warnings.choices import UNSAFE, ViewerChoices
from episodes.warnings.models import ContentWarning, Scope
from episodes.warnings.records import AnyWarning
from episodes.warnings.timed import TimedWarning, timed_warnings
from episodes.warnings.vocabulary import Action
from episodes.warnings.wording import WarningLine, warning_line

UNSAFE_HEADLINES = frozenset(
    {Headline.NSFW.value, Headline.EXPLICIT.value, PictureHeadline.NSFW.value}
)
LISTED_SCOPES = (Scope.QUESTION, Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO, Scope.THUMBNAIL)


@dataclass(frozen=True)
class Gate:
    """key: what "show once" posts. lines: all that the artifact was found to contain.
    reasons: what a viewer may choose to always show, as (id, label), where it is covered."""

    key: str
    action: Action
    headline: Headline | PictureHeadline
    review: ReviewState
    lines: tuple[WarningLine, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def is_covered(self) -> bool:
        return self.action != Action.SHOW

    @property
    def is_reviewed(self) -> bool:
        return self.review != ReviewState.NOT_REVIEWED


@dataclass(frozen=True)
class Gates:
    question: Gate
    video: Gate
    transcript: Gate
    thumbnail: Gate
    answer: Gate
    answer_images: Gate
    parts: dict[str, Gate]
    resources: dict[str, Gate]
    timed: tuple[TimedWarning, ...]

    def part(self, anchor: str) -> Gate:
        """Of one part of the written answer; shown where nothing is said of it."""
        return self.parts.get(anchor) or self._unwarned(f"part:{anchor}")

    def resource(self, slug: str) -> Gate:
        return self.resources.get(slug) or self._unwarned(f"resource:{slug}")

    def _unwarned(self, key: str) -> Gate:
        return Gate(key, Action.SHOW, self.answer.headline, self.answer.review)


@dataclass(frozen=True)
class _Viewer:
    choices: ViewerChoices
    shown: frozenset[str]

    def gate(
        self,
        key: str,
        warnings: Iterable[AnyWarning],
        headline: Headline | PictureHeadline,
        review: ReviewState,
        *,
        also_shown_by: str = "",
    ) -> Gate:
        lines = tuple(warning_line(w) for w in warnings) if warnings else ()
        if not lines and headline not in UNSAFE_HEADLINES:
            return Gate(key, Action.SHOW, headline, review)
        if key in self.shown or also_shown_by in self.shown:
            return Gate(key, Action.SHOW, headline, review, lines)
        reasons = {line.category: line.label for line in lines if self._covers(line.category)}
        actions = {self.choices.action_for(category) for category in reasons}
        if headline in UNSAFE_HEADLINES and self.choices.unsafe != Action.SHOW:
            reasons[UNSAFE] = "Not safe for work"
            actions.add(self.choices.unsafe)
        return Gate(key, _strictest(actions), headline, review, lines, tuple(reasons.items()))

    def _covers(self, category: str) -> bool:
        return self.choices.action_for(category) != Action.SHOW


def _strictest(actions: set[Action]) -> Action:
    return next((a for a in (Action.HIDE, Action.WARN) if a in actions), Action.SHOW)


def gates(
    episode: AnyEpisode,
    warnings: Sequence[AnyWarning],
    choices: ViewerChoices,
    shown: frozenset[str] = frozenset(),
) -> Gates:
    """shown: keys of what this visit has already revealed of this episode."""
    viewer = _Viewer(choices, shown)

    def of(*scopes: Scope) -> list[AnyWarning]:
        return [w for w in warnings if w.scope in scopes]

    video = of(Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO)
    e = episode
    return Gates(
        question=viewer.gate(
            "question", of(Scope.QUESTION), e.question_headline, e.question_review
        ),
        video=viewer.gate("video", video, e.video_headline, e.video_review),
        transcript=viewer.gate(
            "transcript", of(Scope.VIDEO_AUDIO), Headline.CLEAN, e.video_review,
            also_shown_by="video",
        ),
        thumbnail=viewer.gate(
            "thumbnail", of(Scope.THUMBNAIL), e.thumbnail_headline, e.thumbnail_review
        ),
        answer=viewer.gate("answer", of(Scope.ANSWER), e.answer_headline, e.answer_review),
        answer_images=viewer.gate(
            "answer_images", of(Scope.ANSWER_IMAGE),
            e.answer_images_headline, e.answer_images_review,
        ),
        parts=_by_name(viewer, e, of(Scope.ANSWER_PART), "part"),
        resources=_by_name(viewer, e, of(Scope.RESOURCE), "resource"),
        timed=timed_warnings(video, choices),
    )  # fmt: skip


def _by_name(
    viewer: _Viewer, episode: AnyEpisode, warnings: list[AnyWarning], kind: str
) -> dict[str, Gate]:
    """The answer's own headline covers the whole answer, so it does not cover its parts again."""
    names = dict.fromkeys(w.part_anchor or w.resource_slug for w in warnings)
    return {
        name: viewer.gate(
            f"{kind}:{name}",
            [w for w in warnings if name in (w.part_anchor, w.resource_slug)],
            Headline.CLEAN,
            episode.answer_review,
        )
        for name in names
    }


def hidden_from_lists(choices: ViewerChoices) -> ColumnElement[bool] | None:
    """True for episodes that may stand in a list: a card shows the question and the video, so what
    those contain decides; what only the written answer contains does not. None: all may."""
    hidden, hides_unsafe = choices.hidden_categories, choices.unsafe == Action.HIDE
    return _not_hidden(hidden, hides_unsafe) if hidden or hides_unsafe else None


@lru_cache(maxsize=64)
def _not_hidden(hidden: frozenset[str], hides_unsafe: bool) -> ColumnElement[bool]:
    """The same object for the same choices, so that statements made with it can be kept."""
    condition: ColumnElement[bool] = true()
    if hidden:
        condition &= not_(
            exists().where(
                ContentWarning.episode_id == Episode.id,
                ContentWarning.scope.in_(LISTED_SCOPES),
                ContentWarning.category.in_(sorted(hidden)),
            )
        )
    if hides_unsafe:
        unsafe = [Headline.NSFW, Headline.EXPLICIT]
        condition &= Episode.video_headline.not_in(unsafe)
        condition &= Episode.question_headline.not_in(unsafe)
        condition &= Episode.thumbnail_headline != PictureHeadline.NSFW
    return condition
