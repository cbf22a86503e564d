"""What the operator's deeds on a workspace share: the reason that is read, and who is told."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from chatsync.jobs.mail import queue_mail
from chatsync.kit.errors import Invalid
from chatsync.realtime.actions import Audience, publish, take_numbers
from chatsync.workspaces.models import LONGEST_REASON, Member, Role, Workspace
from chatsync.workspaces.pushes import StandingPush


def read_reason(reason: str) -> str:
    """The reason in one line; raises Invalid for one that is empty or too long."""
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        asked = _("Give a reason of up to %(most)s characters: the members read it.")
        fault = asked % {"most": LONGEST_REASON}
        raise Invalid(fault, errors=[{"loc": "reason", "msg": fault}])
    return said


def write_to_owners(
    workspace: Workspace, template: str, words: Callable[[], dict[str, object]]
) -> None:
    """A mail to each owner in their language: the templates `…_subject.txt`, `…_message.txt`.

    `words` is asked once per owner, in that language.
    """
    owners = Member.objects.filter(role=Role.OWNER, active=True, person__email__isnull=False)
    for owner in owners.select_related("person").order_by("id"):
        with translation.override(owner.person.language or workspace.locale):
            said = words()
            queue_mail(
                recipient=str(owner.person.email),
                subject=render_to_string(f"{template}_subject.txt", said),
                text=render_to_string(f"{template}_message.txt", said),
                kind=template.rpartition("/")[2],
            )


def tell_standing() -> None:
    """Let every open page of the workspace read `GET /standing` anew; last in a transaction."""
    (seq,) = take_numbers(1)
    publish([(seq, Audience(everyone=True), StandingPush().model_dump_json().encode())])
