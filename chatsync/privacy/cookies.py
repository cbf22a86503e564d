"""Writing, forgetting and checking cookies, always as the registry declares them."""

from http.cookies import Morsel

from django.http import HttpResponseBase

from chatsync.privacy.areas import Area
from chatsync.privacy.entries import Entry, Flag
from chatsync.privacy.registry import COOKIES


def remember(response: HttpResponseBase, entry: Entry, value: str) -> None:
    """Write the cookie of a registry entry."""
    response.set_cookie(
        entry.name,
        value,
        max_age=entry.lifetime,
        secure=Flag.SECURE in entry.flags,
        httponly=Flag.HTTP_ONLY in entry.flags,
        samesite="Strict" if Flag.SAME_SITE_STRICT in entry.flags else None,
    )


def forget(response: HttpResponseBase, entry: Entry) -> None:
    """Expire the cookie, with the flags it was written with."""
    remember(response, entry, "")
    response.cookies[entry.name]["max-age"] = 0
    response.cookies[entry.name]["expires"] = "Thu, 01 Jan 1970 00:00:00 GMT"


def is_expiry(morsel: "Morsel[str]") -> bool:
    """Whether this Set-Cookie takes a cookie away."""
    return str(morsel["max-age"]) == "0"


def fault_of(morsel: "Morsel[str]", area: Area) -> str | None:
    """What is wrong with a Set-Cookie in an answer of `area`, or None."""
    entry = COOKIES.get(morsel.key)
    if entry is None:
        return "is not in the registry"
    if not is_expiry(morsel) and area not in entry.where:
        return f"may not be set by a page of the area {area}"
    for flag, present in _flags(morsel).items():
        if flag in entry.flags and not present:
            return f"lacks {flag}"
    if morsel["domain"]:
        return "names a Domain"
    return _lifetime_fault(morsel, entry)


def _flags(morsel: "Morsel[str]") -> dict[Flag, bool]:
    return {
        Flag.SECURE: bool(morsel["secure"]),
        Flag.HTTP_ONLY: bool(morsel["httponly"]),
        Flag.SAME_SITE_STRICT: str(morsel["samesite"]) == "Strict",
        Flag.PATH_ROOT: morsel["path"] == "/",
    }


def _lifetime_fault(morsel: "Morsel[str]", entry: Entry) -> str | None:
    if is_expiry(morsel):
        return None
    age = morsel["max-age"]
    if entry.lifetime is None:
        return "outlives the browser" if age or morsel["expires"] else None
    if not age:
        return "has an Expires without Max-Age" if morsel["expires"] else None
    return "lives longer than declared" if int(age) > entry.lifetime.total_seconds() else None
