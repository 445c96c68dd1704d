"""Searching, on both databases: what is found, where it leads, and what nobody may find."""

import pytest
from flask import Flask

from episodes.answers.actions import save_answer
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.search.models import PlaceKind
from episodes.search.queries import search
from episodes.search.results.shown import FoundEpisode, Results
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import TrackKind
from episodes.warnings.choices import ViewerChoices
from tests.factories import ANSWER, an_episode

ANYONE = ViewerChoices()
TALK = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Maya>Welcome back, everyone.

00:01:20.000 --> 00:01:23.000
<v Maya>Somebody has to keep the

00:01:23.500 --> 00:01:27.000
<v Maya>household ledger, and it is always the same person.

00:04:10.000 --> 00:04:13.000
<v Joe>I don’t think cafés count as chores.
"""


def slugs(results: Results) -> list[str]:
    return [episode.slug for episode in results.episodes]


def only(results: Results) -> FoundEpisode:
    assert len(results.episodes) == 1, slugs(results)
    return results.episodes[0]


def test_a_question_is_found_by_its_words_and_marked(app: Flask) -> None:
    an_episode("oat-milk", question="Who buys the oat milk, and who pays?")
    an_episode("other", question="How do I tell my sister?")
    found = only(search("buying oat milk", choices=ANYONE))
    assert found.question == (
        "Who <mark>buys</mark> the <mark>oat</mark> <mark>milk</mark>, and who pays?"
    )
    assert found.hits == ()


def test_what_is_said_opens_at_its_second_and_names_who_says_it(app: Flask) -> None:
    an_episode("ledger", captions=TALK)
    hit = only(search("cafe chores", choices=ANYONE)).hits[0]
    assert (hit.kind, hit.start_ms, hit.seconds, hit.speaker) == (
        PlaceKind.SPEECH, 250_000, 250, "Joe",
    )  # fmt: skip


def test_a_phrase_that_runs_across_two_cues_is_found_at_its_first_word(app: Flask) -> None:
    an_episode("ledger", captions=TALK)
    hit = only(search('"keep the household ledger"', choices=ANYONE)).hits[0]
    assert hit.start_ms == 80_000
    later = only(search('"ledger and it is always"', choices=ANYONE)).hits[0]
    assert later.start_ms == 83_500


def test_an_apostrophe_more_or_less_makes_no_difference(app: Flask) -> None:
    an_episode("ledger", captions=TALK)
    for typed in ("don't", "dont", "DON’T", "café's"):
        assert slugs(search(typed + " chores", choices=ANYONE)) == ["ledger"]
    assert "<mark>don’t</mark>" in only(search("dont", choices=ANYONE)).hits[0].html


def test_a_part_of_the_answer_is_found_at_its_anchor(app: Flask) -> None:
    an_episode("oat-milk", answer=ANSWER)
    hit = only(search("say it out loud", choices=ANYONE)).hits[0]
    assert (hit.kind, hit.anchor, hit.heading) == (
        PlaceKind.ANSWER,
        "make-the-list",
        "Make the list",
    )


def test_the_question_counts_for_more_than_what_is_said_in_passing(app: Flask) -> None:
    an_episode("passing", question="Whatever.", captions=TALK)
    an_episode("asked", question="Who should keep the household ledger?")
    assert slugs(search("household ledger", choices=ANYONE)) == ["asked", "passing"]


def test_the_beginning_of_a_word_is_enough_while_typing(app: Flask) -> None:
    an_episode("green-eyes", question="Is jealousy always bad?")
    found = only(search("is jealou", choices=ANYONE))
    assert "<mark>jealousy</mark>" in found.question


def test_a_word_with_a_minus_is_left_out(app: Flask) -> None:
    an_episode("cats", question="My partner wants cats and dogs.")
    an_episode("dogs", question="My partner wants dogs.")
    assert slugs(search("dogs -cats", choices=ANYONE)) == ["dogs"]


def test_a_phrase_in_quotation_marks_must_stand_together(app: Flask) -> None:
    an_episode("together", question="I live on my own and like it.")
    an_episode("apart", question="My cat owns the flat; on Sundays I live here.")
    assert slugs(search('"on my own"', choices=ANYONE)) == ["together"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.WITHDRAWN])
def test_strangers_never_find_what_is_not_published(app: Flask, status: Status) -> None:
    an_episode("secret", status=status, question="An unheard-of xylophone?", captions=TALK)
    for typed in ("xylophone", "xyloph", '"household ledger"', "secret"):
        results = search(typed, choices=ANYONE)
        assert (results.episodes, results.has_more) == ((), False)
    assert slugs(search("xylophone", choices=ANYONE, staff=True)) == ["secret"]


def test_an_answer_that_is_not_public_yet_is_not_found(app: Flask) -> None:
    episode = an_episode("oat-milk", question="Who pays?")
    save_answer(episode, "## A zeppelin {#z}\n\nBuy a zeppelin.\n", author_id=None, saved_by=None)
    db.session.commit()
    assert slugs(search("zeppelin", choices=ANYONE)) == []
    assert slugs(search("who pays", choices=ANYONE)) == ["oat-milk"]
    assert only(search("who pays for a zeppelin", choices=ANYONE)).hits == ()


def test_the_index_follows_edits_and_withdrawal(app: Flask) -> None:
    episode = an_episode("ledger", captions=TALK)
    track = ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")
    cut = TALK.replace("household ledger", "family calendar").encode()
    add_version(track, cut, "b.vtt", author=None, make_live=True)
    db.session.commit()
    assert slugs(search("ledger keeps", choices=ANYONE)) == ["ledger"]
    assert only(search("calendar", choices=ANYONE)).hits[0].kind is PlaceKind.SPEECH
    assert search('"household ledger"', choices=ANYONE).episodes == ()
    episode.status = Status.WITHDRAWN
    db.session.commit()
    assert search("calendar", choices=ANYONE).episodes == ()


def test_a_deleted_episode_leaves_the_index(app: Flask) -> None:
    an_episode("ledger", captions=TALK)
    db.session.delete(db.session.scalars(db.select(Episode)).one())
    db.session.commit()
    assert search("ledger", choices=ANYONE, staff=True).episodes == ()


def test_subtitles_of_another_language_are_found_in_it(app: Flask) -> None:
    episode = an_episode("lista", captions=TALK)
    track = ensure_track(episode, language="es", kind=TrackKind.SUBTITLES, label="Español")
    spanish = TALK.replace("household ledger", "corazón del hogar").encode()
    add_version(track, spanish, "es.vtt", author=None, make_live=True)
    db.session.commit()
    hit = only(search("corazon", choices=ANYONE)).hits[0]
    assert (hit.language, hit.start_ms) == ("es", 83_500)
    assert "<mark>corazón</mark>" in hit.html


def test_a_transcript_without_times_is_found_too(app: Flask) -> None:
    episode = an_episode("words")
    track = ensure_track(episode, language="en", kind=TrackKind.TRANSCRIPT, label="English")
    add_version(
        track, b"Maya: A pelican came by.\n\nJoe: No.\n", "a.txt", author=None, make_live=True
    )
    db.session.commit()
    hit = only(search("pelicans", choices=ANYONE)).hits[0]
    assert (hit.kind, hit.start_ms, hit.speaker) == (PlaceKind.SPEECH, None, "Maya")


NASTY = {
    "nothing": "",
    "space": " \t\n",
    "a quotation mark": '"',
    "quotation marks": '"" "" """',
    "an open quotation": '"oat milk',
    "operators": "OR AND NOT",
    "near": "NEAR(oat milk, 2)",
    "a column": "body:oat heading:milk kind:question xkquestion",
    "stars": "* oat* *milk ^oat",
    "sql": "'; DROP TABLE passage; --",
    "tsquery": "oat & milk | !x <-> y :* \\",
    "braces": "{heading body} : (oat)",
    "emoji": "🥛🐈‍⬛ 👩‍❤️‍👩",
    "one letter": "a",
    "small words": "is it the of to",
    "nul": "oat\x00milk",
    "right to left": "\u202eמי קונה חלב שיבולת שועל؟",
    "hindi": "दूध कौन खरीदता है",
    "chinese": "谁买燕麦奶？",
    "decomposed": "cafe\u0301 na\u0308ive",
    "minus": "- -- -a -\"oat milk\" -",
    "markup": "<script>alert(1)</script> <b>oat",
    "percent": "%s %(x)s :name ?1 {0}",
    "half": "½ ② ² ﬁ ß İ",
    "300 words": "my partner never buys oat milk and says that calendars are jealous " * 25,
    "10,000 characters": "x" * 10_000,
    "10,000 quotation marks": '"a' * 5_000,
    "surrogate": "oat \ud800 milk",
}  # fmt: skip


