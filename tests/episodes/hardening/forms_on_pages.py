"""What a browser would send of a form, read from its page."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._box: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        name = values.get("name")
        if not self.forms or not name:
            return
        if tag == "textarea":
            self._box = name
            self.forms[-1][name] = ""
        elif tag == "input" and (
            values.get("type") not in ("checkbox", "radio") or "checked" in values
        ):
            self.forms[-1][name] = values.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._box:
            self.forms[-1][self._box] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._box:
            words = self.forms[-1][self._box].removeprefix("\n")
            self.forms[-1][self._box] = words.replace("\r\n", "\n").replace("\n", "\r\n")
            self._box = None


def form_with(page: str, name: str) -> dict[str, str]:
    """The fields of the page's first form that has a field of the name."""
    parser = _Forms()
    parser.feed(page)
    return next(form for form in parser.forms if name in form)
