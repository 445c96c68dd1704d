import pytest
from flask import Flask
from sqlalchemy import func, select

from episodes.accounts.models import AuditEntry
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Credit, Episode, Person, Status, Topic
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, an_episode

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>"


def the_episode(slug: str) -> Episode:
    db.session.expire_all()
    return db.session.query(Episode).filter_by(slug=slug).one()


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_title_alone_makes_an_episode(producer: Browser) -> None:
    response = producer.post("/desk/episodes/new", title="Who buys the oat milk?")
    assert response.status_code == 303
    assert response.location == "/desk/episodes/who-buys-the-oat-milk"
    page = producer.get(response.location).text
    assert "Write the question." in page


def test_everything_of_the_form_is_kept(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    response = producer.post_fields(
        "/desk/episodes/e/edit",
        {
            "title": "Oat milk",
            "slug": "oat-milk",
            "summary": "On fairness.",
            "language": "pt-BR",
            "season": "2",
            "number": "7",
            "new_topics": "Fairness, Moving in, fairness",
            "credits-0-person": "Maya",
            "credits-0-role": "host",
            "credits-1-person": "Joe",
            "credits-1-role": "guest",
            "credits-2-person": "Maya",
            "credits-2-role": "editor",
            "credits-3-person": "  ",
            "credits-3-role": "host",
            "chapters": "0:00 Hello\r\n\r\n1:23.5 The list\r\n1:00:00 Goodbye",
        },
    )
    assert response.status_code == 303
    episode = the_episode("oat-milk")
    assert (episode.title, episode.season, episode.number) == ("Oat milk", 2, 7)
    assert episode.language == "pt-BR"
    assert [t.name for t in episode.topics] == ["Fairness", "Moving in"]
    assert [(c.person.name, c.role.value) for c in episode.credits] == [
        ("Maya", "host"),
        ("Joe", "guest"),
        ("Maya", "editor"),
    ]
    assert [(c.start_ms, c.title) for c in episode.chapters] == [
        (0, "Hello"),
        (83_500, "The list"),
        (3_600_000, "Goodbye"),
    ]
    assert count(Person) == 2
    page = producer.get("/desk/episodes/oat-milk/edit").text
    assert "1:23.5 The list\n1:00:00 Goodbye" in page


def test_saving_what_the_page_shows_changes_nothing(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    fields = {
        "title": "E", "credits-0-person": "Maya", "credits-0-role": "host", "chapters": "0:01 A",
    }  # fmt: skip
    producer.post_fields("/desk/episodes/e/edit", fields)
    producer.post_fields("/desk/episodes/e/edit", fields)
    assert (count(Person), count(Credit)) == (1, 1)
    assert [c.title for c in the_episode("e").chapters] == ["A"]


def test_a_chapter_without_a_time_names_its_line(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    lines = "0:00 Hello\n\nThe list\n2:00\n0:00 Again\n99:99 Late"
    response = producer.post("/desk/episodes/e/edit", title="New title", chapters=lines)
    assert response.status_code == 422
    for said in ("Line 3:", "Line 4:", "Line 5 starts at the same time as line 1", "Line 6:"):
        assert said in response.text
    assert "99:99 Late" in response.text
    assert 'value="New title"' in response.text
    assert the_episode("e").title == "E"


def test_the_summary_of_errors_is_announced_and_leads_to_the_field(producer: Browser) -> None:
    response = producer.post("/desk/episodes/new", title="", summary="Kept.")
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert '<a href="#title">Title</a>' in response.text
    assert "Kept." in response.text
    assert count(Episode) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "../../etc"),
        ("slug", "Not A Slug"),
        ("slug", "new"),
        ("slug", "a" * 81),
        ("title", "x" * 201),
        ("summary", "x" * 1001),
        ("language", "klingon!"),
        ("season", "one"),
        ("season", "-1"),
        ("season", "9" * 30),
        ("season", "1"),
        ("number", "²"),
        ("new_topics", "x" * 121),
        ("topics", "999"),
        ("topics", "x"),
        ("credits-0-role", "king"),
        ("credits-0-person", "x" * 121),
        ("chapters", "0:00 " + "x" * 201),
    ],
)
def test_a_bad_value_is_refused_and_nothing_is_written(
    producer: Browser, field: str, value: str
) -> None:
    fields = {"title": "Fine", "new_topics": "Made", "credits-0-person": "P"} | {
        "credits-0-role": "host",
        field: value,
    }
    response = producer.post_fields("/desk/episodes/new", fields)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert (count(Episode), count(Topic), count(Person)) == (0, 0, 0)


