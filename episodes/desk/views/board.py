from flask import current_app, render_template, request

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.given import own_episodes, sees_all
from episodes.desk.queries import CARDS_A_PAGE, board
from episodes.desk.stages import Stage
from episodes.desk.views.blueprint import bp
from episodes.jobs.queries import how_many_unfinished
from episodes.jobs.registry import foreground_kinds


@bp.get("/", endpoint="board")
@requires_right(Right.USE_DESK)
def show_board() -> str:
    words = request.args.get("q", "").replace("\0", "").strip()[:200]
    named = request.args.get("stage", "")
    only = Stage(named) if named in set(Stage) else None
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    columns = board(words, only, page, among=own_episodes())
    return render_template(
        "desk/board.html",
        columns=columns,
        words=words,
        only=only,
        page=page,
        has_more=bool(only) and columns[0].total > page * CARDS_A_PAGE,
        open_jobs=how_many_unfinished(foreground_kinds(current_app)) if sees_all() else 0,
        is_empty=not any(column.total for column in columns),
    )
