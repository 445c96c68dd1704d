"""Who may do what. A role is a set of rights, and every route of the desk asks for one right:

    @bp.post("/episodes/<slug>/publish")
    @requires_right(Right.PUBLISH)

Which right a route asks for:
- USE_DESK: the board, an episode's overview, jobs, one's own drafts
- CAPTION: captions, transcripts and syncing
- ANSWER: the written answer and its resources
- EDIT: everything else that people make of an episode (basics, question, video, content notes,
  cover line), topics, cast and guests; their versions and history
- REVIEW: saying in one's own name that a version is right; reading what has to be judged
- PUBLISH: whatever changes what strangers see: publish, schedule, withdraw, show a version
- INBOX: what people asked
- SHOW: the show's own settings
- HOUSE: the people who work here, what they may do, and the trail
- OWN_ACCOUNT: one's own password, sessions and second factor

A page that some may read and others change: @requires_right(Right.EDIT, to_read=Right.REVIEW).
SEE_ALL is what no route asks for: people who lack it are given single episodes, and
`episode_or_404` answers 404 for all others (episodes/catalog/given.py). In a template of the desk:
{% if may.publish %}, {% if may_open("desk.cover") %}."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import abort, redirect, request, url_for
from flask_security import current_user

from episodes.accounts.models import RoleName


class Right(StrEnum):
    OWN_ACCOUNT = "own_account"
    USE_DESK = "use_desk"
    SEE_ALL = "see_all"
    CAPTION = "caption"
    ANSWER = "answer"
    EDIT = "edit"
    REVIEW = "review"
    PUBLISH = "publish"
    INBOX = "inbox"
    SHOW = "show"
    HOUSE = "house"


_WORKS_HERE = {Right.OWN_ACCOUNT, Right.USE_DESK}
_EDITS = _WORKS_HERE | {
    Right.SEE_ALL, Right.CAPTION, Right.ANSWER, Right.EDIT, Right.REVIEW, Right.INBOX
}  # fmt: skip

RIGHTS: dict[RoleName, frozenset[Right]] = {
    RoleName.VIEWER: frozenset({Right.OWN_ACCOUNT}),
    RoleName.GUEST_AUTHOR: frozenset(_WORKS_HERE | {Right.ANSWER}),
    RoleName.CAPTIONER: frozenset(_WORKS_HERE | {Right.CAPTION}),
    RoleName.REVIEWER: frozenset(_WORKS_HERE | {Right.SEE_ALL, Right.REVIEW}),
    RoleName.EDITOR: frozenset(_EDITS),
    RoleName.PRODUCER: frozenset(_EDITS | {Right.PUBLISH}),
    RoleName.ADMIN: frozenset(Right),
}
# Reading is not saving.
READING = frozenset(("GET", "HEAD", "OPTIONS"))


def rights_of(user: Any) -> frozenset[Right]:
    """Of a stranger, and of somebody who was deactivated: none."""
    if not getattr(user, "is_authenticated", False) or not user.active:
        return frozenset()
    rights = RIGHTS[RoleName.VIEWER].union(*(RIGHTS[RoleName(role.name)] for role in user.roles))
    return rights | {Right.SEE_ALL} if user.works_on_all and Right.USE_DESK in rights else rights


def has_right(user: Any, right: Right) -> bool:
    return right in rights_of(user)


def may(right: Right) -> bool:
    """The signed-in person."""
    return has_right(current_user, right)


def may_open(view: Callable[..., Any] | None) -> bool:
    """Whether the signed-in person may look at what this view shows. False where there is none."""
    enough = (getattr(view, "required_right", None), getattr(view, "right_to_read", None))
    return not rights_of(current_user).isdisjoint(enough)


def may_save(view: Callable[..., Any] | None) -> bool:
    """Whether the signed-in person may change what this view shows."""
    return getattr(view, "required_right", None) in rights_of(current_user)


def requires_right(
    right: Right, *, to_read: Right | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Strangers are sent to sign in, or get 401 where they send something that would be lost on
    the way; people without the right get 403. to_read: another right that is enough to look."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def check_right_first(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                if request.method != "GET":
                    abort(401)
                came_for = request.full_path.rstrip("?")
                return redirect(url_for("security.login", next=came_for))
            enough = (right, to_read) if request.method in READING else (right,)
            if rights_of(current_user).isdisjoint(enough):
                abort(403)
            return view(*args, **kwargs)

        # Read by may_open and by the guard test.
        check_right_first.required_right = right  # type: ignore[attr-defined]
        check_right_first.right_to_read = to_read  # type: ignore[attr-defined]
        return check_right_first

    return decorate
