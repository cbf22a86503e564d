"""Another plan: what it costs now, what later, and the change itself (Paddle: proration)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sandbox.paddle.errors import PaddleError
from sandbox.paddle.events import emit
from sandbox.paddle.money import Line
from sandbox.paddle.payments import card_of, pay
from sandbox.paddle.periods import after_cycle
from sandbox.paddle.state import Json, World, moment, stamp, touch
from sandbox.paddle.subscriptions import fall_behind, lines_billed, set_items, set_period
from sandbox.paddle.transactions import cancel_transaction, make_transaction, price_up

MODES = (
    "prorated_immediately",
    "prorated_next_billing_period",
    "full_immediately",
    "full_next_billing_period",
    "do_not_bill",
)
_LEAST_CHARGE = 70  # minor units; Paddle takes no smaller payment


@dataclass(frozen=True)
class Change:
    """New items with what they cost beside what the old ones give back."""

    lines: list[Line]
    charged: list[Line]
    details: Json | None
    credit: int
    starts: datetime
    ends: datetime
    new_period: bool
    mode: str

    @property
    def charge(self) -> int:
        """Give what the new items cost, tax included."""
        return int(self.details["totals"]["total"]) if self.details else 0

    @property
    def now(self) -> bool:
        """Tell whether it is billed at once."""
        return self.mode.endswith("_immediately")


def work_out(world: World, subscription: Json, lines: list[Line], mode: str) -> Change:
    """Work out what replacing the items costs at this minute."""
    if mode not in MODES:
        raise PaddleError(
            "subscription_items_update_missing_proration_billing_mode",
            "proration_billing_mode is required when items change",
        )
    if subscription["status"] in {"paused", "past_due"} and mode != "do_not_bill":
        status = subscription["status"]
        raise PaddleError(
            f"subscription_update_when_{status}", f"only do_not_bill is possible while {status}"
        )
    now = world.now().replace(second=0, microsecond=0)
    period = subscription["current_billing_period"]
    cycle = lines[0].price["billing_cycle"]
    new_period = cycle != subscription["billing_cycle"]
    starts, ends = (
        (moment(period[name]) for name in ("starts_at", "ends_at")) if period else (now, now)
    )
    share = _share(now, starts, ends) if period else Decimal(0)
    if mode.startswith("full"):
        share = Decimal(1)
    if new_period:
        starts, ends = now, after_cycle(now, cycle)
    former = lines_billed(world, subscription)
    went, came = _difference(former, lines)
    credit, charged, details = 0, [], None
    if mode != "do_not_bill":
        span = {"starts_at": stamp(now), "ends_at": stamp(ends)}
        of_new = Decimal(1) if new_period else share
        charged = [Line(one.price, one.product, one.quantity, of_new, span) for one in came]
        credit = _worth(world, subscription, went, share)
        details = price_up(world, charged, subscription) if charged else None
    return Change(lines, charged, details, credit, starts, ends, new_period, mode)


def _share(now: datetime, starts: datetime, ends: datetime) -> Decimal:
    left = max((ends - now).total_seconds(), 0.0)
    return min(Decimal(left) / Decimal((ends - starts).total_seconds()), Decimal(1))


def _difference(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Give what went and what came; what stayed is neither paid back nor charged."""
    had = {line.price["id"]: line for line in old}
    has = {line.price["id"]: line for line in new}
    went = [_less(line, has.get(key)) for key, line in had.items()]
    came = [_less(line, had.get(key)) for key, line in has.items()]
    return [one for one in went if one.quantity], [one for one in came if one.quantity]


def _less(line: Line, other: Line | None) -> Line:
    left = max(line.quantity - (other.quantity if other else 0), 0)
    return Line(line.price, line.product, left)


def _worth(world: World, subscription: Json, lines: Sequence[Line], share: Decimal) -> int:
    shared = [Line(one.price, one.product, one.quantity, share) for one in lines]
    if not shared or not share:
        return 0
    return int(price_up(world, shared, subscription)["totals"]["total"])


def summary_of(change: Change, currency: str) -> Json:
    """Write the preview's summary: what comes back, what is charged, what is left of both."""
    result = change.charge - change.credit

    def money(amount: int) -> Json:
        return {"amount": str(amount), "currency_code": currency}

    action = "charge" if result >= 0 else "credit"
    return {
        "credit": money(change.credit),
        "charge": money(change.charge),
        "result": {"action": action, **money(abs(result))},
    }


def apply(world: World, subscription: Json, change: Change, *, prevent: bool = True) -> None:
    """Change the subscription and take the money; `prevent` leaves it when the card declines."""
    if change.mode.endswith("next_billing_period") and (change.charged or change.credit):
        later = world.kept.pending.setdefault(subscription["id"], [])
        later.append(_later(change))
    if change.now and change.charged:
        _charge(world, subscription, change, prevent=prevent)
    elif change.now and change.credit:
        balance = world.kept.balances.get(subscription["customer_id"], 0)
        world.kept.balances[subscription["customer_id"]] = balance + change.credit
    set_items(world, subscription, change.lines)
    if change.new_period:
        set_period(subscription, change.starts, change.ends)
    touch(world, subscription)
    emit(world, "subscription.updated", subscription)


def _later(change: Change) -> Json:
    lines = [
        {"price_id": one.price["id"], "quantity": one.quantity, "share": str(one.share)}
        for one in change.charged
    ]
    return {"lines": lines, "credit": change.credit}


def _charge(world: World, subscription: Json, change: Change, *, prevent: bool) -> None:
    held = world.kept.balances.get(subscription["customer_id"], 0)
    due = change.charge - change.credit - held
    if 0 < due < _LEAST_CHARGE:
        raise PaddleError(
            "subscription_update_transaction_balance_less_than_charge_limit",
            f"the least that can be charged is {_LEAST_CHARGE}",
        )
    transaction = make_transaction(
        world,
        change.charged,
        subscription,
        credit=change.credit + held,
        origin="subscription_update",
        subscription_id=subscription["id"],
        custom_data=subscription["custom_data"],
        billing_period={"starts_at": stamp(world.now()), "ends_at": stamp(change.ends)},
    )
    world.kept.balances[subscription["customer_id"]] = 0
    if pay(world, transaction, card_of(world, transaction)):
        return
    if prevent:
        world.kept.balances[subscription["customer_id"]] = held
        cancel_transaction(world, transaction)
        raise PaddleError("subscription_payment_declined", "the payment was declined")
    fall_behind(world, subscription, transaction)


def pending_lines(world: World, subscription: Json) -> tuple[list[Line], int]:
    """Give what earlier changes left for the next renewal, and forget it."""
    lines: list[Line] = []
    credit = 0
    for later in world.kept.pending.pop(subscription["id"], ()):
        credit += int(later["credit"])
        for one in later["lines"]:
            price = world.of("prices")[one["price_id"]]
            product = world.of("products")[price["product_id"]]
            lines.append(Line(price, product, one["quantity"], Decimal(one["share"])))
    return lines, credit


def credit_preview(subscription: Json, change: Change) -> list[Json]:
    """Show what comes back as the adjustment that it will be."""
    if not change.credit:
        return []
    names = ("subtotal", "total", "earnings")
    totals = {name: str(change.credit) for name in names} | {"tax": "0", "fee": "0"}
    totals |= {"retained_fee": "0", "currency_code": subscription["currency_code"]}
    return [{"transaction_id": None, "items": [], "totals": totals}]