def test_a_taken_address_is_a_conflict_and_the_form_is_kept(producer: Browser) -> None:
    an_episode("taken")
    response = producer.post(
        "/desk/episodes/new", title="Mine", slug="taken", new_topics="Made by nobody"
    )
    assert response.status_code == 409
    assert "Another episode has the address “taken”." in response.text
    assert 'value="Made by nobody"' in response.text
    assert count(Topic) == 0


def test_a_taken_number_names_the_other_episode(producer: Browser) -> None:
    an_episode("first", title="The first one", season=1, number=1)
    response = producer.post("/desk/episodes/new", title="Mine", season="1", number="1")
    assert response.status_code == 409
    assert "The first one" in response.text


def test_what_is_refused_after_people_were_made_makes_no_people(producer: Browser) -> None:
    fields = {"title": "Fine", "credits-0-person": "Ana", "credits-0-role": "host"} | {
        "credits-1-person": "Ana",
        "credits-1-role": "host",
    }
    response = producer.post_fields("/desk/episodes/new", fields)
    assert response.status_code == 422
    assert "twice in the same role" in response.text
    assert (count(Episode), count(Person)) == (0, 0)


def test_two_people_of_one_name_are_told_apart_by_their_address(producer: Browser) -> None:
    db.session.add_all([Person(slug="ana", name="Ana"), Person(slug="ana-2", name="Ana")])
    db.session.commit()
    an_episode("e", status=Status.DRAFT)
    fields = {"title": "E", "credits-0-person": "Ana", "credits-0-role": "host"}
    response = producer.post_fields("/desk/episodes/e/edit", fields)
    assert response.status_code == 422
    assert "Write one of ana, ana-2." in response.text
    producer.post_fields("/desk/episodes/e/edit", fields | {"credits-0-person": "ana-2"})
    assert [c.person.slug for c in the_episode("e").credits] == ["ana-2"]
    assert 'value="ana-2"' in producer.get("/desk/episodes/e/edit").text


def test_the_address_of_a_published_episode_cannot_be_changed(producer: Browser) -> None:
    an_episode("out", status=Status.PUBLISHED)
    response = producer.post("/desk/episodes/out/edit", title="Out", slug="elsewhere")
    assert response.status_code == 422
    assert "people may have linked" in response.text
    assert the_episode("out").title == "Out"


def test_a_row_is_added_without_script_and_nothing_is_saved(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT)
    fields = {"title": "", "credits-0-person": "Maya", "credits-0-role": "host", "add": "credits"}
    response = producer.post_fields("/desk/episodes/e/edit", fields)
    assert response.status_code == 200
    assert 'name="credits-1-person"' in response.text
    assert 'value="Maya"' in response.text
    assert 'role="alert"' not in response.text
    assert count(Person) == 0


@pytest.mark.parametrize(
    "key", ["credits-²-person", "credits-99999999999-person", "credits--person"]
)
def test_names_of_fields_that_no_form_writes_are_passed_over(producer: Browser, key: str) -> None:
    response = producer.post_fields("/desk/episodes/new", {"title": "Fine", key: "Maya"})
    assert response.status_code == 303
    assert count(Person) == 0


