"""The pages that gather episodes: home, catalog, topics, a topic, a person, a season."""

from itertools import groupby
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from episodes.answers.markdown import render_block
from episodes.catalog.merging import new_slug_of_person, new_slug_of_topic
from episodes.catalog.models import CreditRole
from episodes.messages import Message
from episodes.pages import is_fragment_request
from episodes.preferences.of_request import choices_of_request, look_of_request
from episodes.search.results.filters import Filters
from episodes.viewing.blueprint import bp
from episodes.viewing.cards import CARD_EXCERPT, HOME_EXCERPT, CardStyle, card_of, cards_of
from episodes.viewing.context import show_of_request
from episodes.viewing.directory_queries import (
    WROTE,
    counted_topics,
    episodes_of_person,
    person_by_slug,
    roles_in,
    season_facts,
    topic_page,
)
from episodes.viewing.forms import MOST_SEASONS, CatalogForm
from episodes.viewing.listing import ListedEpisode
from episodes.viewing.queries import (
    Page,
    catalog_page,
    filter_options,
    newest_episodes,
    shelves,
)
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.hiding import not_hidden_from

LATEST = 4  # one row at 1280 px
MOST_CHIPS = 24

ROLES = {
    CreditRole.HOST: Message("Host"),
    CreditRole.GUEST: Message("Guest"),
    CreditRole.EDITOR: Message("Editing"),
    CreditRole.CAPTIONER: Message("Captions"),
    CreditRole.DIRECTOR: Message("Director"),
    CreditRole.PRODUCER: Message("Producer"),
    CreditRole.CAMERA: Message("Camera"),
    CreditRole.MUSIC: Message("Music"),
    CreditRole.TRANSLATOR: Message("Translation"),
    CreditRole.WRITER: Message("Wrote the answer"),
    WROTE: Message("Wrote the answer"),
}


def card_style(most_characters: int = CARD_EXCERPT) -> CardStyle:
    show = show_of_request()
    return CardStyle(show.cover_style, look_of_request().is_discreet, most_characters)


@bp.get("/")
def home() -> str:
    choices = choices_of_request()
    not_hidden = not_hidden_from(choices)
    episodes = newest_episodes(not_hidden)
    newest, latest = episodes[:1], episodes[1 : 1 + LATEST]
    topics = counted_topics(not_hidden)
    return render_template(
        "viewing/home.html",
        newest=card_of(newest[0], choices, card_style(HOME_EXCERPT)) if newest else None,
        latest=cards_of(latest, choices, card_style()),
        topics=sorted(topics, key=lambda t: -t.count)[:MOST_CHIPS],
        has_more_topics=len(topics) > MOST_CHIPS,
        shelves=[
            (next(t for t in topics if t.slug == topic.slug), cards_of(few, choices, card_style()))
            for topic, few in shelves(episodes)
        ],
        hides_some=choices.hides_some,
    )


@bp.get("/episodes/")
def catalog() -> Response:
    form = CatalogForm(request.args)
    choices = choices_of_request()
    not_hidden = not_hidden_from(choices)
    page = catalog_page(form.filters, _before(), not_hidden)
    values = {
        "filters": form.filters,
        "hides_some": choices.hides_some,
        **_list_values(page, choices, "viewing.catalog", **form.address_values()),
    }
    if is_fragment_request():
        return _fragment(render_template("viewing/catalog-list.html", **values))
    options = filter_options(not_hidden)
    form.offer(options)
    return _fragment(
        render_template(
            "viewing/catalog.html",
            form=form,
            last_season=max(options.seasons, default=0),
            most_seasons=MOST_SEASONS,
            **values,
        )
    )


@bp.get("/topics/")
def topics() -> str:
    choices = choices_of_request()
    topics = counted_topics(not_hidden_from(choices))
    return render_template("viewing/topics.html", topics=topics, hides_some=choices.hides_some)


@bp.get("/topics/<slug>")
def topic(slug: str) -> str | AnyResponse:
    choices = choices_of_request()
    not_hidden = not_hidden_from(choices)
    page = topic_page(slug, not_hidden)
    if page is None:
        return _moved("viewing.topic", new_slug_of_topic(slug))
    answers = catalog_page(Filters(topic=slug), _before(), not_hidden)
    first = None if _before() else _to_start_with(answers.episodes)
    return render_template(
        "viewing/topic.html",
        page=page,
        first=card_of(first, choices, card_style(HOME_EXCERPT)) if first else None,
        hides_some=choices.hides_some,
        **_list_values(
            Page([one for one in answers.episodes if one is not first], answers.before),
            choices,
            "viewing.topic",
            slug=slug,
        ),
    )


@bp.get("/people/<slug>")
def person(slug: str) -> str | AnyResponse:
    person = person_by_slug(slug)
    if person is None:
        return _moved("viewing.person", new_slug_of_person(slug))
    choices = choices_of_request()
    page = episodes_of_person(person.id, _before(), not_hidden_from(choices))
    values = _list_values(page, choices, "viewing.person", slug=slug)
    by_season = groupby(values["cards"], key=lambda card: card.episode.season)
    return render_template(
        "viewing/person.html",
        person=person,
        biography=render_block(person.biography),
        roles=roles_in(person.id, page.episodes),
        role_names=ROLES,
        seasons=[(number, list(cards)) for number, cards in by_season],
        hides_some=choices.hides_some,
        **values,
    )


@bp.get("/seasons/<int:number>")
def season(number: int) -> str:
    choices = choices_of_request()
    not_hidden = not_hidden_from(choices)
    facts = season_facts(number, not_hidden)
    if facts is None:
        abort(404)
    page = catalog_page(Filters(season=number), _before(), not_hidden)
    return render_template(
        "viewing/season.html",
        season=facts,
        hides_some=choices.hides_some,
        **_list_values(page, choices, "viewing.season", number=number),
    )


@bp.get("/leaving")
def leaving() -> str:
    return render_template("viewing/leaving.html")


def _list_values(page: Page, choices: ViewerChoices, endpoint: str, **at: Any) -> dict[str, Any]:
    """One page of a list: its cards, and where it goes on."""
    before = _before()
    older = url_for(endpoint, **at, before=page.before) if page.before else None
    return {
        "cards": cards_of(page.episodes, choices, card_style()),
        "is_later_page": bool(before),
        "newest_address": url_for(endpoint, **at) if before else None,
        "older_address": older,
    }


def _to_start_with(episodes: list[ListedEpisode]) -> ListedEpisode | None:
    """The newest that can be both watched and read; where there is none, the newest."""
    both = (e for e in episodes if e.duration_ms and e.answer_characters is not None)
    return next(both, episodes[0] if episodes else None)


def _moved(endpoint: str, slug: str | None) -> AnyResponse:
    """To the page of what it was merged into; not found where it never was."""
    return redirect(url_for(endpoint, slug=slug), 301) if slug else abort(404)


def _before() -> str | None:
    return request.args.get("before")


def _fragment(html: str) -> Response:
    """One address gives a page or a part of it: going back must not show the part as the page."""
    response = make_response(html)
    response.vary.add("X-Fragment")
    return response
