"""What follows from facts. Bound in config/wiring.py."""

from chatsync.outreach.actions.issues import deliver
from chatsync.outreach.events import IssueSent


def issue_sent(fact: IssueSent) -> None:
    deliver(fact.issue_id)
