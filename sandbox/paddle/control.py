"""/_control: move the clock, break deliveries and cards, see what was asked. Loopback only."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiohttp import web

from sandbox.auth import refuse_other_sites
from sandbox.paddle.adjustments import DECISIONS, decide
from sandbox.paddle.config import start_over
from sandbox.paddle.delivery import SIGNATURES, flush, usual
from sandbox.paddle.envelope import found
from sandbox.paddle.errors import PaddleError
from sandbox.paddle.notifications import send_any
from sandbox.paddle.passing import advance
from sandbox.paddle.payments import OUTCOMES, introduce, pay
from sandbox.paddle.state import WORLD, Delivering, Fault, Json, World, moment, stamp
from sandbox.reading import answered, read_object, whole_number

Handler = Callable[[World, Json], Json | list[Json]]

_FAULTS = ("rate_limit", "error", "timeout_before", "timeout_after")
_SPANS = ("days", "hours", "minutes", "seconds")


def control_routes() -> list[web.RouteDef]:
    """Give the routes under /_control."""

    def control(method: str, path: str, handler: Handler) -> web.RouteDef:
        return web.route(method, "/_control/" + path, _guarded(handler))

    return [
        control("GET", "clock", _get_clock),
        control("POST", "clock", _post_clock),
        control("PUT", "cards", _put_card),
        control("POST", "payments", _post_payment),
        control("GET", "delivery", _get_delivery),
        control("PUT", "delivery", _put_delivery),
        control("DELETE", "delivery", _delete_delivery),
        control("POST", "delivery/flush", _flush),
        control("POST", "secrets", _post_secret),
        control("POST", "events", _post_event),
        control("POST", "adjustments", _post_adjustment),
        control("GET", "faults", _get_faults),
        control("POST", "faults", _post_fault),
        control("DELETE", "faults", _delete_faults),
        control("GET", "requests", lambda world, _: world.requests),
        control("DELETE", "requests", _forget_requests),
        control("GET", "attempts", lambda world, _: world.attempts),
        control("DELETE", "attempts", _forget_attempts),
        control("DELETE", "state", _start_over),
    ]


def _guarded(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        refuse_other_sites(request)
        try:
            wish = await read_object(request) if request.can_read_body else {}
            return answered(handler(request.app[WORLD], wish))
        except ValueError as error:
            return answered({"error": str(error)}, 400)
        except PaddleError as error:
            return answered({"error": error.detail, "code": error.code}, 400)

    return answer


def _get_clock(world: World, _wish: Json) -> Json:
    return {"now": stamp(world.now()), "ahead_seconds": round(world.kept.ahead)}


def _post_clock(world: World, wish: Json) -> Json:
    span = {name: wish[name] for name in _SPANS if name in wish}
    if not all(isinstance(value, int | float) and value >= 0 for value in span.values()):
        raise ValueError(
            f"{', '.join(_SPANS)} must be numbers from 0: the clock moves forward only"
        )
    if "to" in wish:
        to = moment(str(wish["to"]))
    elif span:
        to = world.now() + timedelta(**span)
    else:
        raise ValueError(f"say to, or one of {', '.join(_SPANS)}")
    if to < world.now():
        raise ValueError(f"it is {stamp(world.now())} here: the clock moves forward only")
    return {"done": advance(world, to), **_get_clock(world, {})}


def _outcome(wish: Json) -> str:
    outcome = str(wish.get("outcome", "pays"))
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome must be one of {', '.join(OUTCOMES)}")
    return outcome


def _put_card(world: World, wish: Json) -> Json:
    owner = wish.get("subscription_id") or wish.get("customer_id")
    kind = "subscriptions" if wish.get("subscription_id") else "customers"
    found(world, kind, owner)
    world.kept.cards[str(owner)] = _outcome(wish)
    return {"id": owner, "outcome": world.kept.cards[str(owner)]}


def _post_payment(world: World, wish: Json) -> Json:
    transaction = found(world, "transactions", wish.get("transaction_id"))
    introduce(world, transaction, wish)
    paid = pay(world, transaction, _outcome(wish))
    return {"paid": paid, "transaction": transaction}


def _get_delivery(world: World, _wish: Json) -> Json:
    how = world.delivering
    names = ("waiting", "delivered", "refused", "lost", "given_up")
    return {
        **{name: world.counts.get(name, 0) for name in names},
        "held": len(world.held),
        "settings": {
            name: getattr(how, name)
            for name in ("duplicate", "delay", "shuffle", "lose", "signature", "hold")
        },
    }


def _put_delivery(world: World, wish: Json) -> Json:
    signature = str(wish.get("signature", "good"))
    if signature not in SIGNATURES:
        raise ValueError(f"signature must be one of {', '.join(SIGNATURES)}")
    lose, delay = wish.get("lose", 0.0), wish.get("delay", 0.0)
    if not isinstance(lose, int | float) or not 0 <= lose <= 1:
        raise ValueError("lose must be a chance between 0 and 1")
    if not isinstance(delay, int | float) or delay < 0:
        raise ValueError("delay must be a number of seconds from 0")
    world.delivering = Delivering(
        duplicate=whole_number(wish, "duplicate", (1, 20), 1),
        delay=float(delay),
        shuffle=bool(wish.get("shuffle", False)),
        lose=float(lose),
        signature=signature,
        hold=bool(wish.get("hold", False)),
        dice=random.Random(wish.get("seed")),
    )
    return _get_delivery(world, {})


def _delete_delivery(world: World, _wish: Json) -> Json:
    usual(world)
    return _get_delivery(world, {})


def _flush(world: World, _wish: Json) -> Json:
    return {"sent": flush(world)}


def _post_secret(world: World, wish: Json) -> Json:
    secret = str(wish.get("secret") or "")
    if not secret:
        raise ValueError("say the new secret")
    settings = world.of("notification-settings")
    for setting in settings.values():
        former = setting["endpoint_secret_key"]
        world.kept.links[setting["id"]] = former if wish.get("overlap", True) else ""
        setting["endpoint_secret_key"] = secret
    return {"rotated": len(settings)}


def _post_event(world: World, wish: Json) -> Json:
    event_type, data = wish.get("event_type"), wish.get("data")
    if not (isinstance(event_type, str) and isinstance(data, dict)):
        raise ValueError("an event needs event_type and data, an object")  # noqa: TRY004 - one error for callers
    return send_any(world, event_type, data, simulated=bool(wish.get("simulated", False)))


def _post_adjustment(world: World, wish: Json) -> Json:
    adjustment = found(world, "adjustments", wish.get("adjustment_id"))
    if wish.get("status") not in DECISIONS:
        raise ValueError(f"status must be one of {', '.join(DECISIONS)}")
    decide(world, adjustment, str(wish["status"]))
    return adjustment


def _get_faults(world: World, _wish: Json) -> list[Json]:
    return [{"mode": one.mode, "path": one.path, "next": one.left} for one in world.faults]


def _post_fault(world: World, wish: Json) -> list[Json]:
    if wish.get("mode") not in _FAULTS:
        raise ValueError(f"mode must be one of {', '.join(_FAULTS)}")
    left = whole_number(wish, "next", (1, 1000), 1) if "next" in wish else None
    world.faults.append(Fault(str(wish["mode"]), str(wish.get("path") or "/"), left))
    return _get_faults(world, {})


def _delete_faults(world: World, _wish: Json) -> list[Json]:
    world.faults.clear()
    return []


def _forget_requests(world: World, _wish: Json) -> list[Json]:
    world.requests.clear()
    return []


def _forget_attempts(world: World, _wish: Json) -> list[Json]:
    world.attempts.clear()
    return []


def _start_over(world: World, _wish: Json) -> Json:
    start_over(world)
    return {"forgotten": True}
