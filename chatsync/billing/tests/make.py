"""Builders: workspaces with an account, customers who wrote, the hour of a trial."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from chatsync.accounts.models import Person
from chatsync.billing.actions.adjust import open_account
from chatsync.billing.actions.checkout import open_checkout
from chatsync.billing.actions.reconcile import reconcile
from chatsync.billing.actions.settle import settle
from chatsync.billing.actions.transfers import ask_transfer
from chatsync.billing.models import Account, Subscription, Transfer
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.queries import billing_of
from chatsync.billing.tests.stand_in import StandIn
from chatsync.config import wiring
from chatsync.inbox.tests.make import a_contact, a_conversation, a_number
from chatsync.jobs.models import Mail
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_workspace

JPEG = b"\xff\xd8\xff\xe0 a photo of a receipt"

assert wiring.__doc__, "customers are counted, and the queue follows the standing"


def a_trial(name: str = "Karachi Kitchen") -> Access:
    """The owner of a workspace whose trial begins now; they have an address."""
    _workspace, owner = a_workspace(name)
    Person.objects.filter(id=owner.person_id).update(email=f"{owner.person_id.hex}@example.com")
    open_account(owner.workspace_id)
    return owner


def a_subscriber(
    stand_in: StandIn, plan: Plan = Plan.GROWTH, name: str = "Karachi Kitchen"
) -> Access:
    """The owner of a workspace that pays for a month of a plan at the stand-in."""
    owner = a_trial(name)
    opened = open_checkout(owner, plan, Interval.MONTH)
    stand_in.pay(opened.checkout.transaction_id, f"{owner.workspace_id.hex}@shop.example")
    reconcile(compares=False)
    return owner


def customers(owner: Access, count: int, **changes: Any) -> None:
    """So many customers write, each once, live."""
    number = a_number(owner)
    for _each in range(count):
        a_conversation(owner, number=number, contact=a_contact(owner), **changes)


@contextmanager
def after(owner: Access, **time: float) -> Iterator[Account]:
    """So long after the sign-up, once the clock has settled the workspace."""
    with moved(timedelta(**time)):
        settle(owner.workspace_id)
        yield account_of(owner)


def account_of(owner: Access) -> Account:
    with scope(owner.workspace_id):
        found: Account = Account.objects.get()
    return found


def workspace_of(owner: Access) -> Workspace:
    with scope(owner.workspace_id):
        found: Workspace = Workspace.objects.get(id=owner.workspace_id)
    return found


def subscriptions_of(workspace_id: UUID) -> list[Subscription]:
    with scope(workspace_id):
        return list(Subscription.objects.order_by("id"))


def mails() -> list[str]:
    """The kinds of mails that were queued, in order."""
    return list(Mail.objects.order_by("queued_at", "id").values_list("kind", flat=True))


def asked(owner: Access, plan: Plan = Plan.GROWTH) -> Transfer:
    """A month's bank transfer that is awaited."""
    return ask_transfer(owner, plan, Interval.MONTH)


def told(owner: Access) -> dict[str, Any]:
    """What an owner reads of the plan."""
    return billing_of(owner.workspace_id).model_dump(mode="json")
