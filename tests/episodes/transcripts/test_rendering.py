"""The transcript as HTML: every word shown, none of them acting."""

import re

import captions
from episodes.transcripts.rendering import rendering_of, transcript_html


def html_of(file: str, language: str = "en") -> str:
    return transcript_html(captions.read(file.encode()).track, language)


def test_each_cue_is_a_line_with_its_times_and_a_link_to_its_second() -> None:
    html = html_of("WEBVTT\n\n01:23.400 --> 01:27.000\nSay it out loud.\n")
    assert html == (
        '<ol class="cues" lang="en" dir="auto">'
        '<li id="c83400" data-start="83400" data-end="87000"><a href="?t=83#c83400">'
        '<time datetime="PT83S">1:23</time></a><p>Say it out loud.</p></li></ol>'
    )


def test_a_speaker_is_named_only_where_the_voice_changes() -> None:
    html = html_of(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Maya>One.\n\n00:02.000 --> 00:03.000\n<v Maya>Two.\n"
        "\n00:03.000 --> 00:04.000\nThree.\n\n00:04.000 --> 00:05.000\n<v Joe>Four.\n"
        "\n00:05.000 --> 00:06.000\n<v Maya>Five.\n"
    )
    assert re.findall(r'<p>(?:<b class="speaker">(\w+)</b> )?(\w+)\.', html) == [
        ("Maya", "One"), ("", "Two"), ("", "Three"), ("Joe", "Four"), ("Maya", "Five"),
    ]  # fmt: skip


def test_two_cues_that_start_together_have_two_anchors() -> None:
    html = html_of("WEBVTT\n\n00:01.000 --> 00:02.000\nA.\n\n00:01.000 --> 00:03.000\nB.\n")
    assert re.findall(r'id="([^"]+)"', html) == ["c1000", "c1000-2"]


def test_markup_in_cues_and_names_is_shown_and_does_not_act() -> None:
    html = html_of(
        'WEBVTT\n\n00:01.000 --> 00:02.000\n<v <b>Eve" onclick=x>&lt;img src=x onerror=alert(1)>'
        " &lt;/p>&lt;script>alert(2)&lt;/script>\n",
        'en" onload="x',
    )
    assert set(re.findall(r"<(\w+)", html)) <= {"ol", "li", "a", "time", "p", "b"}
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert 'onload="' not in html
    assert 'onclick="' not in html


def test_turns_without_times_have_no_links() -> None:
    html = html_of("Maya: Hello there, everyone.\n\nJoe: Hi & welcome.\n")
    assert "<a" not in html
    assert '<b class="speaker">Joe</b> Hi &amp; welcome.' in html


def test_the_etag_changes_with_what_is_served() -> None:
    one = captions.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n").track
    two = captions.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\nTwo.\n").track
    assert (
        rendering_of(one, "en").etag == rendering_of(one, "en").etag != rendering_of(two, "en").etag
    )
