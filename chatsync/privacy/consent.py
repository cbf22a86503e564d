"""Whether this request may be measured, and whether its page has to ask.

A live signal always wins, also over an earlier yes. No signal makes us keep anything.
"""

from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from chatsync.privacy.areas import URDU_PREFIX, Area, area_of
from chatsync.privacy.entries import Vendor
from chatsync.privacy.queries import is_ended
from chatsync.privacy.question import question_digest
from chatsync.privacy.receipts import Answer, BadReceipt, Fault, Receipt, read_receipt
from chatsync.privacy.registry import CONSENT
from chatsync.privacy.signals import Signal, signal_of
from chatsync.privacy.vendors.adapter import Adapter

_OWN_MATTERS = ("/cookies", "/api/v1/docs")
"""Public pages that are never measured: those on which people decide about it, and the API's."""
_log = structlog.get_logger()


@dataclass(frozen=True)
class Consent:
    """How one request stands. `adapter` None: no service measures; `is_own`: we do so ourselves."""

    adapter: Adapter | None
    is_own: bool
    signal: Signal | None
    receipt: Receipt | None
    fault: Fault | None
    is_withheld: bool

    @property
    def vendor(self) -> Vendor | None:
        return self.adapter.vendor if self.adapter else None

    @property
    def is_question(self) -> bool:
        """Whether this installation measures anything, so that there is something to ask."""
        return self.adapter is not None or self.is_own

    @property
    def question(self) -> str:
        """The version of the present question."""
        return question_digest(self.vendor, is_own=self.is_own)

    @property
    def is_answered(self) -> bool:
        """Whether the present question was answered within the last half year."""
        return self.receipt is not None and self.receipt.asked == self.question

    @property
    def is_accepted(self) -> bool:
        """Whether that answer is a yes; a signal may still forbid what it allows."""
        return bool(self.is_answered and self.receipt and self.receipt.answer is Answer.ACCEPTED)

    @property
    def measures(self) -> bool:
        """Whether measured pages load the service for this browser."""
        return self.adapter is not None and self.signal is None and self.is_accepted

    @property
    def measures_speed(self) -> bool:
        """Whether our own pages tell us how fast they were in this browser."""
        return self.is_own and self.signal is None and self.is_accepted

    @property
    def asks(self) -> bool:
        """Whether a page has to ask."""
        return self.is_question and self.signal is None and not self.is_answered


def consent_of(request: HttpRequest) -> Consent:
    """How this request stands; found out once."""
    known: Consent | None = getattr(request, "consent", None)
    if known is None:
        receipt, fault = _held(request)
        known = Consent(
            adapter=settings.MEASURING,
            is_own=settings.OWN_MEASURING,
            signal=signal_of(request),
            receipt=receipt,
            fault=fault,
            is_withheld=_withholds_cookies(request),
        )
        request.consent = known  # type: ignore[attr-defined]
    return known


def is_measured_page(path: str) -> bool:
    """Public pages, but those on which people decide about being measured."""
    bare = path.removeprefix(URDU_PREFIX)
    is_own = any(bare == one or bare.startswith(f"{one}/") for one in _OWN_MATTERS)
    return area_of(path) is Area.PUBLIC and not is_own


def is_asking_page(path: str) -> bool:
    """Pages that carry the banner while there is something to ask."""
    is_operators = path == "/ops" or path.startswith("/ops/")
    return is_measured_page(path) or (area_of(path) is Area.ACCOUNT and not is_operators)


def is_speed_measured_page(path: str) -> bool:
    """Pages that tell how fast they were: public, account and dashboard pages, not the operator's
    own and not those on which people decide about being measured."""
    if is_measured_page(path) or area_of(path) is Area.DASHBOARD:
        return True
    return area_of(path) is Area.ACCOUNT and is_asking_page(path)


def speed_is_measured(request: HttpRequest) -> bool:
    """Whether this very document tells us how fast it was."""
    if not settings.OWN_MEASURING or not is_speed_measured_page(request.path):
        return False
    return consent_of(request).measures_speed


def scripts_run(request: HttpRequest) -> bool:
    """Whether this very document carries the service's scripts."""
    if settings.MEASURING is None or not is_measured_page(request.path):
        return False
    return consent_of(request).measures


def hosts_for(request: HttpRequest) -> tuple[str, ...]:
    """The origins beside ours that this document may contact."""
    adapter = consent_of(request).adapter if scripts_run(request) else None
    return adapter.vendor.hosts if adapter else ()


def _held(request: HttpRequest) -> tuple[Receipt | None, Fault | None]:
    text = request.COOKIES.get(CONSENT.name, "")
    if not text:
        return None, None
    try:
        receipt = read_receipt(text)
        # Only a yes can do harm when it is played again, so only a yes costs a look.
        is_harmless = receipt.answer is not Answer.ACCEPTED
        return (receipt if is_harmless else standing_receipt(text)), None
    except BadReceipt as bad:
        _log.warning("receipt_refused", fault=bad.fault.value)
        return None, bad.fault
    except DatabaseError:
        return None, None  # without the ledger nobody is measured


def _withholds_cookies(request: HttpRequest) -> bool:
    """Strict cookies do not come with a navigation that another site caused."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site" and not request.COOKIES


def standing_receipt(text: str) -> Receipt:
    """A receipt that is ours and was not ended by a later answer. Raises BadReceipt."""
    receipt = read_receipt(text)
    if is_ended(receipt.digest):
        raise BadReceipt(Fault.ENDED)
    return receipt
