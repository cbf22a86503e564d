"""Webhooks: signed over the raw body, repeated until answered, and as bad as asked for."""

from sandbox.paddle.tests.support import SECRET, Destination, Paddle


async def settled(paddle: Paddle) -> None:
    while (await paddle.control("GET", "delivery"))["waiting"]:
        pass


async def test_a_purchase_is_told_in_paddles_order_of_events(
    paddle: Paddle, hook: Destination
) -> None:
    await paddle.subscribe()
    await hook.until(lambda: "transaction.completed" in hook.kinds())
    await settled(paddle)
    in_order = sorted(hook.bodies, key=lambda body: str(body["event_id"]))
    kinds = [body["event_type"] for body in in_order]
    wanted = [
        "transaction.created",
        "customer.created",
        "address.created",
        "transaction.ready",
        "transaction.paid",
        "payment_method.saved",
        "subscription.created",
        "subscription.activated",
        "transaction.completed",
    ]
    assert [kind for kind in kinds if kind in wanted] == wanted
    created = next(body for body in in_order if body["event_type"] == "subscription.created")
    assert created["data"]["transaction_id"].startswith("txn_")
    assert created["notification_id"].startswith("ntf_")
    listed = await paddle.get("/events?per_page=200")
    assert [event["event_id"] for event in listed] == [body["event_id"] for body in in_order]


async def test_a_refused_webhook_comes_again(paddle: Paddle, hook: Destination) -> None:
    hook.answers = [500, 503]
    await paddle.open_checkout()
    await hook.until(lambda: hook.kinds() == ["transaction.created"])
    assert (await paddle.control("GET", "delivery"))["refused"] == 2


async def test_each_event_comes_as_often_as_asked(paddle: Paddle, hook: Destination) -> None:
    await paddle.control("PUT", "delivery", {"duplicate": 3, "shuffle": True, "seed": 1})
    await paddle.open_checkout()
    await hook.until(lambda: len(hook.bodies) == 3)
    assert len({body["event_id"] for body in hook.bodies}) == 1


async def test_lost_ones_stay_in_the_list_of_events(paddle: Paddle, hook: Destination) -> None:
    await paddle.control("PUT", "delivery", {"lose": 1.0})
    await paddle.open_checkout()
    assert await paddle.kinds() == ["transaction.created"]
    assert (await paddle.control("GET", "delivery"))["lost"] == 1
    assert hook.bodies == []


async def test_the_same_seed_loses_the_same_ones(paddle: Paddle, hook: Destination) -> None:
    lost = []
    for _ in range(2):
        await paddle.control("DELETE", "state")
        await paddle.control("PUT", "delivery", {"lose": 0.3, "seed": 7})
        for _ in range(10):
            await paddle.open_checkout()
        await settled(paddle)
        notifications = await paddle.get("/notifications?per_page=200&order_by=id[ASC]")
        lost.append([one["status"] for one in notifications])
    assert lost[0] == lost[1]
    assert {"failed", "delivered"} == set(lost[0])


async def test_held_ones_go_out_together(paddle: Paddle, hook: Destination) -> None:
    await paddle.control("PUT", "delivery", {"hold": True})
    await paddle.subscribe()
    assert hook.bodies == []
    held = (await paddle.control("GET", "delivery"))["held"]
    assert (await paddle.control("POST", "delivery/flush"))["sent"] == held
    await hook.until(lambda: len(hook.bodies) == held)


async def test_bad_signatures_are_bad(paddle: Paddle, hook: Destination) -> None:
    for signature in ("wrong", "stale", "missing"):
        await paddle.control("PUT", "delivery", {"signature": signature})
        before = len(hook.refused)
        await paddle.open_checkout()
        await hook.until(lambda before=before: len(hook.refused) > before)  # type: ignore[misc]
    assert hook.bodies == []


async def test_while_a_secret_is_rotated_both_sign(paddle: Paddle, hook: Destination) -> None:
    await paddle.control("POST", "secrets", {"secret": "pdl_ntfset_02tests"})
    await paddle.open_checkout()
    await hook.until(lambda: len(hook.bodies) == 1)
    hook.secret = "pdl_ntfset_02tests"
    await paddle.open_checkout()
    await hook.until(lambda: len(hook.bodies) == 2)
    await paddle.control("POST", "secrets", {"secret": "pdl_ntfset_03tests", "overlap": False})
    await paddle.open_checkout()
    await hook.until(lambda: len(hook.refused) > 0)
    assert SECRET not in "".join(hook.refused)


async def test_a_notification_is_replayed(paddle: Paddle, hook: Destination) -> None:
    await paddle.open_checkout()
    await hook.until(lambda: len(hook.bodies) == 1)
    await settled(paddle)
    first = (await paddle.get("/notifications"))[0]
    again = await paddle.post(f"/notifications/{first['id']}/replay")
    await hook.until(lambda: len(hook.bodies) == 2)
    assert hook.bodies[1]["event_id"] == hook.bodies[0]["event_id"]
    assert hook.bodies[1]["notification_id"] == again["notification_id"] != first["id"]


async def test_the_simulators_events_are_in_no_list(paddle: Paddle, hook: Destination) -> None:
    event = {"event_type": "subscription.activated", "data": {"id": "sub_1"}, "simulated": True}
    await paddle.control("POST", "events", event)
    await hook.until(lambda: len(hook.bodies) == 1)
    assert hook.bodies[0]["event_id"].startswith("ntfsimevt_")
    assert hook.bodies[0]["notification_id"].startswith("ntfsimntf_")
    assert await paddle.kinds() == []
