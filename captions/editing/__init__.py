"""Editing captions: acts with inverses over a WebVTT file, of which nothing else changes.

sheet = open_sheet(data)
edit = commands.set_text(sheet, "c3", "Good evening.")
sheet = edit.apply(sheet)
"""

from captions.editing import commands
from captions.editing.edit import Edit, EditError, Restore, Session, edit_from_json
from captions.editing.merging import (
    MergedEdit,
    TextConflict,
    edit_towards,
    merge_edit,
    merged_words,
)
from captions.editing.sheet import NewCaption, Row, Sheet, open_sheet

__all__ = [
    "Edit",
    "EditError",
    "MergedEdit",
    "NewCaption",
    "Restore",
    "Row",
    "Session",
    "Sheet",
    "TextConflict",
    "commands",
    "edit_from_json",
    "edit_towards",
    "merge_edit",
    "merged_words",
    "open_sheet",
]
