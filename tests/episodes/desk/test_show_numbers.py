"""The show in numbers: what is counted, how it is drawn, and what an empty show sees."""

import re
from datetime import timedelta

from episodes.catalog.models import Topic
from episodes.db import db
from episodes.desk import plots
from episodes.desk.show_numbers import questions_by_week, spans_of_vtt, strip_of
from episodes.questions.asked import merging
from episodes.questions.asked.counting import today
from episodes.questions.asked.receiving import AskedDraft, receive
from episodes.warnings.models import ContentWarning, Scope, Treatment
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

PAGE = "/desk/numbers"


def test_an_empty_show_sees_sentences_and_no_plot(producer: Browser) -> None:
    page = producer.get(PAGE).text
    assert '<svg class="plot' not in page
    assert "Nobody asked anything in the last half year." in page
    assert "There are no episodes yet." in page


def test_what_is_there_is_drawn_with_its_table_and_without_style_or_script(
    producer: Browser,
) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    episode.topics = [Topic(slug="house", name="House & <home>")]
    asked = receive(AskedDraft("Who buys the milk?"), receipt_hash="r", proof="r", daily_limit=9)
    merging.merge_into_episode(asked, episode, actor=None)
    receive(AskedDraft("Who buys the bread?"), receipt_hash="s", proof="s", daily_limit=9)
    db.session.commit()
    response = producer.get(f"{PAGE}?episode=oat")
    drawn = re.findall(r'<svg class="plot.*?</svg>', response.text, re.DOTALL)
    assert len(drawn) >= 4
    assert not any("style" in svg or "<script" in svg or "http" in svg[200:] for svg in drawn)
    assert all('role="img" aria-label="' in svg for svg in drawn)
    assert "House &amp; &lt;home&gt;" in response.text
    assert "no video whose length" not in response.text
    assert producer.get(f"{PAGE}?episode=No+Such!").status_code == 200


def test_weeks_without_questions_are_there_too(app) -> None:
    asked = receive(AskedDraft("Who buys the milk?"), receipt_hash="r", proof="r", daily_limit=9)
    asked.asked_on = today() - timedelta(weeks=3)
    db.session.flush()
    weeks = questions_by_week(today())
    assert len(weeks) == 26
    assert [line.number for line in weeks] == [0] * 22 + [1] + [0] * 3
    assert all(week.day.weekday() == 0 for week in weeks)


def test_the_strip_says_where_there_are_captions_and_notes(app) -> None:
    episode = an_episode("oat", video=True, captions=CAPTIONS)
    note = {"scope": Scope.VIDEO_PICTURE, "category": "grief", "treatment": Treatment.DISCUSSION}
    note["severity"] = 1
    db.session.add(ContentWarning(episode_id=episode.id, start_ms=60_000, end_ms=63_000, **note))
    db.session.flush()
    strip = strip_of(episode)
    assert strip
    assert strip.bin_ms == 2_000
    assert strip.speech[:6] == [50, 100, 50, 100, 75, 0]
    assert [place for place, is_in in enumerate(strip.warned) if is_in] == [30, 31]
    assert strip_of(an_episode("rye")) is None


def test_times_are_read_with_and_without_hours() -> None:
    vtt = "01:02.500 --> 01:03.000 line:1\na\n\n01:00:00.000 --> 01:00:00.250\nb"
    assert spans_of_vtt(vtt) == [(62_500, 63_000), (3_600_000, 3_600_250)]


def test_a_plot_holds_hostile_labels_as_words() -> None:
    svg = plots.bars([("<script>x</script>", 3)], 'A "plot" <b>')
    assert "<script>" not in svg
    assert 'aria-label="A &#34;plot&#34; &lt;b&gt;"' in svg


def test_who_does_not_see_the_inbox_does_not_see_the_numbers(captioner: Browser) -> None:
    assert captioner.get(PAGE).status_code == 403
