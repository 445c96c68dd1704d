"""The desk's pages, one module a page."""

from episodes.desk.views import (  # noqa: F401  # importing is what registers a page
    answer,
    answer_import,
    answer_pictures,
    answer_preview,
    board,
    caption_editor,
    caption_edits,
    captions,
    cover,
    directory,
    drafts,
    episode,
    house,
    inbox,
    inbox_protecting,
    inbox_question,
    inbox_settings,
    jobs,
    library,
    note_making,
    other_forms,
    previews,
    publishing,
    question,
    second_video,
    sync,
    trail,
    uploads,
    versions,
    video,
    video_versions,
    warnings,
)
from episodes.desk.views.blueprint import bp

__all__ = ["bp"]
