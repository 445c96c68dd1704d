"""Who did what, for admins: filtered, a page at a time, or whole as a file."""

from datetime import date

from flask import Response, render_template, request

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.slugs import is_slug
from episodes.desk.views.blueprint import bp
from episodes.desk.views.episode import Page
from episodes.house.deeds import actor_words, deed, kind_label
from episodes.house.queries import colleagues
from episodes.house.trail import (
    TrailFilter,
    changes_of,
    kinds_of_trail,
    trail_as_csv,
    trail_page,
    words_of,
)

bp.add_app_template_filter(deed, "deed")
bp.add_app_template_filter(actor_words, "actor")
bp.add_app_template_filter(changes_of, "changes")
bp.add_app_template_filter(words_of, "value_words")
LARGEST = 2**31 - 1
FILTERS = ("person", "kind", "episode", "since", "until")


@bp.get("/trail")
@requires_right(Right.HOUSE)
def trail() -> Page:
    chosen = _chosen()
    before = request.args.get("before", type=int)
    entries, following = trail_page(chosen, min(before, LARGEST) if before else None)
    return render_template(
        "desk/trail.html",
        entries=entries,
        following=following,
        chosen=chosen,
        people=[each.user for each in colleagues()],
        kinds=[(kind, kind_label(kind)) for kind in kinds_of_trail()],
        arguments={name: request.args[name] for name in FILTERS if request.args.get(name)},
    )


@bp.get("/trail.csv")
@requires_right(Right.HOUSE)
def trail_file() -> Response:
    text = "".join(trail_as_csv(_chosen()))
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="trail.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _chosen() -> TrailFilter:
    """What cannot be meant is left out: the page shows what it looked for."""
    person = request.args.get("person", type=int)
    kind, episode = request.args.get("kind", ""), request.args.get("episode", "").strip()
    return TrailFilter(
        person=person if person and person <= LARGEST else None,
        kind=kind if kind in kinds_of_trail() else "",
        episode=episode if is_slug(episode) else "",
        since=_day("since"),
        until=_day("until"),
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
