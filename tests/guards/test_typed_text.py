"""Forms of the desk: what is typed into one is kept, and no save writes blindly over another's."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import episodes.desk.forms
from episodes.desk.forms.base import DeskForm
from episodes.desk.forms.merging import MergingForm

TEMPLATES = Path(__file__).parents[2] / "templates/desk"
FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
DRAWN = re.compile(
    r"(?:field\(form\.|field\()(?:\w+\.)*(?P<name>\w+)"
    r'|<(?:textarea|input)\b(?![^>]*type="(?:hidden|checkbox|radio)")[^>]*\bname="(?P<drawn>[^"]*)"'
    r"|\{\{ form\.(?P<bare>\w+)\(dir="
)
KEPT = re.compile(r"\b(?:opening|keeper)\(\w")
# What is lost with them is a choice or a word that the page itself proposes.
WITHOUT_A_KEEPER = {
    "answer-outline.html": "its text is the draft of the page before, which stays open until then",
    "caption-files.html": "the files wait on the site, each with what was understood of it",
    "captions.html": "files",
    "colleague.html": "the title of one episode, chosen from a list",
    "delete.html": "a title that is copied to show that it is meant",
    "import-table.html": "the table again, which the page before keeps",
    "merge.html": "a choice from a list and a tick",
    "parts/board-card.html": "a day, sent as soon as it is chosen",
    "parts/caption-rows.html": "the editor keeps each edit; without script a page of 50 is a save",
    "parts/protecting.html": "other words for one name; drafts must not hold who wrote a letter",
    "parts/sync.html": "the number of a sound track",
    "parts/video-versions.html": "choices from lists",
    "video.html": "a file, and a tick before it is removed",
    "answer-import.html": "a file",
}
# They add something, or ask for something once: there is nothing that they could write over.
NOTHING_TO_WRITE_OVER = {
    "AcceptSyncForm", "AnswerImportForm", "AnswerPictureForm", "BulkForm", "CaptionsForm",
    "ConfirmForm", "DeleteForm", "GiveEpisodeForm", "KeepFilesForm", "LogoForm", "MergeForm",
    "OpenLetterForm", "OrderForm", "PlanForm", "PosterForm", "PreviewForm", "RedactForm",
    "RemoveVideoForm", "ReplyForm", "ScheduleForm", "SendFilesForm", "StartSyncForm", "TableForm",
    "VideoAddressForm", "VideoFileForm", "WaitingVideoForm",
}  # fmt: skip


def forms_with_fields() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.findall(path.read_text()):
            if any(match[0] for match in DRAWN.finditer(form)):
                yield str(path.relative_to(TEMPLATES)), form


def test_every_form_of_the_desk_keeps_what_is_typed_into_it() -> None:
    without = {name for name, form in forms_with_fields() if not KEPT.search(form)}
    assert without == WITHOUT_A_KEEPER.keys()


def desk_forms() -> Iterator[type[DeskForm]]:
    package = episodes.desk.forms
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, DeskForm):
                yield thing


def test_a_form_that_changes_something_carries_what_it_was_made_from() -> None:
    blind = {form.__name__ for form in desk_forms() if not issubclass(form, MergingForm)}
    assert blind - {"DeskForm"} == NOTHING_TO_WRITE_OVER
