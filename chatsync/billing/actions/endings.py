"""The end of a subscription whose workspace is closed: asked of Paddle until Paddle has done it.

Closing notes it in its own transaction, and the note outlives the workspace. It ends with the paid
period, so that taking the closing back within its days finds the plan as it was.
"""

from datetime import timedelta

import structlog
from django.conf import settings

from chatsync.billing.asking import ask
from chatsync.billing.models import Ending, Subscription, Wanted
from chatsync.billing.paddle.answers import Refused, Trouble
from chatsync.billing.paddle.client import Paddle
from chatsync.billing.paddle.managing import (
    cancel_subscription,
    get_subscription,
    keep_subscription,
)
from chatsync.billing.paddle.reader import SubscriptionRead
from chatsync.billing.queries import held_subscription
from chatsync.kit.clock import now
from chatsync.workspaces.models import Workspace

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)
_AT_ONCE = 50
_log = structlog.get_logger()


def follow_closing(workspace: Workspace) -> None:
    """In the open scope, whose workspace's row is held: end what is renewed while it is closed, and
    keep it again where that was taken back. What an owner cancelled stays as they left it."""
    held = held_subscription()
    if held is None:
        return
    is_closed = workspace.closed_at is not None
    if is_closed and not held.ends_with_closing and not held.change:
        _want(held, Wanted.CANCEL)
    elif not is_closed and held.ends_with_closing:
        _want(held, Wanted.KEEP)


def end_due() -> int:
    """Ask Paddle for what is wanted and due; returns how much was done. Safe to run twice."""
    if not (settings.BILLING and settings.PADDLE_API_KEY):
        return 0
    due = Ending.objects.filter(due_at__lte=now()).order_by("due_at")[:_AT_ONCE]
    return sum(_end(ending) for ending in due)


def _want(held: Subscription, wanted: Wanted) -> None:
    held.ends_with_closing = wanted == Wanted.CANCEL
    held.save(update_fields=["ends_with_closing"])
    facts = {"wanted": wanted, "tries": 0, "reason": "", "due_at": now()}
    Ending.objects.update_or_create(subscription_id=held.provider_id, defaults=facts)


def _end(ending: Ending) -> bool:
    answer = ask(lambda paddle: _asked(paddle, ending))
    found = Ending.objects.filter(id=ending.id, wanted=ending.wanted)
    if isinstance(answer, SubscriptionRead):
        return bool(found.delete()[0])
    reason = answer.code or str(answer.status) if isinstance(answer, Refused) else answer.reason
    wait = min(_FIRST_WAIT * 2 ** min(ending.tries, 10), _LONGEST_WAIT)
    found.update(tries=ending.tries + 1, reason=reason[:60], due_at=now() + wait)
    _log.warning("billing_ending_failed", count=ending.tries + 1, reason=reason[:60])
    return False


async def _asked(paddle: Paddle, ending: Ending) -> SubscriptionRead | Trouble:
    """Looks first: what has ended or is scheduled already needs nothing."""
    found = await get_subscription(paddle, ending.subscription_id)
    if not isinstance(found, SubscriptionRead) or found.status == "canceled":
        return found
    if (found.scheduled_action == "cancel") == (ending.wanted == Wanted.CANCEL):
        return found
    if ending.wanted == Wanted.CANCEL:
        return await cancel_subscription(paddle, ending.subscription_id)
    return await keep_subscription(paddle, ending.subscription_id)
