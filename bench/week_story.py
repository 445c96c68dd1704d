"""The acts of a producer's week in bench.week. Each begins wherever the page is, so that it can be
done again where the site or the browser was killed in the middle of it, and each says of the
database whether it is done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page, expect

from bench.week_hand import Hand
from bench.week_state import (
    LETTER,
    NAMES,
    OTHER_LETTER,
    SAMPLE,
    SLIPS,
    SLUG,
    TITLE,
    answer_text,
    are_shown,
    captions,
    has_video,
    has_words,
    is_in,
    is_merged,
    is_redacted,
    is_reviewed,
    letters,
    points_to_nobody,
    spoken_words,
    the_episode,
    written_answer,
)  # fmt: skip
from episodes.catalog.models import Status
from episodes.db import now_utc, reads_only

EMAIL, PASSWORD = "producer@example.org", "correct horse battery"
DESK = f"/desk/episodes/{SLUG}"
PUBLIC = f"/episodes/{SLUG}"
CORRECTED = "Nobody has to be found at all times."
PATIENT_MS = 300_000
USUAL_S = 60
SPEED = 8  # the video is watched so much faster than by a person, whose time is counted in full


@dataclass
class Week:
    """Who works on it. resumes: an act is done again after a kill, so it goes to its page by the
    address, and nothing that it does on the way is new."""

    app: Flask
    hand: Hand
    resumes: bool = False

    @property
    def page(self) -> Page:
        return self.hand.page

    def at(self, path: str, link: str = "") -> None:
        """On the page of this path; by a press of its link where the hand is elsewhere."""
        if not self.resumes and link and not self._is_at(path):
            self.hand.press(self.page.get_by_role("link", name=link, exact=True).first)
            self.page.wait_for_url(f"**{path}")
        elif self.resumes or not self._is_at(path):
            self.page.goto(path)
            if "/sign-in" in self.page.url:
                sign_in(self)
                self.page.goto(path)

    def _is_at(self, path: str) -> bool:
        return self.page.url.partition("?")[0].partition("#")[0].endswith(path)

    def asks(self, look: Callable[[], object]) -> bool:
        """What the database says now."""
        with self.app.app_context():
            reads_only.set(True)
            return bool(look())


@dataclass(frozen=True, slots=True)
class Act:
    """step: the line of the table that it is counted in. seconds: how long it may take to come true
    once its last button was pressed."""

    step: str
    do: Callable[[Week], None]
    is_done: Callable[[], object]
    seconds: float = USUAL_S


def sign_in(week: Week) -> None:
    page, hand = week.page, week.hand
    if "/sign-in" not in page.url:
        page.goto("/sign-in?next=/desk/")
    hand.type_into(page.get_by_label("Email"), EMAIL)
    hand.type_into(page.get_by_label("Password"), PASSWORD)
    hand.press(page.get_by_role("button", name="Sign in"))
    page.wait_for_url("**/desk/**")


def merge(week: Week) -> None:
    page, number = week.page, _number_of(week, OTHER_LETTER)
    if week.resumes:
        week.at(f"/desk/inbox/{number}")
    else:
        week.hand.press(page.locator(".desk-nav").get_by_role("link", name="Inbox"))
        week.hand.press(page.get_by_role("link", name=OTHER_LETTER[:40]).first)
    week.hand.read(OTHER_LETTER)
    row = page.locator("li", has_text="My boyfriend Tom").filter(has=page.get_by_role("button"))
    week.hand.press(row.get_by_role("button", name="Merge into this"))
    page.wait_for_url(f"**/desk/inbox/{_number_of(week, LETTER)}*")


def redact(week: Week) -> None:
    week.at(f"/desk/inbox/{_first_number(week)}")
    week.hand.read(LETTER)
    week.hand.press(week.page.get_by_role("button", name="Change all 2"))
    expect(week.page.locator("blockquote")).not_to_contain_text(NAMES[0])


def plan(week: Week) -> None:
    week.at(f"/desk/inbox/{_first_number(week)}")
    week.hand.type_into(week.page.get_by_label("Title of the episode"), TITLE)
    week.hand.press(week.page.get_by_role("button", name="Create draft"))
    week.page.wait_for_url(f"**{DESK}/question")


def read_through(week: Week) -> None:
    week.at(f"{DESK}/question")
    week.hand.tick(week.page.get_by_label("I have read it, and nothing here points to a person"))
    week.hand.press(week.page.get_by_role("button", name="Save, then: Add a video"))
    week.page.wait_for_url(f"**{DESK}/video")


def send_video(week: Week) -> None:
    week.at(f"{DESK}/video", "Video")
    film = (SAMPLE / "video.mp4").read_bytes()
    file = {"name": "map.mp4", "mimeType": "video/mp4", "buffer": film}
    week.hand.give_file(week.page.get_by_label("Video or sound file"), file)  # type: ignore[arg-type]
    week.hand.press(week.page.get_by_role("button", name="Send the file"))
    expect(week.page.get_by_text("The video is saved.")).to_be_visible()


def send_words(week: Week) -> None:
    week.at(f"{DESK}/captions", "Captions")
    file = {"name": "map.txt", "mimeType": "text/plain", "buffer": spoken_words().encode()}
    chooser = week.page.get_by_label("Caption files or transcripts, several at once")
    week.hand.give_file(chooser, file)  # type: ignore[arg-type]
    week.hand.press(week.page.get_by_role("button", name="Look at them"))
    week.page.wait_for_url("**/captions/files")
    week.hand.press(week.page.get_by_role("button", name="Keep what is ticked"))
    expect(week.page.get_by_text("Syncing with the video has begun.")).to_be_visible()


def accept_captions(week: Week) -> None:
    week.at(f"{DESK}/captions")
    result = week.page.get_by_role("link", name="Look at the synced captions")
    result.wait_for(timeout=PATIENT_MS)
    week.hand.press(result)
    week.hand.press(week.page.get_by_role("button", name="Accept, then correct them"))
    week.page.locator("caption-editor[data-ready]").wait_for()


def correct_captions(week: Week) -> None:
    page, hand = week.page, week.hand
    if week.resumes:
        week.at(f"{DESK}/captions")
        page.get_by_role("link", name="Edit these captions").first.click()
    page.locator("caption-editor[data-ready]").wait_for()
    hand.watch(video_seconds(week))
    for wrong, right in SLIPS:
        row = page.locator("table tr[data-id]").filter(has_text=wrong).first
        if not row.count():
            continue  # kept before the kill
        hand.press(row)
        hand.correct(page.locator(".captions-table textarea"), wrong, right)
    hand.press(page.get_by_role("button", name="Save, then look at it"))
    page.wait_for_url(re.compile(r"/captions/\d+$"))


def approve_captions(week: Week) -> None:
    if week.resumes:
        week.at(f"{DESK}/captions")
        week.page.get_by_role("link", name="Version 2", exact=True).first.click()
    button = week.page.get_by_role("button", name="Approve it, and show it to viewers")
    week.hand.press(button)
    expect(week.page.get_by_text("Viewers now see version")).to_be_visible()


def paste_answer(week: Week) -> None:
    week.at(f"{DESK}/answer", "Answer")
    words = written_answer()
    week.hand.press(week.page.get_by_role("link", name="Paste or upload a text"))
    week.hand.paste_into(week.page.locator("#text"), words)
    week.hand.press(week.page.get_by_role("button", name="Look at the lines"))
    week.hand.read(words)
    week.hand.press(week.page.get_by_role("button", name="Save into the answer"))
    week.page.wait_for_url(f"**{DESK}/answer")


def link_answer(week: Week) -> None:
    week.at(f"{DESK}/answer")
    page = week.page
    page.wait_for_function("() => document.querySelector('answer-editor video').readyState >= 1")
    page.locator("#markdown").press("Control+End")
    week.hand.press(page.get_by_role("button", name=re.compile("^Link here")))
    expect(page.locator("#markdown")).to_have_value(re.compile(r"\(#t="))
    week.hand.press(page.get_by_role("button", name=re.compile("^Save, then")))
    page.wait_for_url(f"**{DESK}/warnings")


def review_notes(week: Week) -> None:
    week.at(f"{DESK}/warnings", "Warnings")
    page, hand = week.page, week.hand
    video = page.locator("note-marker video")
    page.wait_for_function("() => document.querySelector('note-marker video').readyState >= 1")
    video.focus()
    page.evaluate(f"document.querySelector('note-marker video').playbackRate = {SPEED}")
    hand.strike(" ")
    page.wait_for_function("() => document.querySelector('note-marker video').currentTime >= 5")
    hand.strike("w")
    page.wait_for_function("() => document.querySelector('note-marker video').currentTime >= 9")
    hand.strike("w")
    # Its topic and intensity; what is heard; talked about.
    heard = ("ArrowDown", "ArrowDown", "Tab")
    hand.choose_by_keys(("Stal",), ("2", "Tab"), heard, ("Talk", "Escape"))
    page.wait_for_function("() => document.querySelector('note-marker video').ended")
    hand.watch(video_seconds(week))
    for name, value in (("video", "clean"), ("answer", "clean")):
        hand.choose(page.locator(f"select[name={name}_headline]"), value)
        hand.choose(page.locator(f"select[name={name}_review]"), "reviewed_some")
    hand.press(page.get_by_role("button", name="Save, then: Publish or schedule"))
    page.wait_for_url(f"**{DESK}")


def schedule_it(week: Week) -> None:
    week.at(DESK)
    minute = (now_utc() + timedelta(seconds=120)).replace(second=0, microsecond=0)
    week.hand.type_into(week.page.get_by_label("Date and time"), f"{minute:%Y-%m-%dT%H:%M}")
    week.hand.press(week.page.get_by_role("button", name="Publish later"))
    expect(week.page.get_by_text("Scheduled. It will go out by itself.")).to_be_visible()


def correct_answer(week: Week) -> None:
    week.at(f"{DESK}/answer", "Answer")
    page, hand = week.page, week.hand
    words = page.locator("#markdown").input_value()
    hand.correct(page.locator("#markdown"), words, f"{words.rstrip()}\n\n{CORRECTED}\n")
    hand.now.hands_s -= 0.28 * len(words)  # it stands there already
    hand.tick(page.get_by_label("I have read it again: its rating and content notes still fit"))
    hand.press(page.get_by_role("button", name="Save, and show it to readers"))
    expect(page.get_by_text("Saved. Readers see it now.")).to_be_visible()


def withdraw(week: Week) -> None:
    week.at(DESK, "Overview")
    week.hand.press(week.page.get_by_role("button", name="Withdraw: viewers can’t see it any more"))
    expect(week.page.get_by_text("Withdrawn. Viewers can’t see it any more.")).to_be_visible()


def video_seconds(week: Week) -> float:
    return float(week.page.evaluate("document.querySelector('video').duration") or 0)


def _number_of(week: Week, words: str) -> int:
    with week.app.app_context():
        reads_only.set(True)
        return letters()[words is not LETTER].id


def _first_number(week: Week) -> int:
    return _number_of(week, LETTER)


def wait_for_clock(_week: Week) -> None:
    """Nobody does anything."""


GONE_OUT = (Status.PUBLISHED, Status.WITHDRAWN)
ACTS = (
    Act("two letters: merged, redacted", merge, is_merged),
    Act("two letters: merged, redacted", redact, is_redacted),
    Act("planned, read through", plan, lambda: the_episode() is not None),
    Act("planned, read through", read_through, points_to_nobody),
    Act("video", send_video, has_video),
    Act("transcript synced", send_words, has_words),
    Act("transcript synced", accept_captions, lambda: len(captions()) > 0),
    Act("captions corrected, approved", correct_captions, lambda: len(captions()) > 1),
    Act("captions corrected, approved", approve_captions, are_shown),
    Act("answer pasted, linked", paste_answer, lambda: len(answer_text()) > 0),
    Act("answer pasted, linked", link_answer, lambda: "(#t=" in answer_text()),
    Act("notes made while watching", review_notes, is_reviewed),
    Act("scheduled", schedule_it, is_in(Status.SCHEDULED, *GONE_OUT)),
    Act("published by the clock", wait_for_clock, is_in(*GONE_OUT), seconds=300),
    Act("corrected after publication", correct_answer, lambda: CORRECTED in answer_text()),
    Act("withdrawn", withdraw, is_in(Status.WITHDRAWN)),
)
