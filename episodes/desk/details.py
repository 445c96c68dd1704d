"""What an episode's page says of each part that is there: whose question, how long, how much."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import func, select

from episodes.answers.models import Answer, AnswerPart, ChecklistItem
from episodes.catalog.models import Credit, Person, Topic, episodes_topics
from episodes.db import db
from episodes.languages.formats import all_of, duration, number
from episodes.media.models import Place, Video
from episodes.messages import Message, Plural
from episodes.questions.asked.models import AskedQuestion, QuestionTally
from episodes.questions.published.models import Question
from episodes.transcripts.models import CaptionTrack, CaptionVersion


@dataclass(frozen=True, slots=True)
class Details:
    """Sentences by the page of the desk that they belong to; none where there is nothing."""

    by_page: dict[str, list[str]]

    def of(self, page: str) -> list[str]:
        return self.by_page.get(page, [])


def details_of(episode_id: int) -> Details:
    return Details(
        {
            "question": _of_question(episode_id),
            "video": _of_video(episode_id),
            "captions": _of_captions(episode_id),
            "answer": _of_answer(episode_id),
            "edit_episode": _of_people(episode_id),
        }
    )


def _of_question(episode_id: int) -> list[str]:
    others = QuestionTally.me_too + QuestionTally.merged
    row = db.session.execute(
        select(Question.asked_by, func.coalesce(others, 0).label("others"))
        .outerjoin(QuestionTally, QuestionTally.question_id == Question.id)
        .where(Question.episode_id == episode_id)
    ).one_or_none()
    if row is None:
        return []
    came = select(func.count()).where(
        AskedQuestion.episode_id == episode_id, AskedQuestion.is_source
    )
    sentences: list[object] = []
    if row.asked_by:
        sentences.append(Message("Signed “%(name)s”.", name=row.asked_by))
    if db.session.scalar(came):
        sentences.append(Message("From the inbox."))
    if row.others:
        plural = Plural(
            "%(num)s other person asked this too.",
            "%(num)s other people asked this too.",
            row.others,
        )
        sentences.append(plural)
    return [str(sentence) for sentence in sentences]


def _of_video(episode_id: int) -> list[str]:
    row = db.session.execute(
        select(Video.title, Video.duration_ms, Video.address).where(
            Video.episode_id == episode_id, Video.place == Place.EPISODE
        )
    ).one_or_none()
    if row is None:
        return []
    parts = [row.title or urlsplit(row.address).netloc, duration(row.duration_ms)]
    return [" · ".join(part for part in parts if part)] if any(parts) else []


def _of_captions(episode_id: int) -> list[str]:
    rows = db.session.execute(
        select(CaptionTrack.label, CaptionVersion.cue_count)
        .join(CaptionVersion, CaptionVersion.id == CaptionTrack.live_version_id)
        .where(CaptionTrack.episode_id == episode_id)
        .order_by(CaptionTrack.is_default.desc(), CaptionTrack.id)
    )
    counts = (
        (label, Plural("%(num)s caption", "%(num)s captions", count)) for label, count in rows
    )
    return [f"{label}: {words}" for label, words in counts]


def _of_answer(episode_id: int) -> list[str]:
    items = (
        select(func.count())
        .where(ChecklistItem.part_id == AnswerPart.id)
        .correlate(AnswerPart)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(AnswerPart.heading, AnswerPart.plain, items.label("items"))
        .join(Answer, Answer.id == AnswerPart.answer_id)
        .where(Answer.episode_id == episode_id)
    ).all()
    if not rows:
        return []
    words = sum(len(row.plain.split()) for row in rows)
    parts = sum(1 for row in rows if row.heading)
    items_count = sum(row.items for row in rows)
    counts = [
        Plural("%(num)s part", "%(num)s parts", parts) if parts else "",
        Plural("%(num)s thing to tick off", "%(num)s things to tick off", items_count)
        if items_count
        else "",
        Message("%(n)s words", n=number(words)),
    ]
    return [" · ".join(str(count) for count in counts if count)]


def _of_people(episode_id: int) -> list[str]:
    people = db.session.scalars(
        select(Person.name)
        .join(Credit, Credit.person_id == Person.id)
        .where(Credit.episode_id == episode_id)
        .order_by(Credit.position)
    ).all()
    topics = db.session.scalars(
        select(Topic.name)
        .join(episodes_topics, episodes_topics.c.topic_id == Topic.id)
        .where(episodes_topics.c.episode_id == episode_id)
        .order_by(Topic.name)
    ).all()
    parts = [all_of(dict.fromkeys(people)) if people else "", ", ".join(topics)]
    return [" · ".join(part for part in parts if part)] if any(parts) else []
