"""Who may do what. A role may do all that the roles before it may."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, redirect, request, url_for
from flask_security import current_user

from episodes.accounts.models import RoleName

ORDER = list(RoleName)


def rank(user: Any) -> int:
    """0 for a stranger, 1 for a viewer, up to 4 for an admin."""
    if not getattr(user, "is_authenticated", False) or not user.active:
        return 0
    return max((ORDER.index(RoleName(role.name)) + 1 for role in user.roles), default=1)


def has_role(user: Any, least: RoleName) -> bool:
    return rank(user) > ORDER.index(least)


def is_staff() -> bool:
    """The signed-in person works on the show: sees what is not published."""
    return has_role(current_user, RoleName.CAPTIONER)


def requires_role(least: RoleName) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Strangers are sent to sign in, or get 401 where they send something that would be lost on
    the way; people with a lesser role get 403."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def check_role_first(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                if request.method != "GET":
                    abort(401)
                came_for = request.full_path.rstrip("?")
                return redirect(url_for("security.login", next=came_for))
            if not has_role(current_user, least):
                abort(403)
            return view(*args, **kwargs)

        check_role_first.required_role = least  # type: ignore[attr-defined]  # read by the guard test
        return check_role_first

    return decorate
