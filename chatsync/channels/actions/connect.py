"""Connecting a number to a workspace, and letting it go."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.apps import keep_own_app, operator_app, own_app
from chatsync.channels.actions.checks import checked, invalid, subscribed
from chatsync.channels.actions.dispatch import release_number
from chatsync.channels.asking import ask
from chatsync.channels.models import MetaApp, Number, NumberStatus
from chatsync.channels.pushes import NumberChanged
from chatsync.channels.queries import number_shapes
from chatsync.channels.schemas import KnownApp, NumberIn, OwnApp
from chatsync.channels.seals import seal_token
from chatsync.channels.whatsapp.answers import NumberFound
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Refusal
from chatsync.kit.ids import uuid7
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.realtime.actions import Audience, publish, take_numbers
from chatsync.workspaces.models import Workspace

_NO_OPERATOR_APP = _("This installation offers no Meta app. Enter your own one.")


def connect_number(workspace_id: UUID, wanted: NumberIn) -> UUID:
    """Check a number with Meta, store it sealed and have its webhooks sent; returns its id.

    Again for a number of the same workspace: connects it anew with the token given now. Raises
    Invalid naming the field, Conflict (held by another workspace, or the limit is reached) and
    MetaDoesNotAnswer. What fails leaves everything as it was.
    """
    if wanted.app == "operator" and operator_app() is None:
        raise invalid("app", _NO_OPERATOR_APP)
    if isinstance(wanted.app, KnownApp):
        own_app(workspace_id, wanted.app.id)
    found = ask(lambda graph: checked(graph, wanted))
    before = _before(workspace_id, wanted)
    number_id, meta_app_id = _store(workspace_id, wanted, found)
    try:
        ask(lambda graph: subscribed(graph, wanted, meta_app_id))
    except Refusal:
        _undo(workspace_id, number_id, before)
        raise
    with scope(workspace_id):
        number_changed(number_id)
    return number_id


def mark_connected(number_id: UUID) -> None:
    """The first signed webhook for a number of the open scope arrived."""
    changed = Number.objects.filter(id=number_id, status=NumberStatus.PENDING).update(
        status=NumberStatus.CONNECTED, connected_at=now()
    )
    if changed:
        number_changed(number_id)


def disconnect_number(workspace_id: UUID, number_id: UUID) -> None:
    """Let a number go: nothing is sent any more, and another workspace may connect it.

    Until one does, what customers still write is stored here. Raises NotFound; letting go twice
    is harmless.
    """
    with scope(workspace_id):
        numbers = Number.objects.filter(id=number_id)
        if not numbers.exists():
            raise absent()
        changed = numbers.filter(disconnected_at=None).update(
            status=NumberStatus.DISCONNECTED, disconnected_at=now()
        )
        if changed:
            number_changed(number_id)


def number_changed(number_id: UUID) -> None:
    """Tell the browsers of the open scope how a number stands now, in English for all of them."""
    with translation.override(settings.LANGUAGE_CODE):
        shaped = number_shapes([number_id])
    if not shaped:
        return
    (seq,) = take_numbers(1)
    push = NumberChanged.model_construct(number=shaped[0]).model_dump_json().encode()
    publish([(seq, Audience(everyone=True), push)])


def _store(workspace_id: UUID, wanted: NumberIn, found: NumberFound) -> tuple[UUID, str]:
    """The number's id, and the id at Meta of the app that it is bound to."""
    try:
        with scope(workspace_id):
            number = Number.objects.filter(phone_number_id=wanted.phone_number_id).first()
            if number is None or number.disconnected_at:
                _demand_room(workspace_id)
            number = number or Number(id=uuid7(), phone_number_id=wanted.phone_number_id)
            app = _app(workspace_id, wanted)
            _fill(number, app, wanted, found)
            number.token = seal_token(wanted.token, workspace_id, number.id)
            number.save()
            release_number(number.id)
            return number.id, app.app_id
    except IntegrityError as error:
        if "number_in_one_workspace" not in str(error):
            raise
        raise Conflict(
            _("This number cannot be connected here. If it is yours, let it go elsewhere first.")
        ) from None


def _fill(number: Number, app: MetaApp, wanted: NumberIn, found: NumberFound) -> None:
    """What Meta says counts. A number that worked a moment ago need not prove itself anew."""
    is_same = number.app_id == app.id and number.connected_at and not number.disconnected_at
    number.waba_id = wanted.waba_id
    number.app = app
    number.display_phone_number = (found.display_phone_number or "")[:32]
    number.verified_name = (found.verified_name or "")[:256]
    number.quality = (found.quality or "")[:16]
    number.status = NumberStatus.CONNECTED if is_same else NumberStatus.PENDING
    number.connected_at = number.connected_at if is_same else None
    number.disconnected_at = None
    number.hold_reason = ""
    number.look_at = None


def _app(workspace_id: UUID, wanted: NumberIn) -> MetaApp:
    if isinstance(wanted.app, KnownApp):
        return own_app(workspace_id, wanted.app.id)
    if wanted.app != "operator":
        return MetaApp.objects.get(id=keep_own_app(workspace_id, wanted.app))
    offered = operator_app()
    if offered is None:
        raise invalid("app", _NO_OPERATOR_APP)
    return offered


def _demand_room(workspace_id: UUID) -> None:
    limit = Workspace.objects.select_for_update(no_key=True).get(id=workspace_id).number_limit
    if limit is not None and Number.objects.filter(disconnected_at=None).count() >= limit:
        raise Conflict(_("Your plan holds no further number. Disconnect one, or change the plan."))


def _before(workspace_id: UUID, wanted: NumberIn) -> tuple[Number | None, MetaApp | None]:
    with scope(workspace_id):
        number = Number.objects.filter(phone_number_id=wanted.phone_number_id).first()
    if not isinstance(wanted.app, OwnApp):
        return number, None
    own = MetaApp.objects.filter(owner_workspace_id=workspace_id, app_id=wanted.app.app_id)
    return number, own.first()


def _undo(
    workspace_id: UUID, number_id: UUID, before: tuple[Number | None, MetaApp | None]
) -> None:
    """Put number and app back to what they were; a new number goes."""
    number, app = before
    if app is not None:
        app.save()
    if number is None:
        _remove(workspace_id, number_id)
        return
    with scope(workspace_id):
        number.save()


def _remove(workspace_id: UUID, number_id: UUID) -> None:
    """Delete a number; one that already received something is only let go."""
    try:
        with scope(workspace_id):
            Number.objects.filter(id=number_id).delete()
    except IntegrityError:
        with scope(workspace_id):
            Number.objects.filter(id=number_id).update(
                status=NumberStatus.DISCONNECTED, disconnected_at=now()
            )
