"""From what an episode's artifacts contain and what a viewer chose: what is told, what is covered,
and why. Each artifact is judged by itself; captions and transcript inherit the sound's warnings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.records import AnyEpisode, ArtifactStates, states_of
from episodes.messages import Language, Message, language_of_reader
from episodes.warnings.choices import (
    RACY,
    UNSAFE,
    UNSAFE_HEADLINES,
    ViewerChoices,
    choice_label,
    is_choice,
)
from episodes.warnings.models import Scope
from episodes.warnings.records import AnyWarning, WarningRecord
from episodes.warnings.rule import Kind, covers_by_headline, covers_by_warning
from episodes.warnings.timed import TimedWarning, timed_warnings
from episodes.warnings.vocabulary import Action
from episodes.warnings.wording import WarningLine, warning_line

MOST_PHRASES = 3
STRICTEST_FIRST = (Action.HIDE, Action.COVER, Action.TELL)
COVER_TITLES = {
    Headline.RACY: Message("A little racy"),
    Headline.NSFW: Message("Not safe for work"),
    Headline.EXPLICIT: Message("Explicit"),
    PictureHeadline.NSFW: Message("Not safe for work"),
}


@dataclass(frozen=True)
class Gate:
    """key: what "show it" posts. lines: all that the artifact was found to contain. told_lines:
    those that this viewer wants to hear of. tells_headline: whether the headline is said too.
    reasons: what a viewer may choose to always show, as (id, label), where it is covered."""

    key: str
    action: Action
    headline: Headline | PictureHeadline
    review: ReviewState
    lines: tuple[WarningLine, ...] = ()
    told_lines: tuple[WarningLine, ...] = ()
    tells_headline: bool = True
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def is_covered(self) -> bool:
        return self.action in (Action.COVER, Action.HIDE)

    @property
    def is_hidden(self) -> bool:
        return self.action == Action.HIDE

    @property
    def is_reviewed(self) -> bool:
        return self.review != ReviewState.NOT_REVIEWED

    @property
    def title(self) -> str:
        """Of its cover: the show's own word where that covers it, else what does first."""
        names = dict(self.reasons)
        own = str(COVER_TITLES.get(self.headline, ""))
        return own if own and (UNSAFE in names or RACY in names) else next(iter(names.values()), "")

    @property
    def sentence(self) -> str:
        """What is in it, with its places, then what the show says about it."""
        first, *others = [line.sentence for line in self.lines] or [""]
        whole = dict.fromkeys([first, *(f"{text[:1].lower()}{text[1:]}" for text in others)])
        what = "; ".join(list(whole)[:MOST_PHRASES])
        notes = [line.note for line in self.lines if line.note and line.start_ms is None]
        return " ".join(filter(None, [f"{what}." if what else "", *notes[:1]]))


@dataclass(frozen=True, eq=False)
class Gates:
    """Shared by requests, so never changed; equal only to itself, and a key by that."""

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
class _Artifact:
    key: str
    kind: Kind
    headline: Headline | PictureHeadline
    review: ReviewState
    warnings: Sequence[AnyWarning]


@dataclass(frozen=True)
class _Viewer:
    choices: ViewerChoices
    opened_keys: frozenset[str]

    def gate(self, artifact: _Artifact) -> Gate:
        lines = tuple(warning_line(w) for w in artifact.warnings)
        told = tuple(line for line in lines if self._action(line.category) != Action.SHOW)
        headline_action = self.choices.action_for_headline(artifact.headline)
        action = Action.TELL if told or headline_action != Action.SHOW else Action.SHOW
        gate = Gate(
            artifact.key, action, artifact.headline, artifact.review, lines, told,
            tells_headline=headline_action != Action.SHOW,
        )  # fmt: skip
        if artifact.key in self.opened_keys:
            return gate
        reasons = dict(self._reasons(artifact, headline_action))
        if not reasons:
            return gate
        named = tuple((name, choice_label(name) if is_choice(name) else name) for name in reasons)
        return replace(gate, action=_strictest(reasons.values()), reasons=named)

    def _reasons(
        self, artifact: _Artifact, headline_action: Action
    ) -> Iterable[tuple[str, Action]]:
        """What covers it, by the id that a viewer may choose to be shown always."""
        for warning in artifact.warnings:
            action = self._action(warning.category)
            by_default = action == Action.TELL and covers_by_warning(artifact.kind, warning)
            if by_default or action in (Action.COVER, Action.HIDE):
                yield warning.category, Action.COVER if by_default else action
        by_default = headline_action == Action.TELL and covers_by_headline(
            artifact.kind, artifact.headline
        )
        if by_default or headline_action in (Action.COVER, Action.HIDE):
            name = UNSAFE if artifact.headline in UNSAFE_HEADLINES else RACY
            yield name, Action.COVER if by_default else headline_action

    def _action(self, category: str) -> Action:
        return self.choices.action_for(category)


