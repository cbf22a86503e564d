"""The question about measurement: its words, and the version that says when it is asked again.

Consent counts for purposes and parties. When one of tier B or C changes, so does the version, and
everybody is asked again (CP-7.1); other words alone ask nobody.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from django.utils.translation import gettext

from chatsync.privacy.entries import Entry, Tier, Vendor
from chatsync.privacy.payment import payment_here
from chatsync.privacy.registry import ENTRIES

_ASKS_FOR = frozenset({Tier.MEASUREMENT, Tier.PAYMENT})
_SIGNS = 16


def banner_words(vendor: Vendor | None, *, is_own: bool = False) -> dict[str, str]:
    """What the banner says, in the language of the page. Purposes and parties come first."""
    return {
        "title": gettext("May we measure how our pages work?"),
        "who": " ".join(_who_learns(vendor, is_own=is_own)),
        "until": gettext(
            "Without your yes nothing is measured. Your answer is kept for six months."
        ),
        "refuse": gettext("Refuse"),
        "agree": gettext("Agree"),
        "more": gettext("What it learns, and who it is"),
    }


def _who_learns(vendor: Vendor | None, *, is_own: bool) -> Iterator[str]:
    if is_own:
        yield gettext(
            "If you agree, each page tells us, without your name or address, how fast it was, "
            "how long it was in view and which of its buttons were pressed."
        )
    if vendor and is_own:
        yield gettext("And %(name)s (%(host)s) learns which public pages you open.") % _told(vendor)
        yield gettext("We use both to find slow or broken pages, for nothing else.")
    elif vendor:
        yield (
            gettext(
                "If you agree, %(name)s (%(host)s) learns which public pages you open. "
                "We use it to find slow or broken pages, for nothing else."
            )
            % _told(vendor)
        )
    else:
        yield gettext("We use it to find slow or broken pages, for nothing else.")


def _told(vendor: Vendor) -> dict[str, str]:
    return {"name": vendor.name, "host": vendor.hosts[0].partition("://")[2]}


def words_digest(vendor: Vendor | None, *, is_own: bool = False) -> str:
    """Which words were shown, in which language."""
    return _digest("\n".join(banner_words(vendor, is_own=is_own).values()))


def question_digest(vendor: Vendor | None, *, is_own: bool = False) -> str:
    """The version of the question: purposes and parties of measurement and payment, no words."""
    asked = (one for one in ENTRIES if is_own or one.tier is not Tier.MEASUREMENT)
    payment = payment_here()
    paid_to = payment.companies if payment else ()
    return _question((*((vendor,) if vendor else ()), *paid_to), tuple(asked))


@lru_cache(maxsize=16)
def _question(vendors: tuple[Vendor, ...], entries: tuple[Entry, ...]) -> str:
    parties = {f"{one.tier} {one.key} {one.purpose} {_places(one)}" for one in vendors}
    kept = [*entries, *(entry for one in vendors for entry in one.entries)]
    kept_for = {f"{one.tier} {one.setter} {one.purpose}" for one in kept if one.tier in _ASKS_FOR}
    return _digest("\n".join(sorted(parties | kept_for)))


def _places(vendor: Vendor) -> str:
    """A measuring service elsewhere is another one; a payment company keeps its name anywhere."""
    return " ".join(vendor.hosts) if vendor.tier is Tier.MEASUREMENT else ""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_SIGNS]
