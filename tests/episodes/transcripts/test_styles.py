"""Style blocks of captions: their looks are served, their addresses are not."""

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

import captions
from episodes.db import db
from episodes.transcripts.rendering import rendering_of
from episodes.transcripts.styles import own_looks
from tests.factories import CAPTIONS, an_episode
from tests.migrations import MIGRATIONS

CALLS_HOME = [
    "::cue { background: url(//evil.example/a.png) }",
    "::cue { background: URL( 'https://evil.example/a.png' ) }",
    r"::cue { background: \75rl(//evil.example) }",
    r"::cue { background: u\000072 l(//evil.example) }",
    r"::cue { background: \55\52\4c(//evil.example) }",
    "::cue { background: url/**/(//evil.example) }",
    "::cue { background: /**/url(//evil.example) }",
    "::cue { background: u/**/rl(//evil.example) }",
    "::cue { background-image: image-set('//evil.example/a.png' 1x) }",
    "::cue { background: image('//evil.example/a.png') }",
    "::cue { background: src('//evil.example/a.png') }",
    "::cue { background: url(//evil.example",
    "::cue { --x: url(//evil.example); background: var(--x) }",
    "::cue { color: rgb(1, 2, url(//evil.example)) }",
    '@import "//evil.example/a.css";',
    r'@\69mport "//evil.example/a.css";',
    "@/**/import '//evil.example/a.css';",
    "@IMPORT url(//evil.example/a.css);",
    "@font-face { font-family: x; src: url(//evil.example/f.woff) }",
    "@media all { ::cue { background: url(//evil.example) } }",
    "::cue { color: red; & b { background: url(//evil.example) } }",
]


@pytest.mark.parametrize("style", CALLS_HOME)
def test_no_style_makes_a_browser_ask_anybody_for_anything(style: str) -> None:
    file = f"WEBVTT\n\nSTYLE\n{style}\n\n00:01.000 --> 00:02.000\nHello\n"
    vtt = rendering_of(captions.read(file.encode(), "a.vtt").track, "en").vtt
    assert "Hello" in vtt
    assert "evil" not in vtt
    assert "import" not in vtt.lower()


def test_looks_stay_as_they_are() -> None:
    style = (
        "/* ours */ ::cue { color: #fff; font-family: 'A b', serif }\n"
        '::cue(v[voice="Joe"]) { background: rgba(0, 0, 0, .8) }'
    )
    looks = own_looks(style)
    assert "::cue { color: #fff" in looks
    assert '::cue(v[voice="Joe"]) { background: rgba(0, 0, 0, .8)' in looks
    assert own_looks(looks) == looks


def test_rules_for_anything_but_cues_go() -> None:
    assert own_looks("video { display: none } body::cue { color: red }") == ""


def test_what_was_stored_before_is_cleaned_by_the_migration(unmigrated_app: Flask) -> None:
    upgrade(MIGRATIONS)
    an_episode("oat", captions=CAPTIONS)
    styles = "\n\n".join(f"STYLE\n{style}" for style in CALLS_HOME[:5])
    rest = "STYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nHello url(x)\n"
    change = text("UPDATE caption_rendering SET vtt = :vtt")
    db.session.execute(change, {"vtt": f"WEBVTT\n\n{styles}\n\n{rest}"})
    etag = db.session.scalar(text("SELECT etag FROM caption_rendering"))
    db.session.commit()
    downgrade(MIGRATIONS, "0014")
    upgrade(MIGRATIONS)
    row = db.session.execute(text("SELECT vtt, etag FROM caption_rendering")).one()
    assert row.vtt == f"WEBVTT\n\n{rest}"
    assert row.etag != etag
