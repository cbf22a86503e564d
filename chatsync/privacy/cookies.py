"""Writing, forgetting and checking cookies, always as the registry declares them."""

import re
from http.cookies import Morsel

from django.http import HttpRequest, HttpResponseBase

from chatsync.privacy.areas import Area
from chatsync.privacy.entries import Entry, Flag, Tier
from chatsync.privacy.registry import COOKIES

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What may stand as a name in Set-Cookie (RFC 6265); browsers send others too."""
_LONG_AGO = "Thu, 01 Jan 1970 00:00:00 GMT"


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


def header_of(entry: Entry, value: str) -> str:
    """The same as the value of a `Set-Cookie` header, for an answer that Django does not write."""
    age = "" if entry.lifetime is None else f"; Max-Age={int(entry.lifetime.total_seconds())}"
    return "; ".join((f"{entry.name}={value}{age}", *sorted(entry.flags)))


def forget(response: HttpResponseBase, name: str) -> None:
    """Expire a cookie of this host by name, ours or not, with the flags that ours all have."""
    response.set_cookie(
        name, "", max_age=0, expires=_LONG_AGO, secure=True, httponly=True, samesite="Strict"
    )


def is_expiry(morsel: "Morsel[str]") -> bool:
    """Whether this Set-Cookie takes a cookie away."""
    return str(morsel["max-age"]) == "0"


def fault_of(morsel: "Morsel[str]", area: Area, *, may_measure: bool = False) -> str | None:
    """What is wrong with a Set-Cookie in an answer of `area`, or None.

    `may_measure`: somebody agreed to be measured, and no signal of their browser forbids it.
    """
    entry = COOKIES.get(morsel.key)
    if entry is None:
        return "is not in the registry"
    if not is_expiry(morsel) and area not in entry.where:
        return f"may not be set by a page of the area {area}"
    if entry.tier is Tier.MEASUREMENT and not may_measure and not is_expiry(morsel):
        return "measures somebody who did not agree"
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


def forget_foreign(request: HttpRequest, response: HttpResponseBase) -> None:
    """Expire every cookie that came with the request and is none of the registry's."""
    for name in request.COOKIES:
        if name not in COOKIES and _NAME.fullmatch(name):
            forget(response, name)
