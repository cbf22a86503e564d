"""What the page of prices shows where plans are sold: the one price table, for a month or a year.

A line stands here only when what it names is built.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext

from chatsync.billing.bank import bank_here
from chatsync.billing.plans import ENTITLEMENTS, TRIAL, TRIAL_PLAN, Interval, Plan, Price
from chatsync.billing.prices import price_table
from chatsync.billing.words import PLAN_NAMES, rupees_said


def plans_for(interval: Interval) -> dict[str, Any]:
    """The cards of the plans; none where nothing is sold."""
    if not settings.BILLING:
        return {"plans": []}
    table = price_table()
    return {
        "plans": [_card(price) for price in table if price.interval is interval],
        "ten_months": _costs_ten_months(table),
        "interval": interval,
        "trial_days": TRIAL.days,
        "has_bank": bank_here() is not None,
        "trial_plan": gettext(PLAN_NAMES[TRIAL_PLAN]),
    }


def _costs_ten_months(table: tuple[Price, ...]) -> bool:
    """Whether a year of every plan costs ten months of it, in both currencies: an operator may set
    other figures.
    """
    months, years = (
        {price.plan: price for price in table if price.interval is interval}
        for interval in (Interval.MONTH, Interval.YEAR)
    )
    return all(
        (years[plan].rupees, years[plan].amount) == (10 * month.rupees, 10 * month.amount)
        for plan, month in months.items()
    )


def _card(price: Price) -> dict[str, Any]:
    return {
        "name": gettext(PLAN_NAMES[price.plan]),
        "rupees": rupees_said(price.rupees),
        "charged": f"{price.currency} {price.amount / 100:,.2f}",
        "lines": list(_lines(price.plan)),
    }


def _lines(plan: Plan) -> Iterator[str]:
    opens = ENTITLEMENTS[plan]
    yield gettext("The shared inbox, with everything in it")
    if opens.staff_limit is None:
        yield gettext("As many people as you like")
    else:
        yield ngettext("%(count)d person", "%(count)d people", opens.staff_limit) % {
            "count": opens.staff_limit
        }
    numbers = opens.number_limit or 0
    yield ngettext("%(count)d WhatsApp number", "%(count)d WhatsApp numbers", numbers) % {
        "count": numbers
    }
    if opens.has_api:
        yield gettext("API with keys of your own")
