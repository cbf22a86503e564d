"""The templates of a number's account, asked from Meta and kept for a few minutes."""

import json
import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.checks import MetaDoesNotAnswer
from chatsync.channels.asking import ask
from chatsync.channels.models import Number
from chatsync.channels.schemas import TemplateOut, TemplatePage
from chatsync.channels.seals import open_token
from chatsync.channels.whatsapp.answers import Refused, TemplateFound, Trouble
from chatsync.channels.whatsapp.client import list_templates
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import NumberDisconnected, Refusal
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope

_KEPT_S = 300
"""Meta allows 200 management calls an hour for each app and account."""
_VARIABLE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def templates_of(workspace_id: UUID, number_id: UUID) -> TemplatePage:
    """The templates that Meta has for the number's account.

    Raises NotFound, NumberDisconnected and MetaDoesNotAnswer.
    """
    key = kept_under(workspace_id, number_id)
    kept = cache.get(key)
    if kept is not None:
        return TemplatePage.model_validate_json(kept)
    waba_id, token = _account(workspace_id, number_id)
    found = ask(lambda graph: list_templates(graph, token, waba_id))
    if not isinstance(found, list):
        raise _refusal(found)
    page = TemplatePage(items=[_shaped(template) for template in found], next_cursor=None)
    cache.set(key, page.model_dump_json(), _KEPT_S)
    return page


def kept_under(workspace_id: UUID, number_id: UUID) -> str:
    """The name under which a number's templates are kept for a few minutes."""
    return f"templates:{workspace_id.hex}:{number_id.hex}"


def words_of_template(
    workspace_id: UUID, number_id: UUID, name: str, language: str, components: Sequence[Any]
) -> str | None:
    """What the customer reads: the template's body with its variables filled in.

    None where the templates were not asked for lately: nothing is fetched here, since this is
    called while a message is being stored.
    """
    kept = cache.get(kept_under(workspace_id, number_id))
    if kept is None:
        return None
    wanted = (name, language.replace("-", "_"))
    for template in TemplatePage.model_validate_json(kept).items:
        if (template.name, template.language.replace("-", "_")) == wanted:
            return _filled(template.body, components)
    return None


def _filled(body: str, components: Sequence[Any]) -> str:
    """Replace `{{1}}` or `{{name}}` by the body parameters of a send (Meta, templates)."""
    given = [
        parameter
        for part in components
        if isinstance(part, dict) and part.get("type") == "body"
        for parameter in part.get("parameters") or ()
        if isinstance(parameter, dict)
    ]
    values = {
        str(parameter.get("parameter_name") or place): str(parameter.get("text") or "")
        for place, parameter in enumerate(given, start=1)
    }
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), body)


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


def _shaped(template: TemplateFound) -> TemplateOut:
    body = _body_of(template.raw)
    return TemplateOut(
        id=template.template_id,
        name=template.name,
        language=template.language,
        category=template.category or "",
        status=template.status or "",
        body=body,
        variables=len(set(_VARIABLE.findall(body))),
    )


def _body_of(raw: bytes) -> str:
    """The text of the body component; templates of other shapes show none."""
    try:
        components: Any = json.loads(raw).get("components") or []
        bodies = [c for c in components if str(c.get("type", "")).upper() == "BODY"]
        return str(bodies[0].get("text") or "") if bodies else ""
    except (ValueError, AttributeError, TypeError):
        return ""
