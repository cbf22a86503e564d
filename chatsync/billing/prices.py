"""The price table: what a plan costs, shown in rupees and charged in another currency.

Paddle takes no rupees, and nothing here converts: the operator sets both figures.
"""

import re
from collections.abc import Iterator

from django.conf import settings

from chatsync.billing.asking import ask
from chatsync.billing.paddle.answers import PriceFound, Refused
from chatsync.billing.paddle.client import list_prices
from chatsync.billing.paddle.managing import PreviewRead
from chatsync.billing.paddle.reader import TransactionRead
from chatsync.billing.plans import MONTHLY, Interval, Plan, Price, every_line, months_paid
from chatsync.kit.env import WrongSetting
from chatsync.privacy.payment import payment_here

_FIGURES = re.compile(r"(\d{1,8}):(\d{1,6})\.(\d{2})", re.ASCII)
_PRICE_ID = re.compile(r"pri_[a-z0-9]{26}", re.ASCII)
_LINES = "starter, growth or business, a dot, and month or year"


def price_table() -> tuple[Price, ...]:
    """Every line in the order of the plans. Raises WrongSetting for a line that cannot be read."""
    figures = _lines("CHATSYNC_PRICES", settings.PRICES)
    ids = _lines("PADDLE_PRICES", settings.PADDLE_PRICES)
    table = []
    for plan, interval in every_line():
        key = f"{plan}.{interval}"
        monthly = tuple(figure * months_paid(interval) for figure in MONTHLY[plan])
        rupees, amount = _figures(key, figures[key]) if key in figures else monthly
        provider_id = ids.get(key, "")
        if provider_id and not _PRICE_ID.fullmatch(provider_id):
            raise WrongSetting(
                f"PADDLE_PRICES holds {key}={provider_id}; an id of a price begins with pri_ and "
                "has 26 more letters and digits."
            )
        table.append(Price(plan, interval, rupees, amount, settings.CHARGE_CURRENCY, provider_id))
    return tuple(table)


def price_by_id(provider_id: str) -> Price | None:
    """The line that is sold under an id of Paddle's; None for a foreign one."""
    table = (price for price in price_table() if price.provider_id)
    return next((price for price in table if price.provider_id == provider_id), None)


def price_of(plan: Plan, interval: Interval) -> Price:
    """The line of the table for that plan and interval."""
    return next(one for one in price_table() if (one.plan, one.interval) == (plan, interval))


def costs(read: TransactionRead | PreviewRead, price: Price) -> bool:
    """Whether it charges what the price table says: what else is paid opens nothing."""
    sold = ((price.provider_id,), price.amount, price.currency)
    return (read.price_ids, read.amount, read.currency) == sold


def is_sold_online(price: Price) -> bool:
    """Whether a card can pay it here: Paddle has it, and the checkout document can be opened."""
    return bool(price.provider_id) and payment_here() is not None


def is_changed_to(price: Price) -> bool:
    """Whether a subscription of Paddle's can be changed to it."""
    return bool(settings.BILLING and price.provider_id and settings.PADDLE_API_KEY)


def price_faults() -> list[str]:
    """Where Paddle would charge something else than the table says, one sentence each."""
    if not (settings.BILLING and settings.PADDLE_API_KEY):
        return []
    found = ask(list_prices)
    if not isinstance(found, list):
        said = found.detail or found.code if isinstance(found, Refused) else found.reason
        return [f"Paddle could not be asked for its prices: {said}."]
    return differences(found)


def differences(found: list[PriceFound]) -> list[str]:
    """How the prices that Paddle has differ from the table, one sentence each."""
    known = {price.id: price for price in found}
    table = (price for price in price_table() if price.provider_id)
    return [fault for price in table for fault in _faults(price, known.get(price.provider_id))]


def _faults(price: Price, found: PriceFound | None) -> Iterator[str]:
    at = f"{price.key} ({price.provider_id})"
    if found is None:
        yield f"Paddle has no price for {at}: correct PADDLE_PRICES."
        return
    if found.status != "active":
        yield f"Paddle does not sell {at} any more: it is {found.status} there."
    cycle = found.billing_cycle
    if cycle is None or (cycle.interval, cycle.frequency) != (str(price.interval), 1):
        yield f"Paddle does not charge {at} once a {price.interval}."
    charged = (found.unit_price.amount, found.unit_price.currency_code)
    if charged != (str(price.amount), price.currency):
        wanted = f"{price.currency} {price.amount / 100:.2f}"
        yield (
            f"The price table says {wanted} for {at}, but Paddle charges {charged[1]} "
            f"{charged[0]} in the smallest unit: make both the same."
        )


def _lines(name: str, lines: tuple[str, ...]) -> dict[str, str]:
    keys = {f"{plan}.{interval}" for plan, interval in every_line()}
    found = {}
    for line in lines:
        key, _, value = line.partition("=")
        if key not in keys or not value:
            raise WrongSetting(f"{name} holds {line!r}; a line is {_LINES}, =, and its value.")
        found[key] = value
    return found


def _figures(key: str, text: str) -> tuple[int, int]:
    read = _FIGURES.fullmatch(text)
    if read is None:
        raise WrongSetting(
            f"CHATSYNC_PRICES holds {key}={text}; after = come the rupees shown, a colon and the "
            "amount charged with two decimals, such as growth.month=8500:31.00."
        )
    rupees, whole, cents = (int(part) for part in read.groups())
    return rupees, whole * 100 + cents
