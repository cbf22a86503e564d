"""Asking Meta whether a number can be connected, before anything is stored."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatsync.channels.schemas import NumberIn, OwnApp
from chatsync.channels.whatsapp.answers import (
    Done,
    NumberFound,
    Refused,
    SubscribedApp,
    Trouble,
)
from chatsync.channels.whatsapp.client import (
    Graph,
    check_number,
    check_waba,
    subscribe_app,
    subscribed_apps,
)
from chatsync.channels.whatsapp.errors import TABLE
from chatsync.channels.whatsapp.subscription import app_of_token
from chatsync.kit.errors import Invalid, Refusal

_TOKEN_CODES = frozenset({0, 102, 190, 463, 467})
_PERMISSION_CODES = frozenset({3, 10, 131005, *range(200, 300)})


class MetaDoesNotAnswer(Refusal):
    """The Graph API could not be reached, or is slowing us down; nothing was stored."""

    status = 502
    code = "graph"


async def demand_own_app(graph: Graph, wanted: NumberIn) -> None:
    """An app entered together with the number: its id and secret must belong together.

    With a wrong secret every delivery would be refused here, in silence. Raises like `checked`.
    """
    if not isinstance(wanted.app, OwnApp):
        return
    secret = wanted.app.secret.split(",")[0].strip()
    answer = await app_of_token(graph, wanted.app.app_id, secret, wanted.token)
    if not isinstance(answer, str):
        raise app_refusal(answer)


async def checked(graph: Graph, wanted: NumberIn) -> NumberFound:
    """The number as Meta knows it. Raises Invalid naming the field, or MetaDoesNotAnswer."""
    found = await check_number(graph, wanted.token, wanted.phone_number_id)
    if not isinstance(found, NumberFound):
        raise _refusal(
            found,
            "phone_number_id",
            _(
                "With this token Meta knows no number with this id. Copy the phone number ID "
                "(not the number) from API Setup, and use a token of the same account."
            ),
        )
    belongs = await check_waba(graph, wanted.token, wanted.waba_id, wanted.phone_number_id)
    if belongs is True:
        await demand_own_app(graph, wanted)
        return found
    said = _(
        "This number does not belong to this account. Copy the WhatsApp Business Account ID that "
        "stands next to the phone number ID."
    )
    raise invalid("waba_id", said) if belongs is False else _refusal(belongs, "waba_id", said)


async def subscribed(graph: Graph, wanted: NumberIn, app_id: str) -> None:
    """Have the account's webhooks sent to the app. Raises like `checked`.

    The token decides which app that is, so the list is read afterwards: deliveries signed by
    another app than the named one would not be accepted.
    """
    done = await subscribe_app(graph, wanted.token, wanted.waba_id)
    if not isinstance(done, Done):
        raise _refusal(done, "token", _NO_MANAGEMENT)
    apps = await subscribed_apps(graph, wanted.token, wanted.waba_id)
    if not isinstance(apps, list):
        raise _refusal(apps, "token", _NO_MANAGEMENT)
    if not _names(apps, app_id):
        raise invalid(
            "app_id" if wanted.app != "operator" else "token",
            _(
                "The token belongs to another Meta app than the one named here. Make the token "
                "with this app, or enter the app that it was made with."
            ),
        )


def refusal_of(trouble: Trouble, field: str = "token") -> Refusal:
    """What a person can do about Meta's refusal of a question about a stored number."""
    if isinstance(trouble, Refused) and trouble.code in TABLE:
        known = TABLE[trouble.code]
        if trouble.retry == "permanent" and trouble.code not in _TOKEN_CODES | _PERMISSION_CODES:
            return invalid(field, f"{gettext(known.title)}. {gettext(known.advice)}")
    return _refusal(trouble, field, _("Meta refuses this. Look at the number in Meta's own pages."))


def app_refusal(trouble: Trouble) -> Refusal:
    """What to do when Meta does not enter an app's webhook settings."""
    if isinstance(trouble, Refused) and trouble.code in {2200, 2201}:
        return invalid("callback_url", _UNREACHABLE)
    if isinstance(trouble, Refused) and (trouble.code in _TOKEN_CODES or trouble.code == 101):
        return invalid("secret", _WRONG_SECRET)
    return _refusal(trouble, "secret", _WRONG_SECRET)


_UNREACHABLE = _(
    "Meta could not reach the callback address. It must be open to the internet over HTTPS."
)
_WRONG_SECRET = _(
    "Meta does not accept the app secret. Copy it again from App settings, Basic, Show."
)


def invalid(field: str, said: str | Promise) -> Invalid:
    return Invalid(said, errors=[{"loc": field, "msg": said}])


_NO_MANAGEMENT = _(
    "The token lacks a permission. Make one with whatsapp_business_messaging and "
    "whatsapp_business_management for this account."
)


def _names(apps: list[SubscribedApp], app_id: str) -> bool:
    return any(app.app_id == app_id for app in apps)


def _refusal(trouble: Trouble | bool, field: str, said: str | Promise) -> Refusal:
    """What a person can do about it: mend a field, or try again later."""
    if not isinstance(trouble, Refused) or trouble.retry != "permanent":
        return MetaDoesNotAnswer(
            _("Meta did not answer. Nothing was stored; try again in a minute.")
        )
    if trouble.code in _TOKEN_CODES or trouble.http_status == 401:
        return invalid(
            "token",
            _("Meta does not accept this token. Make a new one that does not end after a day."),
        )
    if trouble.code in _PERMISSION_CODES:
        return invalid("token", _NO_MANAGEMENT)
    return invalid(field, said)
