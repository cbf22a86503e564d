import msgspec
import pytest

from chatsync.channels.tests import whatsapp_fields as fields
from chatsync.channels.tests.whatsapp_builders import (
    AT,
    CUSTOMER,
    NUMBER,
    OURS,
    USER_ID,
    WABA,
    Json,
    as_bytes,
    change,
    contacts,
    delivery,
    failure,
    inbound,
    message,
    reported,
    wamid,
)
from chatsync.channels.tests.whatsapp_messages import MESSAGES
from chatsync.channels.tests.whatsapp_statuses import STATUSES
from chatsync.channels.whatsapp.facts import (
    AccountUpdate,
    ChannelError,
    IdentityChange,
    InboundMessage,
    Reading,
    Sender,
    StatusReport,
    Update,
)
from chatsync.channels.whatsapp.parse import read_delivery


def read(body: Json) -> Reading:
    reading = read_delivery(as_bytes(body))
    assert reading.unreadable == ()
    return reading


def only(body: Json) -> Update:
    (fact,) = read(body).updates
    return fact


def the_message(body: Json) -> InboundMessage:
    (found,) = (fact for fact in read(body).updates if isinstance(fact, InboundMessage))
    return found


def at_path(fact: object, path: str) -> object:
    for step in path.split("."):
        fact = fact[int(step)] if isinstance(fact, tuple) else getattr(fact, step)
    return fact


def assert_holds(fact: object, expected: Json) -> None:
    assert {path: at_path(fact, path) for path in expected} == expected


@pytest.mark.parametrize("name", MESSAGES)
def test_every_kind_of_message_becomes_a_fact(name: str) -> None:
    item, expected = MESSAGES[name]
    fact = the_message(inbound(item))
    usual: Json = {"phone_number_id": NUMBER, "waba_id": WABA, "origin": "live", "direction": "in"}
    usual |= {"wamid": item["id"], "kind": item.get("type"), "at": AT, "damaged": ()}
    assert_holds(fact, {**usual, "sender.bsuid": USER_ID, **expected})
    assert msgspec.json.decode(fact.raw) == item


@pytest.mark.parametrize("name", STATUSES)
def test_every_status_becomes_a_fact_without_any_contacts(name: str) -> None:
    item, expected = STATUSES[name]
    fact = only(reported(item))
    assert isinstance(fact, StatusReport)
    usual = {"phone_number_id": NUMBER, "wamid": item["id"], "status": item["status"], "at": AT}
    assert_holds(fact, {**usual, **expected})
    assert msgspec.json.decode(fact.raw) == item


@pytest.mark.parametrize("name", fields.ACCOUNT)
def test_every_other_field_is_kept_whole(name: str) -> None:
    body, expected = fields.ACCOUNT[name]
    fact = only(body)
    assert isinstance(fact, AccountUpdate)
    (sent,) = body["entry"][0]["changes"]
    assert_holds(fact, {"field": sent["field"], "waba_id": WABA, **expected})
    assert msgspec.json.decode(fact.raw) == sent["value"]


@pytest.mark.parametrize("name", fields.ECHOES)
def test_an_echo_is_ours_and_belongs_to_the_customers_thread(name: str) -> None:
    body, expected = fields.ECHOES[name]
    fact = the_message(body)
    assert_holds(fact, {"origin": "echo", "direction": "out", "opens_window": False, **expected})
    assert (fact.sender.phone, fact.sender.bsuid) == (CUSTOMER, USER_ID)


def test_a_history_tells_who_wrote_and_opens_no_window() -> None:
    ours, theirs = (fact for fact in read(fields.HISTORY).updates)
    assert isinstance(ours, InboundMessage)
    assert isinstance(theirs, InboundMessage)
    assert (ours.direction, theirs.direction) == ("out", "in")
    assert ours.sender == theirs.sender == Sender(CUSTOMER, USER_ID, username="sana")
    assert_holds(theirs, {"origin": "history", "opens_window": False, "history_status": "READ"})


def test_a_file_that_follows_a_history_is_no_new_message() -> None:
    fact = the_message(fields.HISTORY_FILE)
    assert_holds(fact, {"origin": "history", "opens_window": False, "media.id": "66"})


@pytest.mark.parametrize("name", ["history declined", "number error"])
def test_an_error_beside_no_message_is_the_numbers(name: str) -> None:
    fact = only(fields.SINGLES[name])
    assert isinstance(fact, ChannelError)
    assert fact.phone_number_id == NUMBER
    assert fact.errors[0].code in {2593109, 130429}


def test_an_error_beside_one_message_explains_that_message() -> None:
    errors = [failure(131000, "Something went wrong", "Unsupported webhook payload")]
    body = delivery(change("messages", messages=[message("interactive")], errors=errors))
    fact = only(body)
    assert isinstance(fact, InboundMessage)
    assert fact.errors[0].details == "Unsupported webhook payload"


def test_a_changed_number_is_told_before_the_message_about_it() -> None:
    change_of_ids, told = read(inbound(MESSAGES["changed number"][0])).updates
    assert isinstance(change_of_ids, IdentityChange)
    assert_holds(change_of_ids, {"old_phone": CUSTOMER, "new_phone": "923009999999"})
    assert_holds(change_of_ids, {"old_bsuid": USER_ID, "new_bsuid": "PK.555"})
    assert isinstance(told, InboundMessage)


