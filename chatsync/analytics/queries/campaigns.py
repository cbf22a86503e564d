"""Reads of the words that campaign links may hold."""

from chatsync.analytics.models import UtmValue


def utm_values() -> frozenset[tuple[str, str]]:
    """Every listed word with its kind."""
    return frozenset(UtmValue.objects.values_list("kind", "value"))


def listed_words() -> list[UtmValue]:
    """The same for a page: by kind, then by word."""
    return list(UtmValue.objects.order_by("kind", "value"))
