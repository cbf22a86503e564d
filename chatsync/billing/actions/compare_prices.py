"""Whether Paddle's prices are those of the price table: looked at when the jobs start, and daily.

What differs is not sold (`checkout.py`); here the operator learns of it before a customer does.
"""

import structlog

from chatsync.billing.actions.reconcile import asks_paddle
from chatsync.billing.asking import ask
from chatsync.billing.models import Provider, Walk
from chatsync.billing.paddle.client import list_prices
from chatsync.billing.prices import differences
from chatsync.kit.clock import now

_log = structlog.get_logger()


def compare_prices() -> None:
    """Write down how many lines differ. A Paddle that does not answer changes nothing."""
    found = ask(list_prices) if asks_paddle() else None
    if not isinstance(found, list):
        return
    faults = differences(found)
    facts = {"prices_differ": len(faults), "prices_compared_at": now()}
    Walk.objects.update_or_create(provider=Provider.PADDLE, defaults=facts)
    if faults:
        _log.warning("billing_alarm", kind="prices", reason="differ")
