"""On which of the site's pages a show's logo can be made out."""

from enum import StrEnum


class LogoGround(StrEnum):
    """The page on which the logo can be made out as it is; on the other it stands on a plate."""

    ANY = "any"
    LIGHT = "light"
    DARK = "dark"
