"""Every change becomes an event, and an event a notification to each destination."""

import copy

from sandbox.paddle.delivery import deliver
from sandbox.paddle.keeping import keep_soon
from sandbox.paddle.state import Json, World, new_id, stamp

EVENT_TYPES = tuple(
    f"{group}.{what}"
    for group, deeds in {
        "transaction": "created ready updated billed paid completed past_due payment_failed "
        "canceled revised",
        "subscription": "created activated trialing updated past_due paused resumed canceled "
        "imported",
        "adjustment": "created updated",
        "customer": "created updated imported",
        "address": "created updated imported",
        "business": "created updated imported",
        "payment_method": "saved deleted",
        "product": "created updated imported",
        "price": "created updated imported",
        "discount": "created updated imported",
        "client_token": "created updated revoked",
        "api_key": "created updated expiring expired revoked",
        "api_key_exposure": "created",
        "payout": "created paid",
        "report": "created updated",
    }.items()
    for what in deeds.split()
)


def emit(world: World, event_type: str, entity: Json, **more: object) -> Json:
    """Note that something happened to an entity, and tell every destination."""
    event = {
        "event_id": new_id(world, "evt"),
        "event_type": event_type,
        "occurred_at": stamp(world.now()),
        "data": copy.deepcopy({**entity, **more}),
    }
    world.kept.events.append(event)
    for setting in world.of("notification-settings").values():
        wanted = {one["name"] for one in setting["subscribed_events"]}
        if setting["active"] and event_type in wanted:
            notify(world, setting, event)
    keep_soon(world)
    return event


def notify(world: World, setting: Json, event: Json, origin: str = "event") -> Json:
    """Write a notification of an event to a destination and send it off."""
    simulated = str(event["event_id"]).startswith("ntfsimevt_")
    notification: Json = {
        "id": new_id(world, "ntfsimntf" if simulated else "ntf"),
        "type": event["event_type"],
        "status": "not_attempted",
        "payload": event,
        "occurred_at": event["occurred_at"],
        "delivered_at": None,
        "replayed_at": None,
        "origin": origin,
        "last_attempt_at": None,
        "retry_at": None,
        "times_attempted": 0,
        "notification_setting_id": setting["id"],
    }
    if not simulated:
        world.of("notifications")[notification["id"]] = notification
    notification["payload"] = {**event, "notification_id": notification["id"]}
    deliver(world, notification)
    return notification
