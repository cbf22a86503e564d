"""What something costs: lines, tax by country, totals in minor units (Paddle: totals)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sandbox.paddle.state import Json, World, new_id

TAX = {
    "AE": "0.05",
    "AU": "0.1",
    "CA": "0.05",
    "DE": "0.19",
    "FR": "0.2",
    "GB": "0.2",
    "IN": "0.18",
    "SA": "0.15",
    "TR": "0.2",
    "US": "0.08",
}
"""Rates for the stand-in, to have some that differ; other countries, as Pakistan, pay none."""

_FEE = Decimal("0.05")
_FIXED_FEE = 50


@dataclass(frozen=True)
class Line:
    """Something to charge: a price, how many, and the share of a period it is charged for."""

    price: Json
    product: Json
    quantity: int
    share: Decimal = Decimal(1)
    period: Json | None = None


def rounded(amount: Decimal) -> int:
    """Round half up to whole minor units."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def unit_price(price: Json, country: str) -> Json:
    """Give the price for a country."""
    for override in price["unit_price_overrides"]:
        if country in override["country_codes"]:
            return dict(override["unit_price"])
    return dict(price["unit_price"])


def tax_rate(country: str, tax_identifier: str | None) -> Decimal:
    """Give the rate; a business with a tax id accounts for it itself, as in the EU."""
    return Decimal(0) if tax_identifier else Decimal(TAX.get(country, "0"))


def _split(amount: Decimal, rate: Decimal, *, internal: bool) -> Json:
    subtotal = rounded(amount / (1 + rate)) if internal else rounded(amount)
    tax = rounded(amount) - subtotal if internal else rounded(subtotal * rate)
    return {
        "subtotal": str(subtotal),
        "discount": "0",
        "tax": str(tax),
        "total": str(subtotal + tax),
    }


def line_item(world: World, line: Line, country: str, rate: Decimal) -> Json:
    """Write one line of a transaction."""
    unit = Decimal(unit_price(line.price, country)["amount"]) * line.share
    internal = line.price["tax_mode"] == "internal"
    proration = None
    if line.period is not None:
        proration = {"rate": f"{line.share:.5f}", "billing_period": line.period}
    return {
        "id": new_id(world, "txnitm"),
        "price_id": line.price["id"],
        "quantity": line.quantity,
        "proration": proration,
        "tax_rate": str(rate),
        "unit_totals": _split(unit, rate, internal=internal),
        "totals": _split(unit * line.quantity, rate, internal=internal),
        "product": line.product,
    }


def summed(items: Sequence[Json], field: str) -> int:
    """Add up one figure of the lines."""
    return sum(int(item["totals"][field]) for item in items)


def details_of(items: Sequence[Json], currency: str, credit: int = 0) -> Json:
    """Write the totals of a transaction that nobody has paid yet."""
    subtotal, tax, total = (summed(items, name) for name in ("subtotal", "tax", "total"))
    used = min(credit, total)
    plain = {"subtotal": str(subtotal), "discount": "0", "tax": str(tax), "total": str(total)}
    totals = {
        **plain,
        "credit": str(used),
        "credit_to_balance": str(credit - used),
        "balance": str(total - used),
        "grand_total": str(total - used),
        "grand_total_tax": str(tax),
        "fee": None,
        "earnings": None,
        "currency_code": currency,
    }
    rates = sorted({item["tax_rate"] for item in items})
    return {
        "tax_rates_used": [_rate_used(items, rate) for rate in rates],
        "totals": totals,
        "adjusted_totals": _adjusted(totals),
        "payout_totals": None,
        "adjusted_payout_totals": None,
        "line_items": list(items),
    }


def _rate_used(items: Sequence[Json], rate: str) -> Json:
    of_rate = [item for item in items if item["tax_rate"] == rate]
    names = ("subtotal", "discount", "tax", "total")
    return {"tax_rate": rate, "totals": {name: str(summed(of_rate, name)) for name in names}}


def _adjusted(totals: Json) -> Json:
    names = ("subtotal", "tax", "total", "grand_total", "grand_total_tax", "fee", "earnings")
    adjusted = {name: totals[name] for name in names}
    return {**adjusted, "retained_fee": "0", "currency_code": totals["currency_code"]}


def settle(details: Json) -> None:
    """Write into the totals what is known once the money is there: fee, earnings, no balance."""
    totals = details["totals"]
    grand = int(totals["grand_total"])
    fee = rounded(grand * _FEE) + _FIXED_FEE if grand else 0
    earnings = str(grand - fee - int(totals["tax"]))
    totals.update(balance="0", fee=str(fee), earnings=earnings)
    details["adjusted_totals"] = _adjusted(totals)
    details["payout_totals"] = {**totals, "exchange_rate": "1", "fee_rate": str(_FEE)}
    names = ("subtotal", "tax", "total", "fee", "earnings", "currency_code")
    details["adjusted_payout_totals"] = {
        **{name: totals[name] for name in names},
        "chargeback_fee": {"amount": "0", "original": None},
        "exchange_rate": "1",
        "retained_fee": "0",
    }
