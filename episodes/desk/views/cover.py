"""Choosing what stands on the cover: one press on a line that was said, or on a sentence."""

import re
from collections.abc import Iterator
from itertools import islice

from flask import flash, render_template, request, url_for
from flask_babel import gettext

import captions
from episodes.accounts.permissions import Right, requires_right
from episodes.answers.queries import answer_of
from episodes.catalog.covers import LONGEST_LINE
from episodes.desk.forms.cover import CoverForm, Offer
from episodes.desk.queries import people
from episodes.desk.views.blueprint import (
    bp,
    episode_or_404,
    require_publisher,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import save_over
from episodes.transcripts.queries import live_tracks, source_of

SHORTEST_LINE = 12  # "Thank you." says nothing of an answer
MOST_OFFERS = 150  # past that a word narrows them
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


@bp.route("/episodes/<slug>/cover", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def cover(slug: str) -> Page:
    episode = episode_or_404(slug)
    word = request.args.get("word", "").casefold()
    offers = [offer for offer in _offers(episode.id) if word in offer.line.casefold()]
    form = CoverForm.of(episode)
    pressed = request.form.get("take", "")
    if chosen := next((offer for offer in offers if offer.key == pressed), None):
        form.choose(chosen)

    def save() -> None:
        require_publisher(episode)
        form.save(episode, form.draft(episode), the_actor())

    if save_over(form, save, CoverForm.of, episode):
        flash(gettext("Saved. This is the cover now."), "good")
        return see_other(url_for("desk.cover", slug=slug, word=word or None))
    page = render_template(
        "desk/cover.html",
        episode=episode,
        form=form,
        offers=list(islice(offers, MOST_OFFERS)),
        has_more=len(offers) > MOST_OFFERS,
        word=request.args.get("word", ""),
    )
    return page, form.status


def _offers(episode_id: int) -> Iterator[Offer]:
    yield from _lines_said(episode_id)
    yield from _sentences_written(episode_id)


def _lines_said(episode_id: int) -> Iterator[Offer]:
    timed = (track for track in live_tracks(episode_id) if track.is_timed)
    track = next(timed, None)
    source = source_of(track.version_id) if track else None
    if source is None:
        return
    for number, cue in enumerate(captions.read(source.data, source.name).track.cues):
        line = " ".join(cue.plain_text.split())
        if SHORTEST_LINE <= len(line) <= LONGEST_LINE:
            yield Offer(f"said-{number}", line, cue.speaker or "", cue.start_ms)


def _sentences_written(episode_id: int) -> Iterator[Offer]:
    answer = answer_of(episode_id)
    if answer is None:
        return
    author = next((p.name for p in people() if p.id == answer.author_id), "")
    sentences = (s for part in answer.parts for s in SENTENCE_END.split(part.plain))
    for number, sentence in enumerate(sentences):
        line = " ".join(sentence.split())
        if SHORTEST_LINE <= len(line) <= LONGEST_LINE:
            yield Offer(f"written-{number}", line, author, None)
