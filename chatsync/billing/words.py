"""Names of plans, as pages say them."""

from django.utils.translation import gettext

from chatsync.billing.plans import Interval, Plan
from chatsync.kit.text import gettext_noop

PLAN_NAMES = {
    Plan.STARTER: gettext_noop("Starter"),
    Plan.GROWTH: gettext_noop("Growth"),
    Plan.BUSINESS: gettext_noop("Business"),
}


def rupees_said(rupees: int) -> str:
    """Such as: Rs 8,500."""
    return f"Rs {rupees:,}"


def charged_said(amount: int, currency: str) -> str:
    """Of an amount in the smallest unit, such as: USD 31.00. Rupees as prices say them."""
    return rupees_said(amount // 100) if currency == "PKR" else f"{currency} {amount / 100:,.2f}"


def plan_named(plan: Plan, interval: Interval | None) -> str:
    """Such as: Growth, a year. Where it was given, not paid for a time, the name alone."""
    name = gettext(PLAN_NAMES[plan])
    if interval is None:
        return name
    if interval is Interval.YEAR:
        return gettext("%(plan)s, a year") % {"plan": name}
    return gettext("%(plan)s, a month") % {"plan": name}
