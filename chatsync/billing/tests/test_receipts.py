"""Receipts of bank transfers: what is taken, how it lies here, how it is sent back."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from chatsync.billing.actions.deciding import refuse_receipt
from chatsync.billing.actions.transfers import (
    send_receipt,
)
from chatsync.billing.models import Receipt
from chatsync.billing.queries import receipt_of
from chatsync.billing.receipts import MOST_BYTES, delete_receipts
from chatsync.billing.tests.make import (
    JPEG,
    a_trial,
    account_of,
    asked,
    mails,
    told,
)
from chatsync.kit.clock import now
from chatsync.kit.errors import Invalid, Moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_person

pytestmark = pytest.mark.usefixtures("db", "bank")


@pytest.fixture
def owner() -> Access:
    return a_trial()


def test_a_receipt_tells_the_operator_and_changes_no_plan(owner: Access, settings: Any) -> None:
    settings.CONTACT_EMAIL = "desk@operator.example"
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    send_receipt(owner, transfer.id, JPEG + b" again")
    assert mails().count("receipt_came") == 1, "one mail, also for a better photo"
    assert account_of(owner).state == "trial"
    found = receipt_of(owner.workspace_id, transfer.id)
    assert found is not None
    assert found.content == JPEG + b" again"
    assert found.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_receipt_lies_sealed(owner: Access) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    with scope(owner.workspace_id):
        (row,) = Receipt.objects.all()
    for plain in (JPEG, base64.b64encode(JPEG)):
        assert plain not in bytes(row.content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo"),
        (b"<!doctype html><script>alert(1)</script>", "photo"),
        (b"GIF89a", "photo"),
        (JPEG + b"x" * MOST_BYTES, "4 MB"),
    ],
    ids=["empty", "svg", "html", "gif", "too large"],
)
def test_another_file_is_refused_and_nothing_is_lost(
    owner: Access, content: bytes, says: str
) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    with pytest.raises(Invalid, match=says):
        send_receipt(owner, transfer.id, content)
    found = receipt_of(owner.workspace_id, transfer.id)
    assert found is not None
    assert found.content == JPEG


@pytest.mark.parametrize(
    ("head", "kind", "shown"),
    [
        (b"%PDF-1.7", "application/pdf", "attachment"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "inline"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", "inline"),
    ],
)
def test_its_content_says_what_it_is(owner: Access, head: bytes, kind: str, shown: str) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, head + b" and more")
    found = receipt_of(owner.workspace_id, transfer.id)
    assert found is not None
    assert found.headers["Content-Type"] == kind
    assert found.headers["Content-Disposition"].startswith(shown)


def test_a_receipt_that_is_sent_back_leaves_the_transfer_open(owner: Access) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    operator = a_person("Omar")
    refuse_receipt(owner.workspace_id, transfer.id, reason="Not readable.", operator=operator)
    left = told(owner)["transfer"]
    assert (left["state"], left["refusal"], left["has_receipt"]) == (
        "awaited",
        "Not readable.",
        False,
    )
    assert "transfer_refused" in mails()
    with pytest.raises(Moved):
        refuse_receipt(owner.workspace_id, transfer.id, reason="Again.", operator=operator)
    send_receipt(owner, transfer.id, JPEG)
    assert told(owner)["transfer"]["refusal"] == ""


def test_receipts_go_with_their_age_and_the_transfer_stays(owner: Access) -> None:
    transfer = asked(owner)
    send_receipt(owner, transfer.id, JPEG)
    with scope(owner.workspace_id):
        assert delete_receipts(now() - timedelta(days=1), 10) == 0
        assert delete_receipts(now() + timedelta(seconds=1), 10) == 1
    assert told(owner)["transfer"]["has_receipt"] is False
