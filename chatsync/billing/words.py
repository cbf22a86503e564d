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


def plan_named(plan: Plan, interval: Interval) -> str:
    """Such as: Growth, a year."""
    name = gettext(PLAN_NAMES[plan])
    if interval is Interval.YEAR:
        return gettext("%(plan)s, a year") % {"plan": name}
    return gettext("%(plan)s, a month") % {"plan": name}
