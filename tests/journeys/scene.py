"""A busy morning at the demo's shop, for pictures: every kind of bubble and row once."""

import time
import uuid
from typing import Any

from tests.journeys.customers import Customer, begin_a_second
from tests.support.product import Product, eventually, request

_HOUR_S = 3600


def set_scene(product: Product) -> str:
    """Let customers write and the team answer; the id of the fullest conversation."""
    _waiting_customers(product)
    _trouble(product)
    return _main_talk(product)


def _waiting_customers(product: Product) -> None:
    now = int(time.time())
    late = Customer(product, "Maria Khan", "971505550144")
    late.wrote("Do you deliver to Dubai?", at=now - 30 * _HOUR_S)
    closing = Customer(product, "Tariq Mehmood", "923455550166")
    closing.wrote("Please keep one pressure cooker for me", at=now - 21 * _HOUR_S)
    zainab = Customer(product, "زینب علی", "923215550133")
    zainab.writes("کیا آج ڈیلیوری ہو جائے گی؟")
    Customer(product, "Imran Sheikh", "923335550122").writes(
        "My parcel says delivered but nothing came."
    )
    long = "Hello, I would like to know whether the large copper biryani pot comes with a lid"
    Customer(product, "Muhammad Abdul Rehman Chaudhry", "923465550177").writes(long)


def _trouble(product: Product) -> None:
    """A kind that is not drawn yet, and an answer that WhatsApp refuses."""
    hina = Customer(product, "Hina Raza", "923005550188")
    hina.writes("Can somebody call me back?")
    hina.conversation()
    place = {"latitude": 24.8607, "longitude": 67.0011, "name": "Gulshan-e-Iqbal"}
    hina.writes("", type="location", location=place)
    eventually(lambda: hina.conversation()["last_message"]["type"] == "location")
    begin_a_second()
    product.sandbox("faults", {"mode": "failed_status", "code": 131026, "next": 1})
    said = _say(product, hina, "Of course, we will call at four.")
    _until(product, hina, said, "failed")
    _assign(product, hina, "Bilal Ahmed")


def _main_talk(product: Product) -> str:
    fatima = Customer(product, "Fatima Noor", "923005550111")
    fatima.writes("Assalam o alaikum! Order 2041 came today, thank you.")
    _photo(product, fatima, "But one corner is dented")
    begin_a_second()
    first = _say(product, fatima, "Wa alaikum assalam Fatima! I am sorry about that dent.")
    _until(product, fatima, first, "read")
    _say(product, fatima, "We send a new lid tomorrow, free of charge. Keep the old one.")
    _until_last(product, fatima, "Keep the old one.")
    begin_a_second()
    fatima.writes("بہت شکریہ! کل کس وقت آئے گا؟ میں دوپہر تک گھر پر ہوں۔")
    _until_last(product, fatima, "بہت شکریہ")
    last = _say(product, fatima, "کل دوپہر بارہ بجے سے پہلے، انشاءاللہ۔ سوار آپ کو فون کرے گا۔")
    _until(product, fatima, last, "read")
    _sort(product, fatima)
    begin_a_second()
    fatima.writes("Perfect, see https://example.com/kitchen for the colour I like")
    _until_last(product, fatima, "Perfect")
    _assign(product, fatima, "Sana Malik")
    return str(fatima.conversation()["id"])


def _sort(product: Product, customer: Customer) -> None:
    """Two tags, and a note for colleagues."""
    path = f"conversations/{customer.conversation()['id']}"
    known = {one["name"]: one["id"] for one in product.api("tags").json()["items"]}
    for name, colour in (("Refund", "red"), ("Wholesale", "violet")):
        if name not in known:
            tag = {"name": name, "colour": colour}
            known[name] = product.api("tags", method="POST", body=tag).json()["id"]
        assert product.api(f"{path}/tags/{known[name]}", method="PUT").status == 200
    note = {"text": "The lid goes with tomorrow's rider.", "mentions": []}
    assert product.api(f"{path}/notes", method="POST", body=note).status == 201


def _say(product: Product, customer: Customer, text: str) -> str:
    message = {"client_id": str(uuid.uuid4()), "type": "text", "text": text}
    path = f"conversations/{customer.conversation()['id']}/messages"
    answer = product.api(path, method="POST", body=message)
    assert answer.status == 201, answer.body
    return str(answer.json()["id"])


def _until(product: Product, customer: Customer, message_id: str, status: str) -> None:
    """Wait until a message stands so."""
    path = f"conversations/{customer.conversation()['id']}/messages"

    def stands() -> bool:
        items: list[dict[str, Any]] = product.api(path).json()["items"]
        return any(one["id"] == message_id and one["status"] == status for one in items)

    eventually(stands)


def _until_last(product: Product, customer: Customer, words: str) -> None:
    eventually(lambda: words in (customer.conversation()["last_message"]["text"] or ""))


def _photo(product: Product, customer: Customer, caption: str) -> None:
    """Send the stand-in's parcel photo, and wait until the product has fetched it."""
    facts = product.facts
    number = facts["demo"]["phone_number_id"]
    query = f"number={number}&customer={customer.wa_id}&sample=parcel"
    origin = {"Origin": facts["sandbox_url"], "Sec-Fetch-Site": "same-origin"}
    path = f"/phone/photos?{query}&caption={caption.replace(' ', '%20')}"
    assert request(facts["sandbox_url"], "POST", path, headers=origin).status == 200
    messages = f"conversations/{customer.conversation()['id']}/messages"

    def fetched() -> bool:
        items: list[dict[str, Any]] = product.api(messages).json()["items"]
        return any(one["media"] and one["media"]["state"] == "stored" for one in items)

    eventually(fetched)


def _assign(product: Product, customer: Customer, name: str) -> None:
    members = product.api("members").json()["items"]
    chosen = next(one["id"] for one in members if one["name"] == name)
    path = f"conversations/{customer.conversation()['id']}/assignment"
    assert product.api(path, method="PUT", body={"member_id": chosen}).status == 200
