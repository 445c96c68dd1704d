import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.models import Topic
from episodes.db import db
from episodes.media.actions import set_poster, set_video_address
from episodes.preferences.look import CHOICES, Look
from tests.episodes.media.films import a_picture
from tests.factories import an_episode, csrf_token

pytestmark = pytest.mark.one_database


def saved(client: FlaskClient, **form: str) -> None:
    form["csrf_token"] = csrf_token(client, "/preferences")
    assert client.post("/preferences", data=form).status_code == 303


def chosen(page: str, name: str) -> str:
    """The value that is chosen of the setting with that name: a select or a row of radios."""
    select = re.search(rf'<select[^>]*name="{re.escape(name)}".*?</select>', page, re.DOTALL)
    mark = r'value="([^"]*)"[^>]* (?:selected|checked)'
    field = (
        select[0]
        if select
        else "".join(re.findall(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page))
    )
    assert field, name
    option = re.search(mark, field)
    return option[1] if option else ""


def test_choices_are_kept_in_the_browser_and_shown_again(client: FlaskClient) -> None:
    saved(client, **{"g.mind": "hide", "c.grief": "show", "unsafe": "show", "theme": "dark"})
    page = client.get("/preferences").text
    assert chosen(page, "g.mind") == "hide"
    assert chosen(page, "c.grief") == "show"
    assert chosen(page, "c.suicide") == "group"
    assert chosen(page, "unsafe") == "show"
    assert chosen(page, "theme") == "dark"


def test_nothing_is_chosen_before_the_viewer_chooses(client: FlaskClient) -> None:
    page = client.get("/preferences").text
    assert chosen(page, "g.mind") == "tell"
    assert "Saved" not in page


def test_who_forgets_all_keeps_no_cookie(client: FlaskClient) -> None:
    saved(client, **{"g.mind": "hide", "theme": "dark"})
    saved(client, reset="1", theme="dark")
    assert client.get_cookie("choices") is None
    assert client.get_cookie("look") is None


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    token = csrf_token(client, "/preferences")
    response = client.post("/preferences", data={"csrf_token": token, "g.mind": "hide"})
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("choices="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=31536000" in cookie


def test_saving_without_a_token_changes_nothing(client: FlaskClient) -> None:
    assert client.post("/preferences", data={"g.mind": "hide"}).status_code == 400
    assert client.get_cookie("choices") is None


@pytest.mark.parametrize(
    "next_address",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example",
     "///evil.example", "\n//evil.example", "javascript:alert(1)"],
)  # fmt: skip
def test_saving_leads_back_to_a_page_of_ours_only(client: FlaskClient, next_address: str) -> None:
    token = csrf_token(client, "/preferences")
    form = {"csrf_token": token, "next": next_address}
    assert client.post("/preferences", data=form).location == "/preferences?saved"


def test_saving_leads_back_to_the_page_that_sent_here_and_says_so_there(
    client: FlaskClient,
) -> None:
    token = csrf_token(client, "/preferences")
    form = {"csrf_token": token, "next": "/episodes/?topic=consent"}
    response = client.post("/preferences", data=form)
    assert response.location == "/episodes/?topic=consent"
    assert "Saved in this browser." in client.get(response.location).text


def test_the_theme_and_the_motion_stand_on_every_page(client: FlaskClient) -> None:
    saved(client, theme="dark", motion="less")
    page = client.get("/").text
    assert 'data-theme="dark"' in page
    assert 'data-motion="less"' in page


@pytest.mark.parametrize("address", ["/", "/episodes/", "/episodes/film", "/no-such-page"])
def test_a_discreet_page_says_nothing_in_its_tab(client: FlaskClient, address: str) -> None:
    an_episode("film", title="Two years of faking it")
    saved(client, discreet="on")
    page = client.get(address, follow_redirects=True).text
    assert "<title>Reading list</title>" in page
    assert "icon.svg" not in page


@pytest.mark.parametrize("address", ["/", "/topics/trust", "/episodes/film"])
def test_a_discreet_page_covers_its_pictures(client: FlaskClient, address: str) -> None:
    episode = an_episode("film")
    episode.topics.append(Topic(slug="trust", name="Trust"))
    video = set_video_address(episode, "https://example.org/film.mp4")
    set_poster(video, BytesIO(a_picture()))
    db.session.commit()
    assert "/episodes/film/poster.png" in client.get(address).text
    saved(client, discreet="on")
    page = client.get(address, follow_redirects=True)
    assert page.status_code == 200
    assert "/episodes/film/poster.png" not in page.text


def test_an_unknown_value_counts_as_the_default(client: FlaskClient) -> None:
    saved(client, **{"g.mind": "explode", "size": "100%;} body{display:none", "theme": "<b>"})
    assert chosen(client.get("/preferences").text, "g.mind") == "tell"
    assert "display" not in client.get("/preferences/captions.css").text


def test_a_broken_cookie_is_as_if_it_were_not_there(client: FlaskClient) -> None:
    for name in ("choices", "look"):
        client.set_cookie(name, "%00%ff&=&&g.mind=" + "x" * 3_000)
    assert client.get("/preferences").status_code == 200


