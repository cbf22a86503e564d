"""What customers see of a business (Meta: WhatsApp business profile)."""

from typing import cast

from aiohttp import web

from sandbox.auth import number_for
from sandbox.errors import GraphError
from sandbox.state import WORLD, Json

_LONGEST = {"about": 139, "address": 256, "description": 512, "email": 128}
_VERTICALS = (
    "OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH "
    "NONPROFIT PROF_SERVICES RETAIL TRAVEL RESTAURANT NOT_A_BIZ UNDEFINED ALCOHOL MATRIMONY_SERVICE"
)
_FIELDS = (*_LONGEST, "profile_picture_url", "websites", "vertical")


async def read_profile(request: web.Request) -> web.Response:
    """GET: the fields that are asked for, else those that Meta gives unasked."""
    number = number_for(request.app[WORLD], request, request.match_info["object_id"], "get")
    wanted = (request.query.get("fields") or ",".join(_FIELDS)).split(",")
    for name in wanted:
        if name not in {*_FIELDS, "messaging_product", "account_name"}:
            message = f"(#100) Tried accessing nonexisting field ({name}) on node type"
            raise GraphError(100, message=message)
    shown = {name: value for name, value in number.profile.items() if name in wanted}
    return web.json_response({"data": [{**shown, "messaging_product": "whatsapp"}]})


async def change_profile(request: web.Request) -> web.Response:
    """POST: change the fields that are given; an empty text clears one."""
    number = number_for(request.app[WORLD], request, request.match_info["object_id"], "post")
    try:
        wish = cast("Json", await request.json())
    except ValueError as error:
        raise GraphError(100, "The body is not JSON.") from error
    if wish.pop("messaging_product", None) != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    for name, value in wish.items():
        _check(name, value)
    kept = {**number.profile, **wish}
    number.profile = {name: value for name, value in kept.items() if value not in ("", None)}
    return web.json_response({"success": True})


def _check(name: str, value: object) -> None:
    if name == "websites":
        if not isinstance(value, list) or len(value) > 2:
            raise GraphError(131009, "websites must be a list of at most two addresses.")
    elif name == "vertical":
        if value not in _VERTICALS.split(" "):
            raise GraphError(131009, "vertical is not one of Meta's.")
    elif name == "profile_picture_handle":
        return
    elif not isinstance(value, str) or len(value) > _LONGEST.get(name, 0):
        raise GraphError(131009, f"{name} is unknown or too long.")
