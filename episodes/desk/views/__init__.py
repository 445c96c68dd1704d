"""The desk's pages, one module a page."""

from episodes.desk.views import (  # noqa: F401  # importing is what registers a page
    answer,
    answer_import,
    board,
    bulk,
    caption_editor,
    caption_edits,
    captions,
    cover,
    directory,
    drafts,
    episode,
    erasing,
    house,
    inbox,
    inbox_protecting,
    inbox_question,
    inbox_settings,
    jobs,
    merging,
    note_making,
    other_forms,
    previews,
    publishing,
    question,
    sync,
    tables,
    trail,
    uploads,
    versions,
    video,
    video_versions,
    warnings,
)
from episodes.desk.views.blueprint import bp

__all__ = ["bp"]
