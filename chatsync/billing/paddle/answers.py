"""What Paddle answered, or why there is no answer. Every field may be missing."""

from typing import TypeAlias

import msgspec
from msgspec import Struct


class Refused(Struct, frozen=True, gc=False):
    """Paddle surely did nothing. `retry_after`: in how many seconds it may be asked again."""

    status: int
    code: str = ""
    detail: str = ""
    request_id: str = ""
    retry_after: int | None = None


class Unanswered(Struct, frozen=True, gc=False):
    """The request may have reached Paddle and may have worked: look before it is made again."""

    reason: str


class NotSent(Struct, frozen=True, gc=False):
    """No connection came about, so nothing was sent: safe to try again."""

    reason: str


Trouble: TypeAlias = Refused | Unanswered | NotSent


class Money(Struct, frozen=True, gc=False):
    """An amount in the currency's smallest unit."""

    amount: str = ""
    currency_code: str = ""


class Cycle(Struct, frozen=True, gc=False):
    interval: str = ""
    frequency: int = 0


class PriceFound(Struct, frozen=True, gc=False):
    """A price of Paddle's catalogue."""

    id: str = ""
    status: str = ""
    billing_cycle: Cycle | None = None
    unit_price: Money = Money()


class _Pagination(Struct, frozen=True, gc=False):
    has_more: bool = False


class _Meta(Struct, frozen=True, gc=False):
    request_id: str = ""
    pagination: _Pagination = _Pagination()


class _Prices(Struct, frozen=True, gc=False):
    data: list[PriceFound] = []
    meta: _Meta = _Meta()


class _Error(Struct, frozen=True, gc=False):
    code: str = ""
    detail: str = ""


class _Failure(Struct, frozen=True, gc=False):
    error: _Error = _Error()
    meta: _Meta = _Meta()


class PricePage(Struct, frozen=True, gc=False):
    prices: list[PriceFound]
    has_more: bool


def read_prices(raw: bytes) -> PricePage | None:
    """A page of prices; None for anything else."""
    try:
        page = msgspec.json.decode(raw, type=_Prices)
    except msgspec.MsgspecError:
        return None
    return PricePage(page.data, page.meta.pagination.has_more)


def read_refusal(status: int, raw: bytes, retry_after: str) -> Refused:
    """Paddle's own words on a refusal, as far as they can be read."""
    try:
        told = msgspec.json.decode(raw, type=_Failure)
    except msgspec.MsgspecError:
        told = _Failure()
    seconds = int(retry_after) if retry_after.isdecimal() else None
    return Refused(status, told.error.code, told.error.detail, told.meta.request_id, seconds)
