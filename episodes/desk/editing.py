"""From a form to a version: nothing is saved blindly, and what is public changes only when somebody
says so. Nothing here commits."""

from collections.abc import Callable
from dataclasses import dataclass

from episodes.accounts.models import User
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.desk.forms.merging import EditConflictError
from episodes.desk.forms.versioned import VersionedForm
from episodes.versions.actions import add_version, show_version
from episodes.versions.merging import Content, keep_row_ids, merge, says_the_same
from episodes.versions.models import Version, VersionKind
from episodes.versions.queries import newest_version, shown_version, version_numbered

OF_THE_ANSWER = (VersionKind.ANSWER, VersionKind.RESOURCES)


@dataclass(frozen=True, slots=True)
class Editor:
    """How one kind is edited. build: the form as the tables have it; takes what a form takes (data,
    formdata). apply: writes a form's fields into the tables. is_there: there is such a thing."""

    kind: VersionKind
    build: Callable[..., VersionedForm]
    apply: Callable[[VersionedForm], object]
    is_there: bool = True


class Editing:
    """One kind of one episode, as it stands. number: of the newest version; content: what it says.
    The tables may have been changed past the desk, by an import or a merged question: then there
    is a version that still has to be written down, and it counts as if it were there."""

    def __init__(self, episode: Episode, make_editor: Callable[[], Editor]) -> None:
        self.episode = episode
        self.make_editor = make_editor
        self.editor = editor = make_editor()
        self.newest = newest_version(episode.id, editor.kind)
        self.shown = shown_version(episode.id, editor.kind)
        self._missing = self._versions_to_write()
        first = self.newest.number if self.newest else 0
        self.number = first + len(self._missing)
        self.shown_number = self.shown.number if self.shown else 0
        self.is_ahead = self.newest is not None and self.newest is not self.shown
        stored = self.newest.content if self.newest else None
        self.content: Content | None = self._missing[-1][0] if self._missing else stored

    @property
    def is_public(self) -> bool:
        """Strangers see it, so what is saved waits until somebody publishes it."""
        if self.editor.kind in OF_THE_ANSWER and self.episode.answer_published_at is None:
            return False
        return self.episode.status == Status.PUBLISHED

    def form(self) -> VersionedForm:
        """With what was typed, or as the newest version has it."""
        numbers = {"version": str(self.number)}
        if self.content is None:
            return self.editor.build()
        data = self.editor.build(formdata=None).data_from(self.content)
        return self.editor.build(data=data | numbers)

    def take_if_asked(self, form: VersionedForm, wanted: str) -> bool:
        """A button of a conflict was pressed: the other's text, or both, goes into the field."""
        if not wanted:
            return False
        theirs = self.content_of(form.made_from)
        form.take(wanted, self.content_of(form.began_with), theirs)
        return True

    def save(self, form: VersionedForm, actor: User, note: str = "") -> Version:
        """Raises RefusalError; EditConflictError where somebody else changed the same thing."""
        newest = self.written_down()
        if newest is not None and form.made_from != newest.number:
            merged = merge(self.content_of(form.made_from), form.content(), newest.content)
            if merged.conflicts:
                raise EditConflictError(merged, newest.content, newest.number)
            form.refill(merged.content)
        if self.is_public:
            self._try(form)
            return add_version(self.episode.id, form.kind, form.content(), author=actor, note=note)
        version = self._apply(form, actor, note)
        if newest is None or version.id != newest.id:
            _lapse_review(self.episode, form.kind)
        return version

    def publish(self, actor: User) -> None:
        """The newest version is what the site shows from now on."""
        newest = self.written_down()
        if newest is None or newest is self.shown:
            return
        form = self.editor.build(formdata=None)
        form.refill(newest.content)
        self._apply(form, actor, newest.note)

    def _apply(self, form: VersionedForm, actor: User, note: str) -> Version:
        """The version that is shown says what the tables hold: with the addresses and short names
        that were made from titles."""
        typed = form.content()
        self.editor.apply(form)
        db.session.flush()
        stored = self.make_editor().build(formdata=None).content()
        content = typed if says_the_same(typed, stored) else keep_row_ids(typed, stored)
        version = add_version(self.episode.id, form.kind, content, author=actor, note=note)
        show_version(version, judge=actor)
        return version

    def _try(self, form: VersionedForm) -> None:
        """Every rule is held against a draft too, and nothing of it stays."""
        savepoint = db.session.begin_nested()
        try:
            self.editor.apply(form)
        finally:
            savepoint.rollback()

    def content_of(self, number: int) -> Content:
        version = version_numbered(self.episode.id, self.editor.kind, number)
        return version.content if version else {}

    def _versions_to_write(self) -> list[tuple[Content, bool]]:
        """Each with whether the site shows it."""
        if not self.editor.is_there:
            return []
        stored = self.editor.build(formdata=None).content()
        if self.newest is None:
            return [(stored, True)]
        if self.shown is None or says_the_same(stored, self.shown.content):
            return []
        stored = keep_row_ids(self.shown.content, stored)
        if self.newest is self.shown:
            return [(stored, True)]
        return [
            (stored, True),
            (merge(self.shown.content, self.newest.content, stored).content, False),
        ]

    def written_down(self) -> Version | None:
        """The newest version; what changed past the desk is written down first."""
        for content, is_shown in self._missing:
            self.newest = add_version(self.episode.id, self.editor.kind, content, author=None)
            if is_shown:
                show_version(self.newest, judge=None)
                self.shown = self.newest
        self._missing = []
        return self.newest


def _lapse_review(episode: Episode, kind: VersionKind) -> None:
    """A review is of one version: what is written over has to be looked at again."""
    if kind is VersionKind.QUESTION:
        episode.question_review = ReviewState.NOT_REVIEWED
    if kind is VersionKind.ANSWER and episode.answer_review != ReviewState.NOT_REVIEWED:
        episode.answer_review = ReviewState.NOT_REVIEWED
        episode.answer_published_at = None  # it goes out again with a review only
