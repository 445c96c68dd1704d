"""What the pages share that save a version: the form as it stands, saving it, and saying whether
viewers see it."""

from collections.abc import Callable
from typing import TypeVar

from flask import flash, request
from flask_babel import gettext
from sqlalchemy import inspect

from episodes.db import Model, lock_row
from episodes.desk.editing import Editing
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.desk.forms.versioned import VersionedForm
from episodes.desk.views.blueprint import Committed, commit_form, the_actor
from episodes.versions.models import Version

Result = TypeVar("Result")


def form_of(work: Editing) -> VersionedForm:
    """With what was typed, or what the newest version says. Where a button of a conflict was
    pressed, the other's text is in its field."""
    form = work.form()
    if form.is_submitted():
        work.take_if_asked(form, request.form.get("take", ""))
    return form


def save_form(
    work: Editing,
    form: VersionedForm,
    note: str = "",
    and_then: Callable[[Version], object] = lambda _version: None,
) -> Version | None:
    """None where there is nothing to save yet, or where it is refused; the form says why.
    and_then: what is written with the version, in the same transaction."""
    if form.changes_rows():
        form.offer_again()
        return None
    if request.form.get("take"):
        return None

    def save() -> Version:
        version = work.save(form, the_actor(), note)
        and_then(version)
        return version

    committed = commit_form(form, save)
    return committed.result if committed else None


def save_over(
    form: SnapshotForm,
    write: Callable[[], Result],
    build: Callable[..., SnapshotForm],
    present: Model | None,
) -> Committed[Result] | None:
    """The same for what has no versions. build: makes the form of `present`, the row that is saved
    over; None: a new one."""

    def write_over() -> Result:
        if present is not None:
            if inspect(present).persistent:
                lock_row(present)
            form.put_together_with(build(present, formdata=None))
        return write()

    if form.changes_rows() or form.take_if_asked(request.form.get("take", "")):
        return None
    return commit_form(form, write_over)


def say_saved(work: Editing, version: Version) -> None:
    if work.is_public:
        flash(
            gettext(
                "Saved as version %(number)s. Viewers don’t see it until you publish it.",
                number=version.number,
            ),
            "good",
        )
    else:
        flash(gettext("Saved."), "good")
