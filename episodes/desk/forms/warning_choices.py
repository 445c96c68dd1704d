"""What the form of content notes offers, in the words of its menus."""

from wtforms.fields.choices import SelectChoice

from episodes.catalog.artifacts import Artifact, Headline, PictureHeadline, ReviewState
from episodes.messages import Message
from episodes.warnings.models import Scope, Treatment
from episodes.warnings.vocabulary import GROUPS

CHOOSE = SelectChoice("", Message("Choose…"))  # nothing is said that nobody looked at
HEADLINES = [
    CHOOSE,
    SelectChoice(Headline.CLEAN.value, Message("Safe")),
    SelectChoice(Headline.RACY.value, Message("Mildly racy")),
    SelectChoice(Headline.NSFW.value, Message("Not safe for work")),
    SelectChoice(Headline.EXPLICIT.value, Message("Explicit")),
]
PICTURE_HEADLINES = [
    CHOOSE,
    SelectChoice(PictureHeadline.NONE.value, Message("No pictures")),
    SelectChoice(PictureHeadline.SAFE.value, Message("Safe")),
    SelectChoice(PictureHeadline.NSFW.value, Message("Not safe for work")),
]
REVIEWS = [
    SelectChoice(ReviewState.NOT_REVIEWED.value, Message("Not reviewed yet")),
    SelectChoice(ReviewState.REVIEWED_NONE.value, Message("Reviewed: nothing to note")),
    SelectChoice(ReviewState.REVIEWED_SOME.value, Message("Reviewed: see the notes below")),
    SelectChoice(ReviewState.CHOSE_NOT_TO_WARN.value, Message("We choose not to give notes")),
]
SCOPES = [
    CHOOSE,
    SelectChoice(Scope.VIDEO_PICTURE.value, Message("Video: what is seen")),
    SelectChoice(Scope.VIDEO_AUDIO.value, Message("Video: what is heard")),
    SelectChoice(Scope.QUESTION.value, Message("Question")),
    SelectChoice(Scope.THUMBNAIL.value, Message("Poster")),
    SelectChoice(Scope.ANSWER.value, Message("Whole answer")),
    SelectChoice(Scope.ANSWER_PART.value, Message("Part of the answer")),
    SelectChoice(Scope.ANSWER_IMAGE.value, Message("Pictures in the answer")),
    SelectChoice(Scope.RESOURCE.value, Message("Resource")),
]
TREATMENTS = [
    CHOOSE,
    SelectChoice(Treatment.MENTION.value, Message("Mentioned")),
    SelectChoice(Treatment.DISCUSSION.value, Message("Talked about")),
    SelectChoice(Treatment.DESCRIBED.value, Message("Described in detail")),
    SelectChoice(Treatment.DEPICTED.value, Message("Shown")),
]
SEVERITIES = [
    SelectChoice(0, Message("Choose…")),
    SelectChoice(1, Message("Minor")),
    SelectChoice(2, Message("Moderate")),
    SelectChoice(3, Message("Graphic")),
]
CATEGORY_CHOICES = [SelectChoice("", Message("Choose…"))] + [
    SelectChoice(category.id, category.label_message, optgroup=group.label_message)
    for group in GROUPS.values()
    for category in group.categories
]
ARTIFACT_OF_SCOPE = {
    Scope.QUESTION: Artifact.QUESTION,
    Scope.VIDEO_PICTURE: Artifact.VIDEO,
    Scope.VIDEO_AUDIO: Artifact.VIDEO,
    Scope.THUMBNAIL: Artifact.THUMBNAIL,
    Scope.ANSWER: Artifact.ANSWER,
    Scope.ANSWER_PART: Artifact.ANSWER,
    Scope.ANSWER_IMAGE: Artifact.ANSWER_IMAGES,
}
LABELS = {
    Artifact.QUESTION: Message("Question"),
    Artifact.VIDEO: Message("Video"),
    Artifact.THUMBNAIL: Message("Poster"),
    Artifact.ANSWER: Message("Written answer"),
    Artifact.ANSWER_IMAGES: Message("Pictures in the answer"),
}