def test_hostile_text_is_shown_as_text_everywhere(producer: Browser) -> None:
    fields = {
        "title": HOSTILE, "slug": "hostile", "summary": HOSTILE, "new_topics": HOSTILE,
        "credits-0-person": HOSTILE, "credits-0-role": "host", "chapters": f"0:00 {HOSTILE}",
    }  # fmt: skip
    assert producer.post_fields("/desk/episodes/new", fields).status_code == 303
    assert the_episode("hostile").title == HOSTILE
    for page in ("/desk/", "/desk/episodes/hostile", "/desk/episodes/hostile/edit",
                 "/desk/episodes/hostile/history", "/desk/people", "/desk/topics"):  # fmt: skip
        text = producer.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_control_characters_never_reach_the_database(producer: Browser) -> None:
    response = producer.post("/desk/episodes/new", title="A\x00B\x07C", summary="1\x002")
    assert response.status_code == 303
    assert the_episode("abc").title == "ABC"


@pytest.mark.parametrize("slug", ["nothing", "..", "%00", "A", "a%00b", "x" * 200])
def test_an_episode_that_is_not_there_is_not_found(producer: Browser, slug: str) -> None:
    for page in ("", "/edit", "/question", "/captions", "/answer", "/resources", "/history"):
        assert producer.get(f"/desk/episodes/{slug}{page}").status_code in (404, 308)


def test_publishing_shows_the_episode_to_strangers(producer: Browser, app: Flask) -> None:
    an_episode("e", status=Status.DRAFT, answer=ANSWER)
    stranger = app.test_client()
    assert stranger.get("/episodes/e").status_code == 404
    response = producer.post("/desk/episodes/e/publish", form="/desk/episodes/e")
    assert response.status_code == 303
    assert "Published. Everyone can see it now." in producer.get(response.location).text
    assert stranger.get("/episodes/e").status_code == 200
    assert the_episode("e").answer_published_at is not None


def test_what_is_not_reviewed_is_not_published_and_says_why(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video_review=ReviewState.NOT_REVIEWED)
    response = producer.post("/desk/episodes/e/publish", form="/desk/episodes/new")
    assert response.status_code == 422
    assert "Check the video for content notes" in response.text
    assert the_episode("e").status == Status.DRAFT


def test_withdrawing_hides_the_episode_again(producer: Browser, app: Flask) -> None:
    an_episode("e", status=Status.PUBLISHED)
    producer.post("/desk/episodes/e/withdraw", form="/desk/episodes/e")
    assert the_episode("e").status == Status.WITHDRAWN
    assert app.test_client().get("/episodes/e").status_code == 404


def test_scheduling_takes_a_time_in_utc(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True)
    address = "/desk/episodes/e/schedule"
    producer.post(address, form="/desk/episodes/e", published_at="2099-03-01T18:30")
    episode = the_episode("e")
    assert episode.status == Status.SCHEDULED
    assert episode.published_at is not None
    assert episode.published_at.isoformat() == "2099-03-01T18:30:00+00:00"


@pytest.mark.parametrize("at", ["", "tomorrow", "2001-01-01T00:00", "99999-01-01T00:00"])
def test_a_time_that_cannot_be_is_refused(producer: Browser, at: str) -> None:
    an_episode("e", status=Status.DRAFT, video=True)
    address = "/desk/episodes/e/schedule"
    response = producer.post(address, form="/desk/episodes/e", published_at=at)
    assert response.status_code == 422
    assert "published_at-error" in response.text
    assert the_episode("e").status == Status.DRAFT


def test_the_trail_follows_an_episode_through_its_addresses(producer: Browser) -> None:
    producer.post("/desk/episodes/new", title="One")
    producer.post("/desk/episodes/one/edit", title="One", slug="two")
    producer.post("/desk/episodes/new", title="Another one", slug="one")
    page = producer.get("/desk/episodes/two/history").text
    assert page.count("Created the episode") == 1
    assert "was “one”" in page
    assert producer.get("/desk/episodes/one/history").text.count("Created the episode") == 2


def test_who_did_it_is_written_down(producer: Browser) -> None:
    producer.post("/desk/episodes/new", title="One")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "one")).one()
    assert entry.actor_name.startswith("producer")
