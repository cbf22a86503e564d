"""/_control: drive the stand-in from scripts and tests. Loopback and same origin only."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox import faults
from sandbox.auth import is_loopback_url, refuse_other_sites
from sandbox.config import read_app, read_number
from sandbox.control_inbound import post_inbound
from sandbox.control_sends import delete_mail, delete_sends, get_mail, get_sends, post_mail
from sandbox.control_templates import get_templates, post_template
from sandbox.errors import GraphError
from sandbox.handshake import verify_callback
from sandbox.keeping import keep_state
from sandbox.reading import answered, read_json, read_object
from sandbox.shown import shown_customer
from sandbox.state import WORLD, Fault, Json, World, save_number

Handler = Callable[[web.Request], Awaitable[web.Response]]


def control_routes() -> list[web.RouteDef]:
    """Give the routes under /_control."""

    def route(method: str, path: str, handler: Handler) -> web.RouteDef:
        return web.route(method, "/_control/" + path, _guarded(handler))

    return [
        route("POST", "apps", _post_app),
        route("POST", "numbers", _post_number),
        route("POST", "inbound", post_inbound),
        route("GET", "faults", _get_faults),
        route("POST", "faults", _post_faults),
        route("DELETE", "faults", _delete_faults),
        route("GET", "sends", get_sends),
        route("DELETE", "sends", delete_sends),
        route("GET", "templates", get_templates),
        route("POST", "templates", post_template),
        route("GET", "mail", get_mail),
        route("POST", "mail", post_mail),
        route("DELETE", "mail", delete_mail),
        route("GET", "state", _get_state),
    ]


def _guarded(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        refuse_other_sites(request)
        try:
            return await handler(request)
        except ValueError as error:
            return _refusal(str(error))
        except GraphError as error:
            return _refusal(error.details)

    return answer


def _refusal(why: str) -> web.Response:
    return web.json_response({"error": why}, status=400)


async def _post_app(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    wish = await read_object(request)
    known = world.apps.get(str(wish.get("app_id", "")))
    app = read_app(wish, known)
    verification = None
    if app.callback_url and wish.get("verify", True) and not app.trusting:
        verification = await verify_callback(world, app.callback_url, app.verify_token)
        app.verified = bool(verification["ok"])
        if not verification["ok"]:
            answer = {"app_id": app.app_id, "saved": False, "verification": verification}
            return answered(answer, 422)
    elif app.callback_url and not is_loopback_url(app.callback_url):
        raise ValueError("callback_url must be on this machine")
    world.apps[app.app_id] = app
    keep_state(world)
    return answered({"app_id": app.app_id, "saved": True, "verification": verification})


async def _post_number(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    wish = await read_object(request)
    known = world.numbers.get(str(wish.get("phone_number_id", "")))
    number = read_number(wish, known)
    save_number(world, number, subscribed=bool(wish.get("subscribed", known is None)))
    keep_state(world)
    return answered(_number_state(world, number.phone_number_id))


def _number_state(world: World, phone_number_id: str) -> Json:
    number = world.numbers[phone_number_id]
    return {
        "phone_number_id": number.phone_number_id,
        "waba_id": number.waba_id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "app_id": number.app_id,
        "throughput": number.throughput,
        "registered": number.registered,
        "quality": number.quality,
        "limit": number.limit,
        "sending": number.sending,
        "trouble": number.trouble,
        "subscribed_apps": sorted(world.subscriptions.get(number.waba_id, ())),
    }


def _fault_state(fault: Fault) -> Json:
    return {
        "mode": fault.mode,
        "phone_number_id": fault.phone_number_id,
        "next": fault.left,
        "p": fault.p,
        "code": fault.code,
        "status": fault.status,
        "statuses": sorted(fault.statuses),
    }


def _faults_body(world: World) -> Json:
    return {
        "faults": [_fault_state(fault) for fault in world.faults],
        "settings": world.settings,
        "number_settings": world.number_settings,
    }


async def _get_faults(request: web.Request) -> web.Response:
    return answered(_faults_body(request.app[WORLD]))


async def _post_faults(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    wishes = await read_json(request)
    if isinstance(wishes, dict):
        wishes = wishes.get("faults", [wishes])
    if not isinstance(wishes, list) or not all(isinstance(wish, dict) for wish in wishes):
        raise ValueError("send one fault as an object, or several as a list of objects")
    for wish in wishes:
        faults.ask_for(world, wish)
    return answered(_faults_body(world))


async def _delete_faults(request: web.Request) -> web.Response:
    faults.clear(request.app[WORLD])
    return answered({"cleared": True})


async def _get_state(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    waiting = {
        key: {
            "waiting": len(outbox.due) + outbox.in_flight,
            "delivered": outbox.delivered,
            "refused": outbox.refused,
            "dropped": outbox.dropped,
        }
        for key, outbox in world.outboxes.items()
    }
    apps = [
        {"app_id": app.app_id, "callback_url": app.callback_url, "verified": app.verified}
        for app in world.apps.values()
    ]
    state = {
        "numbers": [_number_state(world, key) for key in world.numbers],
        "apps": apps,
        "customers": [shown_customer(one) for one in world.customers.values()],
        "webhooks": waiting,
        "sends": len(world.sends),
        "mails": len(world.mails),
        "media": len(world.media),
        "ticks_waiting": len(world.ticks),
        "phone_pages": len(world.viewers),
        **_faults_body(world),
    }
    return answered(state)
