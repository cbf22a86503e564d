"""The values inside a webhook: inbound messages and statuses in Meta's words."""

import time

from sandbox.errors import title_of
from sandbox.identity import user_id_of
from sandbox.state import Customer, Json, Number, Send, World

_ERROR_PAGE = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
_FAILURE_DETAILS = {
    131026: "Message Undeliverable.",
    131047: (
        "Message failed to send because more than 24 hours have passed since the customer last "
        "replied to this number."
    ),
}
_PRICED_STATUS = "sent"


def metadata_of(number: Number) -> Json:
    """Name the business number, as every value of the field `messages` does."""
    return {
        "display_phone_number": number.digits,
        "phone_number_id": number.phone_number_id,
    }


def contact_of(customer: Customer, waba_id: str) -> Json:
    """Describe the person; without a shared phone number there is no `wa_id`."""
    profile: Json = {}
    if customer.name:
        profile["name"] = customer.name
    if customer.username:
        profile["username"] = customer.username
    contact: Json = {"profile": profile}
    if customer.wa_id:
        contact["wa_id"] = customer.wa_id
    contact["user_id"] = user_id_of(customer, waba_id)
    return contact


def messages_value(number: Number, contacts: list[Json], messages: list[Json]) -> Json:
    """Build the value that carries inbound messages."""
    value: Json = {"messaging_product": "whatsapp", "metadata": metadata_of(number)}
    if contacts:
        value["contacts"] = contacts
    value["messages"] = messages
    return value


def statuses_values(world: World, number: Number, due: list[tuple[Send, str]]) -> list[Json]:
    """Build the values that carry statuses: failed ones apart, for they come without contacts."""
    values: list[Json] = []
    ticked = [(send, status) for send, status in due if status != "failed"]
    if ticked:
        people = {send.key: _recipient(world, send) for send, _ in ticked}
        values.append(
            {
                "messaging_product": "whatsapp",
                "metadata": metadata_of(number),
                "contacts": [contact_of(person, number.waba_id) for person in people.values()],
                "statuses": [
                    _status(send, status, user_id_of(people[send.key], number.waba_id))
                    for send, status in ticked
                ],
            }
        )
    failed = [_status(send, status, "") for send, status in due if status == "failed"]
    if failed:
        values.append(
            {
                "messaging_product": "whatsapp",
                "metadata": metadata_of(number),
                "statuses": failed,
            }
        )
    return values


def _recipient(world: World, send: Send) -> Customer:
    known = world.customers.get(send.key)
    if known:
        return known
    if send.by_user_id:
        return Customer(name="", user_id=send.to)
    return Customer(name="", wa_id=send.key)


def _status(send: Send, status: str, user_id: str) -> Json:
    item: Json = {"id": send.id, "status": status, "timestamp": str(int(time.time()))}
    if not send.by_user_id:
        item["recipient_id"] = send.key
    elif not user_id:
        user_id = send.to
    if user_id:
        item["recipient_user_id"] = user_id
    if send.callback_data is not None:
        item["biz_opaque_callback_data"] = send.callback_data
    if status == "failed":
        item["errors"] = [_failure(send.failure)]
    elif status == _PRICED_STATUS:
        item["pricing"] = {
            "billable": send.category != "service",
            "pricing_model": "PMP",
            "type": "free_customer_service" if send.category == "service" else "regular",
            "category": send.category,
        }
    return item


def _failure(code: int) -> Json:
    title = title_of(code)
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": _FAILURE_DETAILS.get(code, title)},
        "href": _ERROR_PAGE,
    }
