"""Which kind of document a path leads to. Headers, storage and arrivals all ask here."""

from enum import StrEnum


class Area(StrEnum):
    """The kinds of answer that the server gives, each with its own rules."""

    PUBLIC = "public"
    ACCOUNT = "account"
    DASHBOARD = "dashboard"
    PREFERENCES = "preferences"
    CHECKOUT = "checkout"
    API = "api"
    MACHINE = "machine"


_PREFIXES = (
    (Area.PUBLIC, ("/api/v1/docs",)),
    (
        Area.ACCOUNT,
        (
            "/login",
            "/logout",
            "/signup",
            "/password",
            "/account",
            "/invitations",
            "/newsletter",
            "/ops",
        ),
    ),
    (Area.DASHBOARD, ("/w",)),
    (Area.PREFERENCES, ("/preferences",)),
    (Area.CHECKOUT, ("/pay",)),
    (Area.API, ("/api",)),
    (
        Area.MACHINE,
        (
            "/webhooks",
            "/csp-report",
            "/beacon",
            "/cards",
            "/healthz",
            "/readyz",
            "/metrics",
            "/static",
            "/ws",
            "/.well-known",
        ),
    ),
)


def area_of(path: str) -> Area:
    """The area of a request path; whatever is not listed is a public page."""
    for area, prefixes in _PREFIXES:
        if any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes):
            return area
    return Area.PUBLIC


PAGES = frozenset({Area.PUBLIC, Area.ACCOUNT, Area.DASHBOARD, Area.PREFERENCES, Area.CHECKOUT})
"""Areas that answer with a document for people."""

KEPT_PRIVATE = PAGES - {Area.PUBLIC} | {Area.API}
"""Areas whose answers no cache may keep, not even the browser's back button."""

URDU_PREFIX = "/ur"


def language_in_path(path: str) -> str:
    """Public pages carry their language in the path: English bare, Urdu under /ur/."""
    return "ur" if path == URDU_PREFIX or path.startswith(f"{URDU_PREFIX}/") else "en"


def in_language(path: str, language: str) -> str:
    """The same public page in another language; other pages keep their path."""
    if area_of(path) is not Area.PUBLIC:
        return path
    bare = path.removeprefix(URDU_PREFIX) if language_in_path(path) == "ur" else path
    bare = bare or "/"
    return f"{URDU_PREFIX}{bare}" if language == "ur" else bare