def test_a_new_user_id_without_any_phone_number_is_told() -> None:
    system = {"type": "user_changed_user_id", "user_id": "PK.2", "previous_user_id": "PK.1"}
    item = {"id": wamid("s"), "type": "system", "timestamp": str(AT), "system": system}
    moved, told = read(delivery(change("messages", messages=[item]))).updates
    assert isinstance(moved, IdentityChange)
    assert isinstance(told, InboundMessage)
    assert_holds(moved, {"old_bsuid": "PK.1", "new_bsuid": "PK.2", "old_phone": None})
    assert told.sender == Sender(bsuid="PK.2", previous_bsuid="PK.1")


def test_the_old_field_for_user_ids_is_read_too() -> None:
    fact = only(fields.USER_ID_UPDATE)
    assert isinstance(fact, IdentityChange)
    assert_holds(fact, {"old_bsuid": USER_ID, "new_bsuid": "PK.777", "new_phone": CUSTOMER})


def test_contacts_are_found_by_id_not_by_place() -> None:
    others = [{"wa_id": "923330000000", "profile": {"name": "Somebody else"}}]
    item = MESSAGES["text"][0]
    body = delivery(change("messages", contacts=others + contacts(), messages=[item]))
    assert the_message(body).sender.profile_name == "Sana Qureshi"
    assert the_message(body).sender.username == "sana.q"


def test_a_stranger_in_the_contacts_lends_no_name() -> None:
    others = [{"wa_id": "923330000000", "profile": {"name": "Somebody else"}}]
    body = delivery(change("messages", contacts=others, messages=[MESSAGES["text"][0]]))
    assert the_message(body).sender == Sender(phone=CUSTOMER)


def test_a_malformed_user_id_is_dropped_and_the_message_kept() -> None:
    item = {**MESSAGES["text"][0], "from_user_id": "not an id"}
    body = delivery(change("messages", messages=[item]))
    assert the_message(body).sender == Sender(phone=CUSTOMER)


def test_a_user_id_in_place_of_the_phone_number_is_taken_for_what_it_is() -> None:
    item = {**MESSAGES["text"][0], "from": USER_ID}
    who = [{"wa_id": USER_ID, "user_id": USER_ID, "profile": {"name": "Sana"}}]
    body = delivery(change("messages", contacts=who, messages=[item]))
    assert the_message(body).sender == Sender(bsuid=USER_ID, profile_name="Sana")


def test_ids_and_times_may_be_numbers_or_texts() -> None:
    item = {**MESSAGES["text"][0], "from": int(CUSTOMER), "timestamp": AT}
    body = delivery(change("messages", messages=[item]))
    body["entry"][0]["id"] = int(WABA)
    body["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = int(NUMBER)
    fact = the_message(body)
    usual = {"phone_number_id": NUMBER, "waba_id": WABA, "sender.phone": CUSTOMER, "at": AT}
    assert_holds(fact, usual)


@pytest.mark.parametrize("when", ["", "soon", "1", -5, 10**30, None, True, "0x10", 1e300])
def test_a_time_that_is_none_is_left_out(when: object) -> None:
    fact = the_message(inbound({**MESSAGES["text"][0], "timestamp": when}))
    assert fact.at is None


def test_several_numbers_in_one_body_keep_their_messages_apart() -> None:
    first, second = change("messages", messages=[message("text")]), change("messages")
    second["value"]["metadata"] = {"phone_number_id": "2", "display_phone_number": OURS}
    second["value"]["messages"] = [message("audio")]
    body = delivery(first, second)
    body["entry"].append({"id": "other", "changes": [first]})
    routes = [(fact.phone_number_id, fact.waba_id) for fact in read(body).updates]
    assert routes == [(NUMBER, WABA), ("2", WABA), (NUMBER, "other")]


def history_by(author: str, thread: Json) -> InboundMessage:
    """A history message of a body that does not even say what our own number is."""
    chunk = {"threads": [{**thread, "messages": [{**message("text"), "from": author}]}]}
    body = delivery(change("history", history=[chunk]))
    del body["entry"][0]["changes"][0]["value"]["metadata"]["display_phone_number"]
    return the_message(body)


def test_whoever_is_not_the_threads_customer_wrote_for_us() -> None:
    assert history_by(OURS, {"id": CUSTOMER}).direction == "out"
    assert history_by(CUSTOMER, {"id": CUSTOMER}).direction == "in"


def test_in_a_thread_without_phone_number_another_writer_is_the_customer() -> None:
    assert history_by(CUSTOMER, {"id": USER_ID}).direction == "in"


def test_a_message_that_names_nobody_is_the_only_contacts() -> None:
    item = {key: part for key, part in message("text").items() if key != "from"}
    alone = delivery(change("messages", contacts=contacts(), messages=[item]))
    assert the_message(alone).sender.phone == CUSTOMER
    two = [*contacts(), {"wa_id": "923330000000"}]
    crowd = delivery(change("messages", contacts=two, messages=[item]))
    assert the_message(crowd).sender == Sender()
