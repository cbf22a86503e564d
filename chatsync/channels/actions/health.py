"""Looking at how a number stands with Meta: by the clock, on news of the account, and on demand."""

from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.checks import refusal_of
from chatsync.channels.actions.connect import number_changed
from chatsync.channels.actions.dispatch import hold_number, release_number
from chatsync.channels.asking import ask
from chatsync.channels.models import Number, NumberStatus
from chatsync.channels.seals import open_token
from chatsync.channels.whatsapp.answers import Done, NumberFound, Refused, Trouble
from chatsync.channels.whatsapp.client import check_number, register_number
from chatsync.channels.whatsapp.errors import advise
from chatsync.channels.whatsapp.health import Health, read_health
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import Conflict, Refusal
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import every_workspace, scope

LOOK_EVERY = timedelta(hours=6)
_AGAIN_AFTER = timedelta(minutes=15)
_AT_ONCE = 50
_log = structlog.get_logger()


def look_at_numbers() -> int:
    """Ask Meta about numbers whose last look is too old, or whose account had news.

    Returns how many were looked at. At most a few per workspace at a time: Meta allows 200
    questions an hour to an account without a registered number.
    """
    looked = 0
    for workspace_id in every_workspace():
        with scope(workspace_id):
            due = Number.objects.filter(disconnected_at=None).filter(
                Q(look_at__isnull=True) | Q(look_at__lte=now())
            )
            ids = list(due.order_by("look_at").values_list("id", flat=True)[:_AT_ONCE])
        for number_id in ids:
            try:
                look_at(workspace_id, number_id)
            except Refusal as trouble:
                _log.info("number_not_looked_at", number=str(number_id), reason=trouble.code)
            looked += 1
    return looked


def look_at(workspace_id: UUID, number_id: UUID) -> None:
    """Ask Meta how the number stands, keep the answer and tell the browsers.

    A token that Meta refuses holds what is to be sent. Raises NotFound, Conflict (the stored
    token does not open) and MetaDoesNotAnswer.
    """
    number = _number(workspace_id, number_id)
    token = _token(workspace_id, number)
    answer = ask(lambda graph: check_number(graph, token, number.phone_number_id))
    if isinstance(answer, NumberFound):
        _keep(workspace_id, number_id, answer)
        return
    _note_trouble(workspace_id, number_id, answer)
    raise refusal_of(answer)


def register(workspace_id: UUID, number_id: UUID, pin: str) -> None:
    """Register the number with the Cloud API under a six-digit PIN, then look at it again.

    Meta allows ten attempts in 72 hours (133016). Raises NotFound, Conflict, Invalid (the PIN is
    not the one set before: 133005) and MetaDoesNotAnswer.
    """
    number = _number(workspace_id, number_id)
    token = _token(workspace_id, number)
    answer = ask(lambda graph: register_number(graph, token, number.phone_number_id, pin))
    if not isinstance(answer, Done):
        raise refusal_of(answer, "pin")
    look_at(workspace_id, number_id)


def look_again(number_ids: list[UUID]) -> None:
    """Have these numbers of the open scope looked at soon: Meta had news about them."""
    Number.objects.filter(id__in=number_ids, disconnected_at=None).update(look_at=None)


def _number(workspace_id: UUID, number_id: UUID) -> Number:
    with scope(workspace_id):
        number: Number | None = Number.objects.filter(id=number_id).first()
    if number is None:
        raise absent()
    if number.disconnected_at:
        raise Conflict(_("This number is disconnected. Connect it again first."))
    return number


def _token(workspace_id: UUID, number: Number) -> str:
    try:
        return open_token(number.token, workspace_id, number.id)
    except CannotOpen:
        raise Conflict(
            _("The stored access token does not open. Connect the number again with a new token.")
        ) from None


def _keep(workspace_id: UUID, number_id: UUID, found: NumberFound) -> None:
    health = read_health(found.raw)
    with scope(workspace_id):
        number = Number.objects.select_for_update(no_key=True).get(id=number_id)
        number.display_phone_number = (found.display_phone_number or "")[:32]
        number.verified_name = (found.verified_name or "")[:256]
        number.quality = (found.quality or "")[:16]
        number.health = _as_json(health) if health else None
        number.looked_at = now()
        number.look_at = now() + LOOK_EVERY
        if number.status == NumberStatus.TOKEN_LOST and not (
            health and health.sending == "blocked"
        ):
            _release(number)
        number.save()
        number_changed(number_id)


def _release(number: Number) -> None:
    """Meta takes the token again: what waited may go out. A send that is refused holds it anew."""
    number.status = NumberStatus.CONNECTED if number.connected_at else NumberStatus.PENDING
    number.hold_reason = ""
    release_number(number.id)


def _as_json(health: Health) -> dict[str, object]:
    return {
        "status": health.status,
        "sending": health.sending,
        "limit": health.limit,
        "throughput": health.throughput,
        "name_status": health.name_status,
        "hindrances": [
            {
                "entity": each.entity,
                "sending": each.sending,
                "code": each.code,
                "what": each.what,
                "remedy": each.remedy,
            }
            for each in health.hindrances
        ],
    }


def _note_trouble(workspace_id: UUID, number_id: UUID, trouble: Trouble) -> None:
    """Ask again later; a token that is refused for good holds the number."""
    with scope(workspace_id):
        Number.objects.filter(id=number_id).update(look_at=now() + _AGAIN_AFTER)
        if isinstance(trouble, Refused):
            said = advise(
                trouble.code, is_transient=trouble.is_transient, http_status=trouble.http_status
            )
            connected = Number.objects.exclude(status=NumberStatus.TOKEN_LOST)
            if said.holds_number and connected.filter(id=number_id).exists():
                hold_number(number_id, trouble.title or said.title)
                number_changed(number_id)
