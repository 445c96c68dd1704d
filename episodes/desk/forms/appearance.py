"""What makes a show look its own: colours that can be read, a face that can be cut."""

from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from episodes.identity.colours import (
    LIGHT_PAGE,
    LIGHT_WORDS,
    TEXT_CONTRAST,
    contrast,
    is_colour,
)
from episodes.identity.faces import USUAL_FACE, FaceError, cut_face, installed_families
from episodes.messages import Message
from episodes.site import site_settings


def lowered(value: str | None) -> str:
    return (value or "").strip().lower()


def installed_faces() -> list[SelectChoice]:
    """Those beside the usual one."""
    return [
        SelectChoice(family, family.replace("-", " ").title())
        for family in installed_families()
        if family != USUAL_FACE.lower()
    ]


class Colour:
    """Empty, or #rrggbb that light words can be read on; on_page: and that can be read itself."""

    def __init__(self, *, on_page: bool = False) -> None:
        self.on_page = on_page

    def __call__(self, _form: Any, field: Any) -> None:
        if not field.data:
            return
        if not is_colour(field.data):
            raise ValidationError(Message("Write a colour as # and six digits, such as #b23a20."))
        grounds = [LIGHT_WORDS, *([LIGHT_PAGE] if self.on_page else [])]
        ratio = min(contrast(field.data, ground) for ground in grounds)
        if ratio < TEXT_CONTRAST:
            shown = f"{ratio:.1f}"
            raise ValidationError(
                Message(
                    "Words can’t be read with this colour: its contrast is %(ratio)s to 1, "
                    "and it must be at least 4.5. Choose a darker one.",
                    ratio=shown,
                )
            )


class CanBeCut:
    """Cuts the chosen face, which takes a second, before it is promised to anybody."""

    def __call__(self, _form: Any, field: Any) -> None:
        if not field.data:
            return
        try:
            cut_face(field.data, site_settings().DATA_DIR)
        except FaceError as error:
            raise ValidationError(
                Message("This typeface can’t be used: %(reason)s", reason=str(error))
            ) from error
