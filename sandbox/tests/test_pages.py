"""The pages' own paths: write as a customer, make a number, read a mail."""

import asyncio
import json
import smtplib
from email.message import EmailMessage

from aiohttp import ClientSession

from sandbox.tests.support import Meta, fresh_phone


async def test_the_phone_offers_different_kinds_of_customers(meta: Meta) -> None:
    people = (await meta.call("GET", "/phone/state")).body["customers"]
    assert len(people) >= 4
    assert any(one["phone"] is None and one["username"] for one in people)
    assert any("\u0600" <= one["name"][0] <= "\u06ff" for one in people)


async def test_a_chat_shows_both_sides_live(meta: Meta) -> None:
    customer = fresh_phone()
    await meta.write(customer, text="first")
    chat = f"number={meta.number_id}&customer={customer}"
    async with meta.session.get(f"{meta.base}/phone/events?{chat}") as page:
        body = {"number": meta.number_id, "customer": customer, "text": "سلام"}
        written = await meta.call("POST", "/phone/messages", body)
        await meta.send(f"+{customer}", body="Welcome")
        seen: list[str] = []
        async with asyncio.timeout(10):
            while len(seen) < 2:
                line = await page.content.readline()
                event = json.loads(line[5:]) if line.startswith(b"data:") else {}
                if event.get("type") == "message":
                    seen.append(event["item"]["text"])
    assert seen == ["سلام", "Welcome"]
    messages = (await meta.call("GET", f"/phone/chat?{chat}")).body["messages"]
    assert [one["side"] for one in messages] == ["customer", "customer", "business"]
    assert messages[1]["id"] == written.body["id"]


async def test_a_photo_can_be_sent_and_seen(meta: Meta) -> None:
    customer = fresh_phone()
    await meta.write(customer)
    path = f"/phone/photos?number={meta.number_id}&customer={customer}"
    own = await meta.call("POST", path, headers={"Content-Type": "text/plain"})
    assert own.status == 400
    sample = await meta.call("POST", f"{path}&sample=parcel&caption=This%20one")
    assert sample.status == 200
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 2)
    image = meta.receiver.messages()[-1]["image"]
    assert image["caption"] == "This one"
    picture = await meta.call("GET", f"/phone/media/{image['id']}")
    assert picture.body[:3] == b"\xff\xd8\xff"


async def test_an_empty_text_is_not_sent(meta: Meta) -> None:
    customer = fresh_phone()
    await meta.write(customer)
    body = {"number": meta.number_id, "customer": customer, "text": "  "}
    assert (await meta.call("POST", "/phone/messages", body)).status == 400
    assert (await meta.call("POST", "/phone/messages", body | {"customer": "x"})).status == 404


async def test_numbers_are_made_until_there_are_enough(empty_meta: Meta) -> None:
    made = [await empty_meta.call("POST", "/numbers", {}) for _number in range(200)]
    assert {answer.status for answer in made[:-1]} == {201}
    assert made[-1].status == 409
    assert made[-1].body == {"error": "There are enough test numbers here."}


async def test_a_fresh_number_can_be_connected_step_by_step(empty_meta: Meta) -> None:
    made = (await empty_meta.call("POST", "/numbers", {"name": "Lyari Tailors"})).body
    headers = {"Authorization": f"Bearer {made['token']}"}
    path = f"/v25.0/{made['phone_number_id']}?fields=status,verified_name"
    node = await empty_meta.call("GET", path, headers=headers)
    assert (node.body["verified_name"], node.body["status"]) == ("Lyari Tailors", "CONNECTED")
    form = {
        "app_id": made["app_id"],
        "callback_url": empty_meta.receiver.url,
        "verify_token": "wrong",
    }
    refused = await empty_meta.call("POST", "/numbers/callback", form)
    taken = await empty_meta.call("POST", "/numbers/callback", form | {"verify_token": "verify-me"})
    assert (refused.body["ok"], taken.body["ok"]) == (False, True)
    subscribe = f"/v25.0/{made['waba_id']}/subscribed_apps"
    await empty_meta.call("POST", subscribe, headers=headers)
    listed = (await empty_meta.call("GET", "/numbers/list")).body["items"]
    (card,) = [one for one in listed if one["app_id"] == made["app_id"]]
    assert card["verified"]
    assert card["subscribed"]


