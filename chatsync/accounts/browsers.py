"""What to call a browser, so that its owner knows it again. Coarse on purpose: no version."""

LONGEST = 80
# The order matters: Edge and Opera name Chrome too, and Chrome names Safari.
_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Family and system of a User-Agent header, as in `Chrome, Windows`; empty when unknown."""
    found = [_first(user_agent, _FAMILIES), _first(user_agent, _SYSTEMS)]
    return ", ".join(filter(None, found))


def _first(text: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in text), "")