def _strictest(actions: Iterable[Action]) -> Action:
    present = set(actions)
    return next((a for a in STRICTEST_FIRST if a in present), Action.SHOW)


def gates(
    episode: AnyEpisode,
    warnings: Sequence[AnyWarning],
    choices: ViewerChoices,
    shown: frozenset[str] = frozenset(),
) -> Gates:
    """shown: keys of what this visit has opened of this episode; none opens another."""
    states = states_of(episode)
    if all(isinstance(warning, WarningRecord) for warning in warnings):
        return _gates_of_records(states, tuple(warnings), choices, shown, language_of_reader())
    return _gates(states, warnings, choices, shown)


def form_gate(
    key: str,
    headline: Headline,
    review: ReviewState,
    video: Gate,
    *,
    choices: ViewerChoices,
    shown: frozenset[str] = frozenset(),
) -> Gate:
    """Of another form of a video that this viewer is shown: all that is in the video is in it too,
    so that only a headline of its own that goes further can cover it."""
    order = tuple(Headline)
    goes_further = order.index(headline) > order.index(Headline(video.headline))
    own = headline if goes_further else Headline.CLEAN
    return _Viewer(choices, shown).gate(_Artifact(key, Kind.VIDEO, own, review, ()))


# Most episodes of a list say the same of themselves, and most viewers chose nothing.
@lru_cache(maxsize=1024)
def _gates_of_records(
    states: ArtifactStates,
    warnings: tuple[AnyWarning, ...],
    choices: ViewerChoices,
    shown: frozenset[str],
    _language: Language,
) -> Gates:
    """_language: what the sentences in it are in."""
    return _gates(states, warnings, choices, shown)


def _gates(
    e: ArtifactStates, warnings: Sequence[AnyWarning], choices: ViewerChoices, shown: frozenset[str]
) -> Gates:
    viewer = _Viewer(choices, shown)

    def gate(
        key: str, kind: Kind, headline: Headline | PictureHeadline, review: ReviewState,
        *scopes: Scope,
    ) -> Gate:  # fmt: skip
        own = [w for w in warnings if w.scope in scopes]
        return viewer.gate(_Artifact(key, kind, headline, review, own))

    return Gates(
        question=gate(
            "question", Kind.TEXT, e.question_headline, e.question_review, Scope.QUESTION
        ),
        video=gate(
            "video", Kind.VIDEO, e.video_headline, e.video_review,
            Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO,
        ),
        transcript=gate(
            "transcript", Kind.TEXT, e.video_headline, e.video_review, Scope.VIDEO_AUDIO
        ),
        thumbnail=gate(
            "thumbnail", Kind.PICTURE, e.thumbnail_headline, e.thumbnail_review, Scope.THUMBNAIL
        ),
        answer=gate("answer", Kind.TEXT, e.answer_headline, e.answer_review, Scope.ANSWER),
        answer_images=gate(
            "answer_images", Kind.PICTURE, e.answer_images_headline, e.answer_images_review,
            Scope.ANSWER_IMAGE,
        ),
        parts=_by_name(viewer, e, [w for w in warnings if w.scope == Scope.ANSWER_PART], "part"),
        resources=_by_name(
            viewer, e, [w for w in warnings if w.scope == Scope.RESOURCE], "resource"
        ),
        timed=timed_warnings(
            [w for w in warnings if w.scope in (Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO)], choices
        ),
    )  # fmt: skip


def _by_name(
    viewer: _Viewer, states: ArtifactStates, warnings: Sequence[AnyWarning], kind: str
) -> dict[str, Gate]:
    """The answer's own headline covers the whole answer, so it does not cover its parts again."""
    names = dict.fromkeys(w.part_anchor or w.resource_slug for w in warnings)
    return {
        name: viewer.gate(
            _Artifact(
                f"{kind}:{name}",
                Kind.TEXT,
                Headline.CLEAN,
                states.answer_review,
                [w for w in warnings if name in (w.part_anchor, w.resource_slug)],
            )
        )
        for name in names
    }
