"""What a person may ask the lists for, read from the address; nonsense asks for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Form, SelectField

from episodes.catalog.words import language_name
from episodes.messages import Message
from episodes.search.results.filters import Filters
from episodes.viewing.queries import Options

LONGEST_FIND = 100
MOST_SECONDS = 359_999
MOST_SEASON = 10_000
MOST_SEASONS = 12  # of which one is picked from a list; past that its number is typed


class CatalogForm(Form):  # type: ignore[misc]  # WTForms ships no types
    topic = SelectField(Message("Topic"), validate_choice=False)
    season = SelectField(Message("Season"), validate_choice=False)
    person = SelectField(Message("Person"), validate_choice=False)
    language = SelectField(Message("Words in"), validate_choice=False)
    captions = BooleanField(Message("Captions"))
    transcript = BooleanField(Message("A transcript"))
    answer = BooleanField(Message("A written answer"))
    video_safe = BooleanField(Message("The video"))
    text_safe = BooleanField(Message("The written answer"))

    def offer(self, options: Options) -> None:
        self.topic.choices = [
            ("", Message("Any topic")),
            *((t.slug, t.name) for t in options.topics),
        ]
        seasons = (
            (str(n), Message("Season %(number)s", number=n)) for n in options.seasons[:MOST_SEASONS]
        )
        self.season.choices = [("", Message("Any season")), *seasons]
        self.person.choices = [("", Message("Anyone")), *options.people]
        languages = ((code, language_name(code)) for code in options.languages)
        self.language.choices = [("", Message("Any language")), *languages]

    @property
    def filters(self) -> Filters:
        season = self.season.data or ""
        return Filters(
            topic=self.topic.data or None,
            season=min(int(season), MOST_SEASON) if _is_number(season) else None,
            person=self.person.data or None,
            language=self.language.data or None,
            captions=self.captions.data,
            transcript=self.transcript.data,
            answer=self.answer.data,
            video_safe=self.video_safe.data,
            text_safe=self.text_safe.data,
        )

    def address_values(self) -> dict[str, Any]:
        """What is asked for, as an address has it."""
        return {name: "y" if value is True else value for name, value in self.data.items() if value}


def start_second(value: str | None) -> int | None:
    """`?t=83`: whole seconds; None where it is no such number."""
    if not value or not _is_number(value):
        return None
    return min(int(value), MOST_SECONDS)


@dataclass(frozen=True, slots=True)
class TranscriptRequest:
    """query: words to find. page_of_hits: from 1. is_whole: every line, however many. is_of_folds:
    the notes of covered passages alone, with what is found in each."""

    query: str
    page_of_hits: int
    is_whole: bool
    is_of_folds: bool


def transcript_request(values: Mapping[str, str]) -> TranscriptRequest:
    page = values.get("hits", "")
    return TranscriptRequest(
        query=values.get("q", "")[:LONGEST_FIND],
        page_of_hits=max(1, int(page)) if _is_number(page) else 1,
        is_whole=values.get("transcript") == "whole",
        is_of_folds=values.get("transcript") == "folds",
    )


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 6
