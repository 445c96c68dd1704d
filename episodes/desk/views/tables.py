"""Episodes as a table: one to take away, and one to read in, looked at before it is saved."""

from flask import Response, flash, render_template, url_for
from flask_babel import ngettext

from episodes.accounts.permissions import Right, may, requires_right
from episodes.db import db
from episodes.desk.bulk import Desk
from episodes.desk.forms.tables import TableForm
from episodes.desk.table_import import (
    TableOutcome,
    exported_rows,
    save_table,
    try_table,
)
from episodes.desk.tables import MOST_ROWS, READ_COLUMNS, TOLD_COLUMNS, table_rows, table_text
from episodes.desk.views.blueprint import (
    bp,
    commit_or_refuse,
    look_for_drafts,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.messages import Message
from episodes.refusals import RefusalError


@bp.get("/episodes.csv")
@requires_right(Right.EDIT)
def episodes_csv() -> Response:
    name = "attachment; filename=episodes.csv"
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    text = table_text(exported_rows())
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


@bp.route("/episodes/import-table", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def import_episodes() -> Page:
    look_for_drafts("table")
    form = TableForm()
    outcome, text = None, ""
    if form.validate_on_submit():
        try:
            text = form.table()
            rows = table_rows(text)
        except RefusalError as error:
            form.refuse(error)
        else:
            if "do" in form.pressed and (done := commit_or_refuse(form, lambda: _save_all(text))):
                return _say_done(len(done.result.outcomes))
            outcome = try_table(rows, _desk())
            db.session.rollback()
    page = render_template(
        "desk/import-table.html",
        form=form,
        outcome=outcome,
        text=text,
        most=MOST_ROWS,
        columns=READ_COLUMNS,
        told=TOLD_COLUMNS,
    )
    return page, 422 if outcome and outcome.problems else form.status


def _save_all(text: str) -> TableOutcome:
    """Raises RefusalError where one row cannot be saved: then none is."""
    outcome = save_table(table_rows(text), _desk())
    if outcome.problems:
        raise RefusalError(Message("Nothing is saved: some rows can’t be."), "file")
    return outcome


def _say_done(count: int) -> Page:
    words = ngettext("Read: %(num)s row is saved.", "Read: %(num)s rows are saved.", count)
    flash(words, "good")
    return see_other(url_for("desk.board"))


def _desk() -> Desk:
    return Desk(the_actor(), editing, may(Right.PUBLISH))
