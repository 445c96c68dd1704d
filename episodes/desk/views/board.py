"""The board: every episode with its next step, who sees to it and until when."""

from datetime import date
from functools import partial

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, may, may_open, requires_right
from episodes.catalog.given import own_episodes, sees_all
from episodes.catalog.queries import the_zone
from episodes.db import now_utc
from episodes.desk.board import (
    CARDS_A_PAGE,
    NOBODY,
    BoardFilter,
    board,
    most_asked,
    people_of_desk,
    stage_totals,
)
from episodes.desk.forms.planning import PlanForm, opened_of
from episodes.desk.stages import Stage, Standing
from episodes.desk.steps import BoardCard, card_of
from episodes.desk.views.blueprint import bp, episode_or_404, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import save_over
from episodes.house.first_day import FirstDay, first_day
from episodes.jobs.queries import how_many_unfinished
from episodes.jobs.registry import foreground_kinds
from episodes.pages import local_path
from episodes.questions.asked.inbox import shelf_counts

# Its own few, and those of the sample season: past that nobody asks what else is there.
MOST_OF_A_NEW_SHOW = 20
FOLDED = (Stage.WITHDRAWN, Stage.ARCHIVED)
VIEWS = ("rows", "columns")


@bp.get("/", endpoint="board")
@requires_right(Right.USE_DESK)
def show_board() -> str:
    chosen = chosen_filter()
    named = request.args.get("stage", "")
    only = Stage(named) if named in set(Stage) else None
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    columns = board(chosen, only, page, among=own_episodes())
    chips = stage_totals(own_episodes())
    return render_template(
        "desk/board.html",
        columns=[(column, [_card(standing) for standing in column.cards]) for column in columns],
        chips=chips,
        first_day=_first_day(sum(chips.values())),
        folded=FOLDED,
        chosen=chosen,
        only=only,
        page=page,
        has_more=bool(only) and columns[0].total > page * CARDS_A_PAGE,
        asked=most_asked() if may(Right.INBOX) and not only and chosen == BoardFilter() else [],
        people=people_of_desk() if sees_all() else [],
        me=the_actor().id,
        opened_of=opened_of,
        today=today(),
        view=_view(),
        address_values=_address_values(),
        open_jobs=how_many_unfinished(foreground_kinds(current_app)) if sees_all() else 0,
        is_empty=not any(column.total for column in columns),
        is_chosen=chosen != BoardFilter(),
    )


@bp.route("/episodes/<slug>/plan", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def plan_episode(slug: str) -> Page:
    """What a card's own form is sent to, and where it goes on when somebody else was faster."""
    episode = episode_or_404(slug)
    build = partial(PlanForm.of, people=people_of_desk())
    form = build(episode)
    if save_over(form, lambda: form.save(episode, the_actor()), build, episode):
        flash(gettext("Saved: “%(title)s”.", title=episode.title), "good")
        return see_other(local_path(request.args.get("back")) or url_for("desk.board"))
    return render_template("desk/plan.html", episode=episode, form=form), form.status


def _first_day(total: int) -> FirstDay | None:
    """For who begins a show, as long as it is new. total: of its episodes."""
    if total > MOST_OF_A_NEW_SHOW or not may(Right.EDIT):
        return None
    day = first_day(has_question=any(shelf_counts().values()))
    return day if day.has_sample or not day.is_over else None


def _card(standing: Standing) -> BoardCard:
    def may_open_page(endpoint: str) -> bool:
        return may_open(current_app.view_functions.get(endpoint))

    return card_of(standing, may_open=may_open_page, may_publish=may(Right.PUBLISH))


def chosen_filter() -> BoardFilter:
    """Of the address; what cannot be is left out."""
    owner = request.args.get("owner", "")
    owner_id = NOBODY if owner == "nobody" else int(owner) if _is_number(owner) else None
    overdue = today() if request.args.get("overdue") else None
    return BoardFilter(request.args.get("q", "").replace("\0", "").strip()[:200], owner_id, overdue)


def today() -> date:
    """By the show's clock."""
    return now_utc().astimezone(the_zone()).date()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _view() -> str:
    view = request.args.get("view", "")
    return view if view in VIEWS else VIEWS[0]


def _address_values() -> dict[str, str]:
    """What the address chooses, for links that keep it."""
    names = ("q", "owner", "overdue", "view")
    return {name: request.args[name] for name in names if request.args.get(name)}
