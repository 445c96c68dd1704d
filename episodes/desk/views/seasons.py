"""The order of a season's episodes."""

from flask import abort, flash, render_template, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.seasons import episodes_of_season, order_season
from episodes.desk.forms.ordering import OrderForm
from episodes.desk.views.blueprint import bp, commit_form, see_other, the_actor
from episodes.desk.views.episode import Page


@bp.route("/seasons/<int:number>", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def season_order(number: int) -> Page:
    episodes = episodes_of_season(number) if number < 10**6 else []
    if not episodes:
        abort(404)
    slugs = [episode.slug for episode in episodes]
    form = OrderForm(data={"order": slugs, "opened": " ".join(slugs)})
    actor = the_actor()
    if not form.moves_a_line() and commit_form(
        form, lambda: order_season(number, form.order.data or [], form.began_with, actor)
    ):
        flash(gettext("The order is saved. Viewers see it at once."), "good")
        return see_other(url_for("desk.season_order", number=number))
    by_slug = {episode.slug: episode for episode in episodes_of_season(number)}
    is_whole = by_slug.keys() == set(form.order.data or [])
    order = form.order.data if is_whole and not form.is_conflict else list(by_slug)
    page = render_template(
        "desk/season-order.html",
        form=form,
        season=number,
        opened=form.opened.data if is_whole and not form.is_conflict else " ".join(by_slug),
        episodes=[by_slug[slug] for slug in order],
        numbers=[episode.number for episode in by_slug.values()],
    )
    return page, form.status
