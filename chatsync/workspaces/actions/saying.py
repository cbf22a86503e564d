"""What the operator's deeds on a workspace share: the reason that is read, and who is told."""

from django.utils.translation import gettext_lazy as _

from chatsync.kit.errors import Invalid
from chatsync.realtime.actions import Audience, publish, take_numbers
from chatsync.workspaces.models import LONGEST_REASON
from chatsync.workspaces.pushes import StandingPush


def read_reason(reason: str) -> str:
    """The reason in one line; raises Invalid for one that is empty or too long."""
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        asked = _("Give a reason of up to %(most)s characters: the members read it.")
        fault = asked % {"most": LONGEST_REASON}
        raise Invalid(fault, errors=[{"loc": "reason", "msg": fault}])
    return said


def tell_standing() -> None:
    """Let every open page of the workspace read `GET /standing` anew; last in a transaction."""
    (seq,) = take_numbers(1)
    publish([(seq, Audience(everyone=True), StandingPush().model_dump_json().encode())])
