"""What the pages share that save a version: the form as it stands, saving it, and saying whether
viewers see it."""

from flask import flash, request
from flask_babel import gettext

from episodes.desk.editing import Editing
from episodes.desk.forms.versioned import VersionedForm
from episodes.desk.views.blueprint import commit_form, the_actor
from episodes.versions.models import Version


def form_of(work: Editing) -> VersionedForm:
    """With what was typed, or what the newest version says. Where a button of a conflict was
    pressed, the other's text is in its field."""
    form = work.form()
    if form.is_submitted():
        work.take_if_asked(form, request.form.get("take", ""))
    return form


def save_form(work: Editing, form: VersionedForm, note: str = "") -> Version | None:
    """None where there is nothing to save yet, or where it is refused; the form says why."""
    if form.adds_a_row():
        form.offer_again()
        return None
    if request.form.get("take"):
        return None
    committed = commit_form(form, lambda: work.save(form, the_actor(), note))
    return committed.result if committed else None


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
