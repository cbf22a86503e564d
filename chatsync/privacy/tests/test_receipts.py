"""CP-4.B: a receipt is ours or nothing. Forged, truncated, replayed, foreign: a plain page."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import structlog
from pytest_django.fixtures import Settings

from chatsync.kit.clock import moved
from chatsync.privacy.forms import form_token
from chatsync.privacy.receipts import BadReceipt, Fault, read_receipt
from chatsync.privacy.tests.visitor import COOKIE, PLAUSIBLE, Visitor, asks, loads

OLD_KEY = "test:" + base64.b64encode(b"k" * 32).decode()
NEW_KEY = "next:" + base64.b64encode(b"n" * 32).decode()


@pytest.fixture(autouse=True)
def _measured(settings: Settings) -> None:
    settings.MEASURING = PLAUSIBLE


@pytest.fixture
def visitor(db: None) -> Visitor:
    visitor = Visitor()
    visitor.say("accept")
    return visitor


def with_payload(receipt: str, **changed: str) -> str:
    version, key, payload, mac = receipt.split(".")
    told = json.loads(base64.urlsafe_b64decode(payload + "=="))
    new = base64.urlsafe_b64encode(json.dumps({**told, **changed}).encode()).decode()
    return ".".join((version, key, new.rstrip("="), mac))


BROKEN: dict[str, tuple[Callable[[str], str], Fault]] = {
    "forged": (lambda text: with_payload(text, at="2030-01-01T00"), Fault.ALTERED),
    "another signature": (lambda text: text[:-4] + "AAAA", Fault.ALTERED),
    "truncated": (lambda text: text[:40], Fault.UNREADABLE),
    "no signature": (lambda text: text.rpartition(".")[0] + ".", Fault.ALTERED),
    "foreign": (lambda text: text.replace(".test.", ".other."), Fault.FOREIGN),
    "another version": (lambda text: "v2" + text[2:], Fault.UNREADABLE),
    "too long": (lambda text: text + "A" * 2000, Fault.UNREADABLE),
    "no base64": (lambda text: text[:-2] + "!!", Fault.UNREADABLE),
    "empty": (lambda _text: "", Fault.UNREADABLE),
}


def check(visitor: Visitor, receipt: str, path: str = "/cookies/receipt") -> tuple[int, str]:
    answer = visitor.send(path, {"receipt": receipt, "form_token": form_token()})
    return answer.status_code, answer.content.decode()


def test_a_receipt_that_is_not_ours_is_refused_plainly(visitor: Visitor) -> None:
    for name, (change, fault) in BROKEN.items():
        text = change(visitor.receipt)
        with pytest.raises(BadReceipt) as refused:
            read_receipt(text)
        assert refused.value.fault is fault, name
        status, page = check(visitor, text)
        assert (status, "This receipt proves nothing" in page) == (422, True), name


def test_a_forged_receipt_loads_nothing_and_is_logged_without_itself(visitor: Visitor) -> None:
    forged = with_payload(visitor.receipt, asked="0" * 16)
    visitor.cookies[COOKIE] = forged
    with structlog.testing.capture_logs() as lines:
        page = visitor.page()
    assert not loads(page)
    assert asks(page)
    assert {"receipt_refused"} == {line["event"] for line in lines}
    assert forged.split(".")[2] not in str(lines)


def test_a_receipt_played_again_after_the_withdrawal_is_refused(visitor: Visitor) -> None:
    old = visitor.receipt
    visitor.say("refuse", "preferences")
    assert check(visitor, old)[0] == 422
    visitor.cookies[COOKIE] = old
    assert not loads(visitor.page())


def test_a_receipt_ends_after_half_a_year(visitor: Visitor) -> None:
    with moved(timedelta(days=181)):
        assert loads(visitor.page())
    with moved(timedelta(days=183)):
        assert asks(visitor.page())
        assert not loads(visitor.page())


def test_a_new_key_signs_and_the_old_one_still_counts(visitor: Visitor, settings: Settings) -> None:
    old = visitor.receipt
    settings.ENCRYPTION_KEYS = f"{NEW_KEY},{OLD_KEY}"
    assert check(visitor, old)[0] == 200
    visitor.say("accept", "preferences")
    assert visitor.receipt.split(".")[1] == "next"
    settings.ENCRYPTION_KEYS = NEW_KEY
    assert check(visitor, old)[0] == 422
    assert check(visitor, visitor.receipt)[0] == 200


def test_a_receipt_of_another_installation_is_refused_even_with_its_keys(
    visitor: Visitor, settings: Settings
) -> None:
    settings.BASE_URL = "https://other.example"
    with pytest.raises(BadReceipt, match="altered"):
        read_receipt(visitor.receipt)


def test_the_receipt_is_shown_downloaded_and_checked(visitor: Visitor) -> None:
    assert visitor.receipt in visitor.page("/cookies/preferences")
    file = visitor.open("/preferences/receipt.json", site="same-origin")
    assert "attachment" in file["Content-Disposition"]
    assert file.json()["says"]["answer"] == "accepted"
    assert file.json()["receipt"] == visitor.receipt
    for pasted in (visitor.receipt, file.content.decode()):
        status, page = check(visitor, pasted)
        assert (status, "This receipt is ours" in page) == (200, True)
    status, page = check(visitor, file.content.decode().replace('"accepted"', '"refused"'))
    assert (status, "Something in it was changed" in page) == (422, True)


def test_without_a_receipt_there_is_no_file(db: None) -> None:
    assert Visitor().open("/preferences/receipt.json").status_code == 404


def test_two_answers_share_nothing(db: None) -> None:
    one, two = Visitor(), Visitor()
    one.say("accept")
    two.say("accept")
    numbers = {read_receipt(each.receipt).number for each in (one, two)}
    assert len(numbers) == 2
