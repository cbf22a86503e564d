"""Run beside a product (`Product.beside`): the sixth day of a busy shop's trial has come."""

import sys
from datetime import timedelta

from chatsync.billing.actions.settle import settle
from chatsync.billing.plans import BUSY_ABOVE, LOOK_AFTER
from chatsync.billing.tests.make import customers
from chatsync.kit.clock import moved
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member
from chatsync.workspaces.tests.make import of


def main() -> None:
    """In the workspace that is named more customers write than a trial is for; then the clock
    looks, six days later."""
    workspace_id = workspace_uuid(sys.argv[1])
    assert workspace_id
    with scope(workspace_id):
        owner = Member.objects.get()
    customers(of(owner.person_id, workspace_id), BUSY_ABOVE + 1)
    with moved(LOOK_AFTER + timedelta(minutes=1)):
        settle(workspace_id)
