"""Ticks: order, content, and when a message counts as read."""

from sandbox.tests.support import Meta, fresh_phone


async def test_a_send_is_sent_then_delivered_then_read(meta: Meta) -> None:
    to = fresh_phone()
    await meta.fault("delays", sent=0.1, delivered=0.3, read=0.6)
    answer = await meta.send(f"+{to}", biz_opaque_callback_data="attempt-7")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 3)
    statuses = meta.receiver.statuses()
    assert [one["status"] for one in statuses] == ["sent", "delivered", "read"]
    assert {one["id"] for one in statuses} == {answer.body["messages"][0]["id"]}
    assert {one["biz_opaque_callback_data"] for one in statuses} == {"attempt-7"}
    assert {one["recipient_id"] for one in statuses} == {to}
    assert ["pricing" in one for one in statuses] == [True, False, False]
    assert all(value["contacts"][0]["wa_id"] == to for value in meta.receiver.values())


async def test_many_ticks_share_a_webhook(meta: Meta) -> None:
    await meta.fault("limits", on=False)
    await meta.fault("delays", sent=0.5, delivered=60)
    for _ in range(40):
        await meta.send(f"+{fresh_phone()}")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 40)
    assert len(meta.receiver.bodies) < 40


async def test_ticks_can_be_switched_off(meta: Meta) -> None:
    await meta.fault("delays", sent=0)
    await meta.fault("ticks", on=False)
    await meta.send(f"+{fresh_phone()}")
    await meta.fault("ticks", on=True)
    loud = await meta.send(f"+{fresh_phone()}")
    await meta.receiver.until(lambda: bool(meta.receiver.statuses()))
    assert {one["id"] for one in meta.receiver.statuses()} == {loud.body["messages"][0]["id"]}


async def test_a_reaction_is_only_sent(meta: Meta) -> None:
    await meta.fault("delays", sent=0, delivered=0, read=0)
    to = f"+{fresh_phone()}"
    reaction = {"message_id": "wamid.a", "emoji": "\N{THUMBS UP SIGN}"}
    first = await meta.send(to, type="reaction", reaction=reaction)
    second = await meta.send(to)
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 4)
    reacted = first.body["messages"][0]["id"]
    seen = [one["status"] for one in meta.receiver.statuses() if one["id"] == reacted]
    assert seen == ["sent"]
    assert second.status == 200


async def test_an_open_phone_page_reads_only_the_chat_it_shows(meta: Meta) -> None:
    await meta.fault("delays", sent=0, delivered=0, read=0)
    shown, other = fresh_phone(), fresh_phone()
    await meta.write(shown)
    await meta.write(other)
    url = f"{meta.base}/phone/events?number={meta.number_id}&customer="
    async with meta.session.get(url + shown) as page:
        assert (await page.content.readline()).startswith(b"retry")
        waiting = await meta.send(f"+{other}")
        read = await meta.send(f"+{shown}")
        await meta.receiver.until(
            lambda: [s["status"] for s in meta.receiver.statuses()].count("read") == 1
        )
        by_status = [s["id"] for s in meta.receiver.statuses() if s["status"] == "read"]
        assert by_status == [read.body["messages"][0]["id"]]
        async with meta.session.get(url + other):
            await meta.receiver.until(
                lambda: [s["status"] for s in meta.receiver.statuses()].count("read") == 2
            )
    assert meta.receiver.statuses()[-1]["id"] == waiting.body["messages"][0]["id"]
