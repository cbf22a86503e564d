"""The routes of subscriptions."""

from dataclasses import replace
from decimal import Decimal

from aiohttp import web

from sandbox.paddle.changes import Change, apply, credit_preview, summary_of, work_out
from sandbox.paddle.envelope import body_of, found, page_of, route
from sandbox.paddle.errors import PaddleError, invalid
from sandbox.paddle.events import emit
from sandbox.paddle.passing import renew
from sandbox.paddle.payments import card_of, pay
from sandbox.paddle.periods import after_cycle
from sandbox.paddle.state import Json, World, moment, stamp, touch
from sandbox.paddle.subscriptions import (
    ACTIVE,
    demand_changeable,
    end,
    lines_billed,
    pause,
    schedule,
    unschedule,
)
from sandbox.paddle.transactions import OPEN, lines_of, make_transaction, price_up

_PLAIN = ("address_id", "business_id", "custom_data")


def subscription_routes() -> list[web.RouteDef]:
    """Give the routes."""
    one = "/subscriptions/{id}"
    return [
        route("GET", "/subscriptions", _list),
        route("GET", one, _get),
        route("PATCH", one, _patch),
        route("PATCH", one + "/preview", _preview),
        route("POST", one + "/cancel", _cancel),
        route("POST", one + "/pause", _pause),
        route("POST", one + "/resume", _resume),
        route("POST", one + "/activate", _activate),
        route("POST", one + "/charge", _charge),
        route("POST", one + "/charge/preview", _preview_charge),
        route("GET", one + "/update-payment-method-transaction", _change_card),
    ]


def _one(world: World, request: web.Request) -> Json:
    return found(world, "subscriptions", request.match_info["id"])


async def _list(world: World, request: web.Request) -> Json:
    return page_of(request, world.of("subscriptions").values())


async def _get(world: World, request: web.Request) -> Json:
    subscription = _one(world, request)
    wanted = request.query.get("include", "").split(",")
    shown = dict(subscription)
    if "next_transaction" in wanted:
        shown["next_transaction"] = _next(world, subscription)
    if "recurring_transaction_details" in wanted:
        shown["recurring_transaction_details"] = _recurring(world, subscription)
    return shown


def _recurring(world: World, subscription: Json) -> Json:
    return price_up(world, lines_billed(world, subscription), subscription)


def _next(world: World, subscription: Json) -> Json | None:
    due = subscription["next_billed_at"]
    if due is None:
        return None
    ends = stamp(after_cycle(moment(due), subscription["billing_cycle"]))
    period = {"starts_at": due, "ends_at": ends}
    return {"billing_period": period, "details": _recurring(world, subscription), "adjustments": []}


async def _wished(world: World, request: web.Request) -> tuple[Json, Json, Change | None]:
    """Read a change: the subscription, the body, and what new items would cost."""
    subscription, body = _one(world, request), await body_of(request)
    demand_changeable(world, subscription)
    if body.get("scheduled_change", None) is not None:
        raise invalid(scheduled_change="can only be set to null")
    if "items" not in body:
        return subscription, body, None
    lines = lines_of(world, body["items"], currency=subscription["currency_code"])
    mode = str(body.get("proration_billing_mode", ""))
    return subscription, body, work_out(world, subscription, lines, mode)


async def _patch(world: World, request: web.Request) -> Json:
    subscription, body, change = await _wished(world, request)
    plain = {name: body[name] for name in _PLAIN if name in body}
    undone = "scheduled_change" in body and subscription["scheduled_change"] is not None
    if change is not None:
        prevent = body.get("on_payment_failure", "prevent_change") == "prevent_change"
        touch(world, subscription, **plain)
        apply(world, subscription, change, prevent=prevent)
    if undone:
        unschedule(world, subscription)
    if undone or (change is None and (plain or "scheduled_change" in body)):
        emit(world, "subscription.updated", touch(world, subscription, **plain))
    return subscription


async def _preview(world: World, request: web.Request) -> Json:
    subscription, body, change = await _wished(world, request)
    shown = dict(subscription)
    if "scheduled_change" in body:
        shown["scheduled_change"] = None
    shown |= {"immediate_transaction": None, "update_summary": None}
    shown["next_transaction"] = _next(world, subscription)
    shown["recurring_transaction_details"] = _recurring(world, subscription)
    if change is None:
        return shown
    recurring = price_up(world, change.lines, subscription)
    due = stamp(change.ends)
    period = {
        "starts_at": due,
        "ends_at": stamp(after_cycle(change.ends, change.lines[0].price["billing_cycle"])),
    }
    shown["recurring_transaction_details"] = recurring
    shown["next_transaction"] = {"billing_period": period, "details": recurring, "adjustments": []}
    shown["items"] = _shown_items(subscription, change)
    shown["billing_cycle"] = change.lines[0].price["billing_cycle"]
    shown["next_billed_at"] = due
    if change.mode != "do_not_bill":
        shown["update_summary"] = summary_of(change, subscription["currency_code"])
    if change.now and change.details is not None:
        shown["immediate_transaction"] = _immediate(world, subscription, change)
    return shown


