"""Which family a browser is of, and on what it runs, so that people know theirs in a list. Versions
and the rest of what browsers say of themselves would tell people apart, and are not looked at."""

# The first that is named wins: each later one is also claimed by those before it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Empty where it is none that we know."""
    return _first_named(user_agent, _BROWSERS)


def system_of(user_agent: str) -> str:
    return _first_named(user_agent, _SYSTEMS)


def _first_named(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
