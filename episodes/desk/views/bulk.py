"""One change to many episodes: choosing it, seeing what will happen to which, doing it, undoing."""

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from episodes.accounts.permissions import Right, may, requires_right
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.board import people_of_desk
from episodes.desk.bulk import (
    MOST_EPISODES,
    BulkAction,
    Change,
    Desk,
    Outcome,
    change_each,
    chosen_episodes,
    keep_change,
    try_change,
    undo_change,
)
from episodes.desk.forms.bulk import LABELS, OF_PUBLISHERS, BulkForm
from episodes.desk.queries import people, topics
from episodes.desk.views.blueprint import (
    bp,
    commit_or_refuse,
    commit_press,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.bulk_changes import BulkChange

NOT_CARRIED = ("csrf_token", "do", "again", "e")


@bp.route("/bulk", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def bulk() -> Page:
    form = BulkForm(data={"e": request.args.getlist("e", type=int), "days_between": 7})
    form.offer(list(topics()), people_of_desk())
    episodes = chosen_episodes((form.e.data or [])[:MOST_EPISODES])
    if not episodes and form.is_submitted():
        form.blame("e", gettext("Choose at least one episode."))
    elif "again" not in request.form and form.validate_on_submit():
        if form.action in OF_PUBLISHERS and not may(Right.PUBLISH):
            abort(403)
        if page := _try_or_do(form, episodes):
            return page
    return _form_page(form)


def _try_or_do(form: BulkForm, episodes: Sequence[Episode]) -> Page | None:
    """None where the form itself lacks something."""
    if "do" in request.form:
        done = commit_or_refuse(form, lambda: _change_all(form, episodes))
        if done:
            return see_other(url_for("desk.bulk_change", number=done.result.id))
    try:
        outcomes = try_change(episodes, _change_of(form))
    except RefusalError as error:
        form.refuse(error)
        return None
    finally:
        db.session.rollback()  # what was made to try it, a new topic or person, goes too
    refused = [each for each in outcomes if each.is_refused]
    page = render_template(
        "desk/bulk-plan.html",
        form=form,
        label=LABELS[form.action],
        outcomes=outcomes,
        refused=refused,
        left=[each.episode_id for each in outcomes if not each.is_refused],
        all_ids=[each.episode_id for each in outcomes],
        carried=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in NOT_CARRIED
        ],
    )
    return page, 409 if "do" in request.form else 200


def _change_all(form: BulkForm, episodes: Sequence[Episode]) -> BulkChange:
    """Raises RefusalError where one cannot be changed: then none is."""
    outcomes: list[Outcome] = change_each(episodes, _change_of(form))
    refused = [each for each in outcomes if each.is_refused]
    if refused:
        raise RefusalError(
            Message("“%(title)s”: %(why)s", title=refused[0].title, why=refused[0].words), "what"
        )
    return keep_change(form.action, outcomes, the_actor())


def _change_of(form: BulkForm) -> Change:
    return form.change(list(topics()), list(people()), _desk())


def _desk() -> Desk:
    return Desk(the_actor(), editing, may(Right.PUBLISH))


def _form_page(form: BulkForm) -> Page:
    page = render_template(
        "desk/bulk.html",
        form=form,
        episodes=chosen_episodes((form.e.data or [])[:MOST_EPISODES]),
        people=people(),
        most=MOST_EPISODES,
        of_publishers=OF_PUBLISHERS,
    )
    return page, form.status


@bp.get("/bulk/<int:number>")
@requires_right(Right.EDIT)
def bulk_change(number: int) -> str:
    change = db.session.get(BulkChange, number) or abort(404)
    return render_template(
        "desk/bulk-change.html",
        change=change,
        label=LABELS[BulkAction(change.action)],
        episodes=chosen_episodes([before["id"] for before in change.before]),
    )


@bp.post("/bulk/<int:number>/undo")
@requires_right(Right.EDIT)
def undo_bulk_change(number: int) -> Response:
    change = db.session.get(BulkChange, number) or abort(404)
    if BulkAction(change.action) in OF_PUBLISHERS and not may(Right.PUBLISH):
        abort(403)
    count = len(change.before)
    commit_press(
        lambda: undo_change(change, _desk()),
        ngettext(
            "Undone: %(num)s episode is as it was.",
            "Undone: %(num)s episodes are as they were.",
            count,
        ),
    )
    return see_other(url_for("desk.bulk_change", number=number))