def _shown_items(subscription: Json, change: Change) -> list[Json]:
    pattern = subscription["items"][0]
    return [
        {**pattern, "price": one.price, "product": one.product, "quantity": one.quantity}
        for one in change.lines
    ]


def _immediate(world: World, subscription: Json, change: Change) -> Json:
    period = {"starts_at": stamp(world.now()), "ends_at": stamp(change.ends)}
    held = world.kept.balances.get(subscription["customer_id"], 0)
    details = price_up(world, change.charged, subscription, change.credit + held)
    adjustments = credit_preview(subscription, change)
    return {"billing_period": period, "details": details, "adjustments": adjustments}


async def _cancel(world: World, request: web.Request) -> Json:
    subscription, body = _one(world, request), await body_of(request)
    demand_changeable(world, subscription)
    if body.get("effective_from") == "immediately" or subscription["status"] == "paused":
        end(world, subscription)
    else:
        schedule(world, subscription, "cancel")
    return subscription


async def _pause(world: World, request: web.Request) -> Json:
    subscription, body = _one(world, request), await body_of(request)
    demand_changeable(world, subscription)
    if subscription["status"] not in ACTIVE:
        raise PaddleError("subscription_is_inactive_action_invalid", "it is not active")
    if body.get("effective_from") == "immediately":
        pause(world, subscription, body.get("resume_at"))
    else:
        schedule(world, subscription, "pause", body.get("resume_at"))
    return subscription


async def _resume(world: World, request: web.Request) -> Json:
    subscription, body = _one(world, request), await body_of(request)
    demand_changeable(world, subscription)
    if subscription["status"] != "paused":
        raise PaddleError("subscription_cannot_be_resumed", "it is not paused")
    when = body.get("effective_from") or "immediately"
    if when == "immediately":
        renew(world, subscription, resumed=True)
    else:
        change = {"action": "resume", "effective_at": when, "resume_at": None}
        touch(world, subscription, scheduled_change=change)
        emit(world, "subscription.updated", subscription)
    return subscription


async def _activate(world: World, request: web.Request) -> Json:
    subscription = _one(world, request)
    if subscription["status"] != "trialing":
        raise PaddleError("subscription_cannot_be_activated", "it is not trialing")
    renew(world, subscription)
    return subscription


async def _charge(world: World, request: web.Request) -> Json:
    subscription, body = _one(world, request), await body_of(request)
    demand_changeable(world, subscription)
    lines = lines_of(world, body.get("items"), currency=subscription["currency_code"])
    if any(line.price["billing_cycle"] for line in lines):
        raise invalid(items="a one-time charge takes prices without a billing cycle")
    if body.get("effective_from") == "next_billing_period":
        later = [{"price_id": x.price["id"], "quantity": x.quantity, "share": "1"} for x in lines]
        waiting = world.kept.pending.setdefault(subscription["id"], [])
        waiting.append({"lines": later, "credit": 0})
        return subscription
    transaction = make_transaction(
        world,
        lines,
        subscription,
        origin="subscription_charge",
        subscription_id=subscription["id"],
        custom_data=subscription["custom_data"],
    )
    if not pay(world, transaction, card_of(world, transaction)):
        raise PaddleError("subscription_payment_declined", "the payment was declined")
    return subscription


async def _preview_charge(world: World, request: web.Request) -> Json:
    subscription, body = _one(world, request), await body_of(request)
    lines = lines_of(world, body.get("items"), currency=subscription["currency_code"])
    period = subscription["current_billing_period"]
    details = price_up(world, lines, subscription)
    immediate = {"billing_period": period, "details": details, "adjustments": []}
    return {
        **subscription,
        "immediate_transaction": immediate,
        "next_transaction": _next(world, subscription),
        "recurring_transaction_details": _recurring(world, subscription),
        "update_summary": None,
    }


async def _change_card(world: World, request: web.Request) -> Json:
    subscription = _one(world, request)
    demand_changeable(world, subscription)
    owed = [
        one
        for one in world.of("transactions").values()
        if one["subscription_id"] == subscription["id"] and one["status"] in OPEN
    ]
    if owed:
        return max(owed, key=lambda one: str(one["id"]))
    # Nothing is charged: the buyer only shows another card.
    lines = [replace(line, share=Decimal(0)) for line in lines_billed(world, subscription)]
    return make_transaction(
        world,
        lines,
        subscription,
        origin="subscription_payment_method_change",
        subscription_id=subscription["id"],
        custom_data=subscription["custom_data"],
    )