@pytest.mark.parametrize("typed", NASTY.values(), ids=NASTY.keys())
def test_whatever_is_typed_is_taken_as_words(app: Flask, typed: str) -> None:
    an_episode("oat-milk", captions=TALK)
    results = search(typed, choices=ANYONE)
    assert len(results.query.words) <= 400
    assert set(slugs(results)) <= {"oat-milk"}


@pytest.mark.parametrize(
    "typed", ["oat\x00milk", '"oat milk', "NEAR(oat milk)", "oat* OR milk", "body:oat"]
)
def test_operators_do_not_keep_words_from_being_found(app: Flask, typed: str) -> None:
    an_episode("oat-milk", question="Who buys the oat milk?")
    assert slugs(search(typed, choices=ANYONE)) == ["oat-milk"]


def test_markup_in_what_was_said_does_not_act_in_a_snippet(app: Flask) -> None:
    said = TALK.replace("chores", "chores &lt;img src=x onerror=alert(1)>")
    an_episode("ledger", question="<script>alert('ledger')</script>", captions=said)
    found = only(search("img onerror ledger alert", choices=ANYONE))
    everything = "".join(map(str, [found.question, found.title, *(h.html for h in found.hits)]))
    without_marks = everything.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in without_marks
    assert "&lt;img src=x onerror=alert(1)&gt;" in without_marks


def test_the_answer_to_one_question_comes_from_few_episodes_with_few_places(app: Flask) -> None:
    for number in range(25):
        an_episode(f"milk-{number}", question=f"Oat milk, again, for the {number}th time?")
    results = search("oat milk", choices=ANYONE)
    assert (len(results.episodes), results.total, results.has_more) == (10, 25, True)
    assert all(len(episode.hits) <= 3 for episode in results.episodes)
