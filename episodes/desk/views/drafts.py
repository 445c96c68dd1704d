"""The draft keeper's own addresses: text that somebody types, kept until it is saved."""

from typing import Any

from flask import abort, request
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.db import db
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.drafts import draft_key, typed_draft
from episodes.desk.views.blueprint import bp, commit_form, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.drafts.actions import DraftRefusedError, DraftTooLargeError, close_draft, keep_draft
from episodes.pages import local_path


@bp.post("/drafts")
@requires_right(Right.USE_DESK)
def keep_typed_text() -> Any:
    """Answers in JSON, to the script alone. 409: a newer save stands. closed: its form was saved
    meanwhile, which is what the script wanted to know, and no fault for a browser to show."""
    sent = request.get_json(silent=True)
    draft = typed_draft(sent)
    if sent is None or draft is None:
        abort(400)
    if str(sent.get("person")) != str(the_actor().id):  # somebody else signed in meanwhile
        return {"message": gettext("Somebody else is signed in now.")}, 403
    try:
        keep_draft(the_actor().id, draft)
        db.session.commit()
    except DraftTooLargeError:
        db.session.rollback()
        return {"message": gettext("This is too long to keep on the site.")}, 413
    except DraftRefusedError as error:
        db.session.rollback()
        status = 200 if error.is_closed else 409
        return {"sequence": error.sequence, "closed": error.is_closed}, status
    return {"sequence": draft.sequence}


@bp.post("/drafts/<key>/throw-away")
@requires_right(Right.USE_DESK)
def throw_draft_away(key: str) -> Page:
    """next: the page that offered it."""
    commit_form(ConfirmForm(), lambda: close_draft(the_actor().id, draft_key(key) or abort(404)))
    return see_other(local_path(request.args.get("next")) or "/desk/")