def send_mail(port: int, to: str, subject: str, html: str | None = None) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ChatSync <a@chatsync.invalid>", to, subject
    mail.set_content("Your code is 402118.")
    if html:
        mail.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)


async def test_a_mail_is_kept_newest_first(meta: Meta) -> None:
    to = f"{fresh_phone()}@example.com"
    await asyncio.to_thread(send_mail, meta.ports.smtp, to, "First")
    await asyncio.to_thread(send_mail, meta.ports.smtp, to, "آپ کا کوڈ", "<b>402118</b>")
    await asyncio.to_thread(send_mail, meta.ports.smtp, "other@example.com", "Not mine")
    items = (await meta.control("GET", f"mail?to={to}"))["items"]
    assert [one["subject"] for one in items] == ["آپ کا کوڈ", "First"]
    assert items[0]["text"].strip() == "Your code is 402118."
    assert items[0]["html"].strip() == "<b>402118</b>"
    assert items[0]["from"] == "ChatSync <a@chatsync.invalid>"


async def test_the_mailbox_shows_formatted_mail_in_a_locked_frame(meta: Meta) -> None:
    to = f"{fresh_phone()}@example.com"
    await asyncio.to_thread(send_mail, meta.ports.smtp, to, "Frame", "<script>1</script>")
    async with ClientSession(f"http://127.0.0.1:{meta.ports.mail}") as session:
        page = await session.get("/")
        assert page.status == 200
        mails = await (await session.get("/mails")).json()
        (mail,) = [one for one in mails["items"] if one["to"] == to]
        frame = await session.get(f"/mails/{mail['id']}/html")
        assert "sandbox" in frame.headers["Content-Security-Policy"]
        assert "script-src" not in frame.headers["Content-Security-Policy"]
        foreign = await session.get("/mails", headers={"Origin": "http://localhost:8000"})
        assert foreign.status == 403


async def test_a_phone_orders_comes_from_an_ad_and_changes_hands(meta: Meta) -> None:
    customer = fresh_phone()
    await meta.write(customer)
    chat = f"number={meta.number_id}&customer={customer}"
    for kind in ("order", "ad", "system", "location"):
        sent = await meta.call("POST", f"/phone/kinds?{chat}", {"kind": kind, "name": None})
        assert sent.status == 200
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 5)
    came = {one["type"]: one for one in meta.receiver.messages() if one.get("referral")}
    assert came["text"]["referral"]["source_type"] == "ad"
    came = {one["type"]: one for one in meta.receiver.messages()}
    assert [one["quantity"] for one in came["order"]["order"]["product_items"]] == [1, 2]
    assert came["system"]["system"]["type"] == "customer_identity_changed"
    assert came["system"]["identity"]["acknowledged"] is True
    assert came["location"]["location"]["name"] == "Saddar, Karachi"
    shown = (await meta.call("GET", f"/phone/chat?{chat}")).body["messages"]
    assert shown[1]["text"] == "1 biryani-pot\n2 lid-24cm"


async def test_the_phone_shows_what_was_chosen_from_a_list(meta: Meta) -> None:
    customer = fresh_phone()
    row = {"type": "list_reply", "list_reply": {"id": "1", "title": "Home delivery"}}
    await meta.write(customer, type="interactive", interactive=row)
    chat = f"number={meta.number_id}&customer={customer}"
    (shown,) = (await meta.call("GET", f"/phone/chat?{chat}")).body["messages"]
    assert shown["text"] == "Home delivery"
