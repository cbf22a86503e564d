"""What to do about each error code of Meta's, and what to tell the people concerned.

Branch on the code only: titles are due to go away, and rate limits come as HTTP 400. A send is
repeated only where Meta surely did nothing, for the API has no idempotency key. Titles and
advice are English source strings for the catalogues: translate them where they are shown.
"""

from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from chatsync.channels.whatsapp.error_table import ROWS, Row
from chatsync.kit.text import gettext_noop as _

Kind: TypeAlias = Literal["permanent", "retry", "wait", "unknown"]


class Advice(Struct, frozen=True, gc=False):
    """What follows from one error.

    `permanent`: this send is over. `retry`: Meta did nothing, the same send may be repeated after
    `wait_s`, then slower each time. `wait`: it may be repeated, but not before `wait_s` seconds.
    `unknown`: it may have gone out; only a later status can tell, never repeat it blindly.
    `holds_number`: every send of this number would fail alike until someone acts. `holds_template`
    says the same of the template. `closes_window`: Meta says the 24 hours are over, so they are.
    `template_sync`: our copy of the templates is stale.
    """

    kind: Kind
    title: str
    advice: str
    wait_s: int = 0
    holds_number: bool = False
    holds_template: bool = False
    closes_window: bool = False
    template_sync: bool = False


_WAIT_WHEN_TRANSIENT_S = 60

_NOT_LISTED = Advice(
    "permanent",
    _("WhatsApp refused this message"),
    _("Read Meta's details, correct what they name and send again."),
)
_MAYBE_SENT = Advice(
    "unknown",
    _("WhatsApp did not confirm this message"),
    _("It may have been sent. Ask the customer before you send it again."),
)
_SLOWED = Advice(
    "retry",
    _("WhatsApp slows us down"),
    _("Nothing to do: sending goes on by itself."),
    wait_s=30,
)


def _advice(row: Row) -> Advice:
    return Advice(
        row.kind,
        row.title,
        row.advice,
        wait_s=row.wait_s,
        holds_number="number" in row.effects,
        holds_template="template" in row.effects,
        closes_window="window" in row.effects,
        template_sync="sync" in row.effects,
    )


TABLE: dict[int, Advice] = {code: _advice(row) for row in ROWS for code in row.codes}
"""Advice by code, the permission range 200 to 299 included."""


def advise(
    code: int | None,
    *,
    is_transient: bool = False,
    http_status: int | None = None,
) -> Advice:
    """What to do about an error. A code we do not know is permanent unless Meta says transient.

    A transient error that may have gone out stays `unknown`: sending twice is worse than waiting
    for a status.
    """
    known = TABLE.get(code) if code is not None else None
    if known is None:
        known = _by_http_status(http_status)
    if is_transient and known.kind == "permanent":
        return replace(known, kind="wait", wait_s=_WAIT_WHEN_TRANSIENT_S)
    return known


def _by_http_status(http_status: int | None) -> Advice:
    if http_status is None:
        return _NOT_LISTED
    if http_status == 429:
        return _SLOWED
    if http_status == 401:
        return TABLE[190]
    return _MAYBE_SENT if http_status >= 500 else _NOT_LISTED
