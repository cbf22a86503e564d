"""How a number stands with Meta, changed from the numbers page, and the news of it."""

import time
from collections.abc import Callable
from typing import Any

import msgspec
from aiohttp import web

from sandbox.keeping import keep_state
from sandbox.state import WORLD, Json, Number, World
from sandbox.webhooks import enqueue_for_waba

CHOICES = {
    "quality": ("GREEN", "YELLOW", "RED", "UNKNOWN"),
    "limit": ("TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"),
    "sending": ("AVAILABLE", "LIMITED", "BLOCKED"),
}
_LONGEST = 200
_RESTRICTED_SECONDS = 7 * 24 * 3600
News = tuple[str, Json]


async def change_health(request: web.Request) -> web.Response:
    """POST /numbers/health: keep what is given, and send the webhooks that Meta would."""
    world = request.app[WORLD]
    try:
        form = msgspec.json.decode(await request.read(), type=dict[str, str])
    except msgspec.DecodeError:
        return web.json_response({"error": "The form could not be read."}, status=400)
    number = world.numbers.get(form.get("phone_number_id", ""))
    if number is None:
        return web.json_response({"error": "This number is not here any more."}, status=404)
    wanted = {key: form[key] for key in CHOICES if key in form}
    for key, value in wanted.items():
        if value not in CHOICES[key]:
            return web.json_response({"error": f"{key} cannot be {value[:40]}."}, status=400)
    changed = {key for key, value in wanted.items() if getattr(number, key) != value}
    for key in changed:
        setattr(number, key, wanted[key])
    number.trouble = form.get("trouble", number.trouble).strip()[:_LONGEST]
    keep_state(world)
    fields = [field for key in sorted(changed) for field in _tell(world, number, key)]
    return web.json_response({"told": fields})


def _tell(world: World, number: Number, key: str) -> list[str]:
    field, value = _NEWS[key](number)
    enqueue_for_waba(world, number.waba_id, field, [value])
    return [field]


def _quality(number: Number) -> News:
    flagged = number.quality in {"RED", "YELLOW"}
    return "phone_number_quality_update", {
        "display_phone_number": number.digits,
        "event": "FLAGGED" if flagged else "UNFLAGGED",
        "current_limit": number.limit,
        "max_daily_conversations_per_business": number.limit,
    }


def _limit(number: Number) -> News:
    return "business_capability_update", {
        "max_daily_conversations_per_business": number.limit,
        "max_phone_numbers_per_business": 20,
    }


def _sending(number: Number) -> News:
    if number.sending == "AVAILABLE":
        freed: dict[str, Any] = {"waba_ban_state": "REINSTATE", "waba_ban_date": "today"}
        return "account_update", {"event": "DISABLED_UPDATE", "ban_info": freed}
    restriction = {
        "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING",
        "expiration": int(time.time()) + _RESTRICTED_SECONDS,
    }
    return "account_update", {"event": "ACCOUNT_RESTRICTION", "restriction_info": [restriction]}


_NEWS: dict[str, Callable[[Number], News]] = {
    "quality": _quality,
    "limit": _limit,
    "sending": _sending,
}
