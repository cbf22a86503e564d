"""What a page says of itself."""

import re

_TONGUE = re.compile(r'<html lang="(\w+)"\s+dir="(\w+)"')


def is_in_urdu(page: str) -> bool:
    """Whether the whole page is in Urdu, from right to left."""
    return _tongue(page) == ("ur", "rtl")


def is_in_english(page: str) -> bool:
    """Whether the whole page is in English, from left to right."""
    return _tongue(page) == ("en", "ltr")


def _tongue(page: str) -> tuple[str, str]:
    found = _TONGUE.search(page)
    return (found[1], found[2]) if found else ("", "")
