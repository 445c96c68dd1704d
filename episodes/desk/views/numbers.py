"""The show in numbers: plots drawn on the server, each with its table."""

from datetime import date

from flask import render_template, request
from flask_babel import gettext
from markupsafe import Markup

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.queries import visible_episode
from episodes.catalog.slugs import is_slug
from episodes.desk import plots, show_numbers
from episodes.desk.queries import episode_choices
from episodes.desk.show_numbers import Line, Strip
from episodes.desk.views.blueprint import bp
from episodes.desk.views.episode import Page
from episodes.languages.formats import day_in_short
from episodes.questions.asked.counting import today


@bp.get("/numbers")
@requires_right(Right.INBOX)
def numbers() -> Page:
    weeks = [(week.day, week.number) for week in show_numbers.questions_by_week(today())]
    waits = show_numbers.waits_by_stage()
    checks = show_numbers.checks_by_month()
    slug = request.args.get("episode", "")
    return render_template(
        "desk/numbers.html",
        weeks=weeks,
        weeks_plot=_columns(weeks, gettext("Questions by week")),
        topics=_with_plot(show_numbers.questions_by_topic(), gettext("Questions by topic")),
        open_questions=_with_plot(
            show_numbers.not_yet_answered(), gettext("Asked and not yet answered")
        ),
        missed=_with_plot(
            show_numbers.searched_in_vain(), gettext("Searches that found nothing close")
        ),
        waits=waits,
        waits_plot=_bars(
            [Line(wait.stage.label, wait.usual_days) for wait in waits],
            gettext("Days that episodes wait, by stage"),
        ),
        words=show_numbers.words_and_minutes(),
        checks=checks,
        checks_plot=_columns(
            [(check.month, check.problems) for check in checks],
            gettext("What the checks of captions found, by month"),
        ),
        choices=episode_choices(),
        slug=slug,
        strip=_strip_of(slug),
    )


def _strip_of(slug: str) -> tuple[Strip, Markup] | None:
    episode = visible_episode(slug, staff=True) if is_slug(slug) else None
    strip = show_numbers.strip_of(episode) if episode else None
    if strip is None:
        return None
    labels = [_clock(place * strip.bin_ms) for place in range(len(strip.speech))]
    speech = list(zip(labels, strip.speech, strict=True))
    warned = [(label, 100 * is_in) for label, is_in in zip(labels, strip.warned, strict=True)]
    described = gettext("Captions and content notes along %(title)s", title=strip.title)
    return strip, plots.layered_columns([speech, warned], described, top=100)


def _clock(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


def _with_plot(lines: list[Line], described: str) -> tuple[list[Line], Markup]:
    return lines, _bars(lines, described)


def _bars(lines: list[Line], described: str) -> Markup:
    """Empty where there is nothing to draw."""
    if not any(line.number for line in lines):
        return Markup()
    return plots.bars([(str(line.label), line.number) for line in lines], described)


def _columns(days: list[tuple[date, int]], described: str) -> Markup:
    if not any(number for _, number in days):
        return Markup()
    return plots.columns([(day_in_short(day), number) for day, number in days], described)
