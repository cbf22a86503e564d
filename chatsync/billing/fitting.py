"""Whether a workspace fits into a plan: what it uses beside what the plan holds."""

from dataclasses import dataclass

from chatsync.billing.models import Account
from chatsync.billing.plans import ENTITLEMENTS, UNLOCKED, Plan
from chatsync.billing.usage import numbers_connected
from chatsync.workspaces.entitlements import Entitlements
from chatsync.workspaces.models import ApiKey, Member


@dataclass(frozen=True)
class Excess:
    """More of something than a plan holds: `staff` or `numbers`."""

    what: str
    used: int
    limit: int


def excess_of(account: Account, plan: Plan) -> list[Excess]:
    """What of the open scope's workspace the plan does not hold; a limit that an operator set
    counts instead of the plan's."""
    opened = opened_to(account, plan)
    used = {
        "staff": (Member.objects.filter(active=True).count(), opened.staff_limit),
        "numbers": (numbers_connected(), opened.number_limit),
    }
    return [
        Excess(what, count, limit)
        for what, (count, limit) in used.items()
        if limit is not None and count > limit
    ]


def lost_with(account: Account, plan: Plan) -> list[str]:
    """What is used and stops with the plan: `api_keys`."""
    has_keys = ApiKey.objects.filter(revoked_at=None).exists()
    return ["api_keys"] if has_keys and not opened_to(account, plan).has_api else []


def opened_to(account: Account, plan: Plan | None) -> Entitlements:
    """What a plan (None: billing is off) opens to it; under the operator's own limits."""
    base = ENTITLEMENTS[plan] if plan else UNLOCKED
    if not account.is_adjusted:
        return base
    return base.with_limits(account.adjusted_staff_limit, account.adjusted_number_limit)