def test_the_captions_stylesheet_says_what_was_chosen(client: FlaskClient) -> None:
    saved(
        client,
        size="150",
        colour="yellow",
        background="blue",
        opacity="50",
        edge="uniform",
        window="red",
        window_opacity="25",
    )
    css = client.get("/preferences/captions.css")
    assert css.mimetype == "text/css"
    assert "font-size: 150%" in css.text
    assert "color: rgb(255 255 0 / 100%)" in css.text
    assert "background: rgb(0 0 255 / 50%)" in css.text
    assert "--cue-window: rgb(255 0 0 / 25%)" in css.text


def test_who_chose_nothing_gets_the_usual_captions_with_the_pages_own_stylesheet(
    app: Flask, client: FlaskClient
) -> None:
    an_episode("one", video=True)
    usual = Path(app.static_folder or "") / "css/caption-look.css"
    assert usual.read_text().partition("\n")[2] == client.get("/preferences/captions.css").text
    assert "captions.css" not in client.get("/episodes/one").text
    saved(client, size="150")
    assert "/preferences/captions.css" in client.get("/episodes/one").text


def test_a_preset_of_captions_is_one_button_without_scripts_too(client: FlaskClient) -> None:
    saved(client, **{"g.mind": "hide", "theme": "dark", "edge": "shadow"})
    saved(client, captions="contrast", theme="light")
    page = client.get("/preferences").text
    assert (chosen(page, "colour"), chosen(page, "size")) == ("yellow", "125")
    assert chosen(page, "edge") == "none"
    assert (chosen(page, "theme"), chosen(page, "g.mind")) == ("dark", "hide")


def test_putting_captions_back_leaves_everything_else(client: FlaskClient) -> None:
    saved(client, **{"g.mind": "hide", "theme": "dark", "size": "200"})
    saved(client, captions="usual")
    page = client.get("/preferences").text
    assert (chosen(page, "size"), chosen(page, "theme"), chosen(page, "g.mind")) == (
        "100",
        "dark",
        "hide",
    )


def test_larger_text_stands_on_every_page(client: FlaskClient) -> None:
    saved(client, text="larger")
    assert 'data-text="larger"' in client.get("/").text


def test_every_look_comes_back_from_its_cookie(client: FlaskClient) -> None:
    for choice in CHOICES:
        for value, _ in choice.options:
            look = Look.from_pairs({choice.name: value})
            assert Look.parse(look.serialise()) == look


def test_showing_once_leads_back_and_is_remembered_for_the_visit(client: FlaskClient) -> None:
    an_episode("film")
    token = csrf_token(client, "/preferences")
    form = {"csrf_token": token, "slug": "film", "key": "video", "next": "/episodes/film?t=83"}
    response = client.post("/preferences/show", data=form)
    assert (response.status_code, response.location) == (303, "/episodes/film?t=83")
    with client.session_transaction() as session:
        assert session["shown"] == ["film/video"]
    assert client.get_cookie("choices") is None


def test_always_showing_a_kind_changes_the_choices(client: FlaskClient) -> None:
    token = csrf_token(client, "/preferences")
    form = {"csrf_token": token, "slug": "film", "key": "video", "always": ["grief", "unsafe"]}
    client.post("/preferences/show", data=form)
    page = client.get("/preferences").text
    assert chosen(page, "c.grief") == "show"
    assert chosen(page, "unsafe") == "show"


@pytest.mark.parametrize(
    ("slug", "key"), [("", "video"), ("film", ""), ("../x", "video"), ("film", "a/b")]
)
def test_what_is_to_be_shown_must_be_named(client: FlaskClient, slug: str, key: str) -> None:
    token = csrf_token(client, "/preferences")
    form = {"csrf_token": token, "slug": slug, "key": key}
    assert client.post("/preferences/show", data=form).status_code == 400


def test_a_long_visit_does_not_outgrow_its_cookie(client: FlaskClient) -> None:
    token = csrf_token(client, "/preferences")
    for number in range(70):
        form = {"csrf_token": token, "slug": f"{number:02}".ljust(80, "x"), "key": "video"}
        client.post("/preferences/show", data=form)
    cookie = client.get_cookie("session")
    assert cookie
    assert len(cookie.value) < 3_500


SHOW = {"slug": "shared", "key": "video", "next": "/episodes/shared"}


def test_the_form_of_a_shared_page_needs_no_token_where_the_browser_says_it_is_ours(
    client: FlaskClient,
) -> None:
    response = client.post(
        "/preferences/show", data=SHOW, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 303


def test_a_browser_that_says_nothing_is_asked_once_and_then_gets_what_it_asked_for(
    client: FlaskClient,
) -> None:
    page = client.post("/preferences/show", data=SHOW)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    assert 'name="next" value="/episodes/shared"' in page.text
    confirmed = client.post("/preferences/show", data=SHOW | {"csrf_token": token[1]})
    assert (confirmed.status_code, confirmed.location) == (303, "/episodes/shared")
