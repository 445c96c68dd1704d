"""How a thing was: every version of it, any two side by side, single pieces and whole versions
back."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, may, requires_right
from episodes.catalog.models import Episode
from episodes.desk.editing import OF_THE_ANSWER, Editing
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.versioned import VersionedForm
from episodes.desk.views.blueprint import bp, commit_form, episode_or_404, see_other, the_actor
from episodes.desk.views.editors import EDITORS, editing
from episodes.desk.views.episode import Page
from episodes.messages import Message, stored_form
from episodes.refusals import RefusalError
from episodes.versions.comparing import ChangedField, changed_fields, compare_texts, with_line_of
from episodes.versions.merging import Content
from episodes.versions.models import LONGEST_NOTE, Version, VersionKind
from episodes.versions.queries import version_lines, version_numbered

KINDS = {
    VersionKind.BASICS: Message("Basics"),
    VersionKind.QUESTION: Message("Question"),
    VersionKind.ANSWER: Message("Answer"),
    VersionKind.RESOURCES: Message("Resources"),
    VersionKind.WARNINGS: Message("Content notes"),
}
PAGES = {VersionKind.BASICS: "desk.edit_episode", VersionKind.WARNINGS: "desk.warnings"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field or row that two versions do not share, in the form's own words. take: what the
    button sends that brings it into the newest version."""

    label: str
    change: ChangedField
    has_lines: bool

    @property
    def take(self) -> str:
        return f"{self.change.field}|{self.change.row}"


@bp.get("/episodes/<slug>/versions/<kind>")
@requires_right(Right.ANSWER, to_read=Right.REVIEW)
def thing_versions(slug: str, kind: str) -> Page:
    episode, work = _thing(slug, kind)
    return _page(episode, work)


@bp.post("/episodes/<slug>/versions/<kind>/restore")
@requires_right(Right.ANSWER)
def restore_version(slug: str, kind: str) -> Page:
    """A whole version, or with `take` a single field, row or line of it, as a new version."""
    episode, work = _thing(slug, kind)
    old = _version_or_404(episode, work, request.form.get("number", type=int))
    taken = request.form.get("take", "")
    form = ConfirmForm()
    if saved := commit_form(form, lambda: _restore(work, old, taken)):
        flash(_words_after(work, old.number, saved.result), "good")
        return see_other(url_for("desk.thing_versions", slug=work.episode.slug, kind=kind))
    episode, work = _thing(slug, kind)
    return _page(episode, work, form)


def _thing(slug: str, kind: str) -> tuple[Episode, Editing]:
    episode = episode_or_404(slug)
    if kind not in set(VersionKind) or VersionKind(kind) not in EDITORS:
        abort(404)
    reads = request.method == "GET" and may(Right.REVIEW)
    if VersionKind(kind) not in OF_THE_ANSWER and not may(Right.EDIT) and not reads:
        abort(403)
    return episode, editing(episode, VersionKind(kind))


def _restore(work: Editing, old: Version, taken: str) -> Version:
    newest = work.written_down()
    assert newest is not None  # noqa: S101  # there is an old one
    content = old.content
    if taken.count("|") == 2:
        if request.form.get("newest") != str(newest.number):
            raise RefusalError(
                Message("Somebody saved meanwhile, and lines moved. Look at what changed again.")
            )
        content = _with_line(newest.content, old.content, taken)
    elif taken:
        content = _piece(newest.content, old.content, taken)
    form = work.editor.build(formdata=None)
    form.version.data = str(newest.number)
    form.refill(content)
    note = stored_form(Message("From version %(number)s", number=old.number), LONGEST_NOTE)
    return work.save(form, the_actor(), note)


def _piece(newest: Content, old: Content, taken: str) -> Content:
    """The newest with one field or row as it was. Raises RefusalError where there is none."""
    field, _, row_id = taken.partition("|")
    if field not in old:
        raise RefusalError(Message("There is nothing of that name in this version."))
    if not row_id:
        return newest | {field: old[field]}
    rows = [row for row in newest.get(field, []) if row["id"] != row_id]
    place = next((n for n, row in enumerate(newest[field]) if row["id"] == row_id), len(rows))
    rows[place:place] = [row for row in old[field] if row["id"] == row_id]
    return newest | {field: rows}


def _with_line(newest: Content, old: Content, taken: str) -> Content:
    """The newest with one line of a field as it was. Raises RefusalError without such a line."""
    field, _, numbers = taken.split("|")
    before, after = old.get(field), newest.get(field)
    if isinstance(before, str) and isinstance(after, str):
        for line in compare_texts(before, after):
            if line.numbers == numbers:
                return newest | {field: with_line_of(before, after, line)}
    raise RefusalError(Message("There is nothing of that name in this version."))


def _words_after(work: Editing, number: int, saved: Version) -> str:
    words = gettext(
        "Brought back from version %(old)s, as version %(new)s.", old=number, new=saved.number
    )
    if work.is_public:
        words += " " + gettext("Viewers don’t see it until you publish it.")
    return str(words)


def _page(episode: Episode, work: Editing, refused: ConfirmForm | None = None) -> Page:
    lines = version_lines(episode.id, work.editor.kind)
    newest = lines[0].number if lines else 0
    after = request.args.get("after", newest, type=int)
    before = request.args.get("before", max(after - 1, 1), type=int)
    page = render_template(
        "desk/versions.html",
        episode=episode,
        work=work,
        kind=work.editor.kind,
        kinds=KINDS,
        edit_page=PAGES.get(work.editor.kind, f"desk.{work.editor.kind.value}"),
        lines=lines,
        newest=newest,
        before=before,
        after=after,
        differences=_differences(episode, work, before, after) if newest else [],
        refused=refused,
    )
    return page, refused.status if refused else 200


def _differences(episode: Episode, work: Editing, before: int, after: int) -> list[Difference]:
    old, new = (_version_or_404(episode, work, number) for number in (before, after))
    form = work.editor.build(formdata=None)
    changes = changed_fields(old.content, new.content)
    return [
        Difference(_label(form, change), change, _has_lines(change, old.content, new.content))
        for change in changes
    ]


def _has_lines(change: ChangedField, old: Content, new: Content) -> bool:
    """Single lines can be taken from a text of several."""
    texts = [content.get(change.field) for content in (old, new)]
    return any(isinstance(text, str) and "\n" in text.strip() for text in texts)


def _label(form: VersionedForm, change: ChangedField) -> str:
    field: Any = form._fields.get(change.field)
    words = str(field.label.text) if field is not None else change.field
    if not change.row:
        return words
    return str(gettext("%(list)s, row %(number)s", list=words, number=change.place))


def _version_or_404(episode: Episode, work: Editing, number: int | None) -> Version:
    version = version_numbered(episode.id, work.editor.kind, min(number or 0, 2**31 - 1))
    return version or abort(404)
