"""The languages that the site can be read in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteLanguage:
    """code: as in `<html lang>`; name: in the language itself; locale: for dates and numbers."""

    code: str
    name: str
    locale: str


SOURCE = "en"  # what the messages in the code are written in
LANGUAGES = {
    language.code: language
    for language in (
        SiteLanguage(SOURCE, "English", "en_GB"),
        SiteLanguage("es", "Español", "es_419"),  # as understood from Mexico to Argentina
    )
}
