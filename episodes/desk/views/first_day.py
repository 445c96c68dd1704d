"""Sample content for a new show, one press away and removable whole."""

from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.permissions import Right, requires_right
from episodes.desk.views.blueprint import bp, commit_press, see_other, the_actor
from episodes.house.first_day import ADD_SAMPLE, REMOVE_SAMPLE
from episodes.jobs.actions import enqueue


@bp.post("/sample/add")
@requires_right(Right.SHOW)
def add_sample() -> Response:
    return _begin(ADD_SAMPLE, gettext("The sample content is on its way. It takes a minute."))


@bp.post("/sample/remove")
@requires_right(Right.SHOW)
def remove_sample() -> Response:
    return _begin(REMOVE_SAMPLE, gettext("The sample content is being removed."))


def _begin(kind: str, words: str) -> Response:
    commit_press(lambda: enqueue(kind, subject="show", asked_by_id=the_actor().id), words)
    return see_other("/desk/")
