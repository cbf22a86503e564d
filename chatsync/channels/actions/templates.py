"""The templates of a number's account, asked from Meta and kept for a few minutes."""

from collections import defaultdict
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.checks import MetaDoesNotAnswer
from chatsync.channels.actions.template_shapes import APPROVED, reason_of, shaped
from chatsync.channels.asking import ask
from chatsync.channels.models import Number
from chatsync.channels.schemas import TemplateOut, TemplatePage
from chatsync.channels.seals import open_token
from chatsync.channels.whatsapp.answers import Refused, Trouble
from chatsync.channels.whatsapp.client import list_templates
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import NumberDisconnected, Refusal
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope

_KEPT_S = 300
"""Meta allows 200 management calls an hour for each app and account."""
_FRESH_EVERY_S = 20


def templates_of(workspace_id: UUID, number_id: UUID, *, fresh: bool = False) -> TemplatePage:
    """The templates that Meta has for the number's account; `fresh` asks Meta now.

    More than once in 20 s Meta is not asked: then they are those of a moment ago. Raises NotFound,
    NumberDisconnected and MetaDoesNotAnswer.
    """
    key = kept_under(workspace_id, number_id)
    kept = cache.get(key)
    asks = kept is None or (fresh and cache.add(f"{key}:fresh", 1, _FRESH_EVERY_S))
    if kept is not None and not asks:
        return _told(TemplatePage.model_validate_json(kept))
    waba_id, token = _account(workspace_id, number_id)
    found = ask(lambda graph: list_templates(graph, token, waba_id))
    if not isinstance(found, list):
        raise _refusal(found)
    items = [shaped(template) for template in found]
    for item in items:
        item.number_ids = [number_id]
    page = TemplatePage(items=items, next_cursor=None)
    cache.set(key, page.model_dump_json(), _KEPT_S)
    return _told(page)


def _told(page: TemplatePage) -> TemplatePage:
    """With the reasons in the reader's language: many languages read what is kept."""
    for item in page.items:
        item.reason = reason_of(item.status, item.reason)
    return page


def all_templates(workspace_id: UUID, *, fresh: bool = False) -> TemplatePage:
    """The templates of every connected number, those of one account once.

    Raises what `templates_of` does where no account answers; one that does not is left out.
    """
    with scope(workspace_id):
        numbers = Number.objects.filter(disconnected_at=None).order_by("id")
        accounts: dict[str, list[UUID]] = defaultdict(list)
        for number_id, waba_id in numbers.values_list("id", "waba_id"):
            accounts[waba_id].append(number_id)
    items: list[TemplateOut] = []
    refusals: list[Refusal] = []
    for number_ids in accounts.values():
        try:
            found = templates_of(workspace_id, number_ids[0], fresh=fresh).items
        except Refusal as refusal:
            refusals.append(refusal)
            continue
        items += [item.model_copy(update={"number_ids": number_ids}) for item in found]
    if refusals and len(refusals) == len(accounts):
        raise refusals[0]
    return TemplatePage(items=items, next_cursor=None)


def known_template(
    workspace_id: UUID, number_id: UUID, name: str, language: str
) -> TemplateOut | None:
    """The template of this name and language, or None where Meta does not say or has none.

    Asks Meta where nothing is kept, or where what is kept would refuse it. Never call it inside a
    scope.
    """
    try:
        found = _among(templates_of(workspace_id, number_id), name, language)
        if found is None or found.status.upper() != APPROVED:
            found = _among(templates_of(workspace_id, number_id, fresh=True), name, language)
    except Refusal:
        return None
    return found


def kept_under(workspace_id: UUID, number_id: UUID) -> str:
    """The name under which a number's templates are kept for a few minutes."""
    return f"templates:2:{workspace_id.hex}:{number_id.hex}"


def _among(page: TemplatePage, name: str, language: str) -> TemplateOut | None:
    wanted = (name, language.replace("-", "_"))
    for template in page.items:
        if (template.name, template.language.replace("-", "_")) == wanted:
            return template
    return None


def _account(workspace_id: UUID, number_id: UUID) -> tuple[str, str]:
    with scope(workspace_id):
        number = Number.objects.filter(id=number_id).first()
    if number is None:
        raise absent()
    if number.disconnected_at:
        raise NumberDisconnected(
            _("This number is disconnected. An owner can connect it again in Settings.")
        )
    try:
        return number.waba_id, open_token(number.token, workspace_id, number_id)
    except CannotOpen:
        raise _reconnect() from None


def _refusal(trouble: Trouble) -> Refusal:
    if isinstance(trouble, Refused) and trouble.retry == "permanent":
        return _reconnect()
    return MetaDoesNotAnswer(_("Meta did not answer. Try again in a minute."))


def _reconnect() -> NumberDisconnected:
    return NumberDisconnected(
        _("Meta no longer accepts this number's token. An owner can connect it again in Settings.")
    )
