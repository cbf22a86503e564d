"""The operator finds a transfer, looks at its receipt and decides."""

from datetime import timedelta
from typing import Any

import pytest

from chatsync.billing.actions.adjust import open_account
from chatsync.billing.actions.transfers import send_receipt, withdraw_transfer
from chatsync.billing.models import Transfer
from chatsync.billing.tests.bank import bank
from chatsync.billing.tests.make import JPEG, asked
from chatsync.config import wiring
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.ops.tests.stand import operators_browser, text_of, told_of
from chatsync.ops.transfers import transfer_page
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_workspace

assert wiring.__doc__, "the queue follows the standing"
__all__ = ["bank"]
pytestmark = pytest.mark.usefixtures("db", "bank")


@pytest.fixture
def client() -> Any:
    return operators_browser()


@pytest.fixture
def shop() -> tuple[Workspace, Access]:
    workspace, owner = a_workspace("Karachi Tea House")
    open_account(workspace.id)
    return workspace, owner


@pytest.fixture
def sent(shop: tuple[Workspace, Access]) -> Transfer:
    _workspace, owner = shop
    transfer = asked(owner)
    return send_receipt(owner, transfer.id, JPEG)


def page_of(shop: tuple[Workspace, Access], transfer: Transfer) -> str:
    return f"/ops/transfers/{shop[0].org}/{transfer.id}"


def fresh(shop: tuple[Workspace, Access]) -> Workspace:
    with scope(shop[0].id):
        return Workspace.objects.get()


def test_what_waits_stands_on_the_front_and_in_the_list(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer
) -> None:
    assert "Bank transfers" in text_of(client.get("/ops"))
    page = text_of(client.get("/ops/transfers"))
    assert sent.reference in page
    assert "Karachi Tea House" in page
    assert "Rs 8,500" in page
    assert sent.reference not in text_of(client.get("/ops/transfers?state=awaited"))
    assert page_of(shop, sent) in page


def test_it_is_found_by_its_reference_whatever_its_state(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer
) -> None:
    withdraw_transfer(shop[1], sent.id)
    printed = sent.reference.replace("-", " ").lower()
    assert sent.reference in text_of(client.get("/ops/transfers", {"reference": printed}))
    assert "No transfer has this reference" in text_of(
        client.get("/ops/transfers", {"reference": "CS-2222-2222"})
    )


def test_its_page_shows_the_receipt_and_proposes_the_day(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer
) -> None:
    page = text_of(client.get(page_of(shop, sent)))
    assert f'src="{page_of(shop, sent)}/receipt"' in page
    assert 'name="last_day" value="20' in page
    file = client.get(f"{page_of(shop, sent)}/receipt")
    assert (file.content, file.headers["Content-Type"]) == (JPEG, "image/jpeg")


def test_approving_gives_the_plan_up_to_the_day(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer
) -> None:
    day = (now() + timedelta(days=40)).date().isoformat()
    answer = client.post(page_of(shop, sent), {"approve": "1", "last_day": day})
    assert answer["Location"] == "/ops/transfers?done=approved"
    assert fresh(shop).has_api
    kind, act, details, name = next(it for it in told_of(shop[0]) if it[1] == "transfer.approved")
    assert (kind, act, name) == ("operator", "transfer.approved", "Omar Operator")
    assert details["reference"] == sent.reference
    late = client.post(page_of(shop, sent), {"approve": "1", "last_day": day})
    assert late["Location"] == "/ops/transfers?done=late"
    assert "Growth" in text_of(client.get(f"/ops/tenants/{shop[0].org}"))


@pytest.mark.parametrize("day", ["", "tomorrow", "2020-01-01"])
def test_a_day_that_cannot_be_is_refused_in_words(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer, day: str
) -> None:
    page = text_of(client.post(page_of(shop, sent), {"approve": "1", "last_day": day}))
    assert 'aria-invalid="true"' in page
    assert not fresh(shop).has_api


def test_a_receipt_is_sent_back_with_a_reason(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer
) -> None:
    page = text_of(client.post(page_of(shop, sent), {"refuse": "1", "reason": ""}))
    assert 'aria-invalid="true"' in page
    answer = client.post(page_of(shop, sent), {"refuse": "1", "reason": "Not readable."})
    assert answer["Location"] == "/ops/transfers?done=refused"
    page = text_of(client.get(page_of(shop, sent)))
    assert "Not readable." in page
    assert client.get(f"{page_of(shop, sent)}/receipt").status_code == 404


def test_the_list_goes_on_where_it_was_cut(shop: tuple[Workspace, Access]) -> None:
    for _each in range(30):
        withdraw_transfer(shop[1], asked(shop[1]).id)
    first, following = transfer_page("settled", "", None)
    assert (len(first), following is None) == (25, False)


def test_nobody_else_reads_any_of_it(
    client: Any, shop: tuple[Workspace, Access], sent: Transfer, settings: Any
) -> None:
    other, _owner = a_workspace("Lahore Books")
    assert client.get(f"/ops/transfers/{other.org}/{sent.id}").status_code == 404
    settings.BILLING = False
    for address in ("/ops/transfers", page_of(shop, sent), f"{page_of(shop, sent)}/receipt"):
        assert client.get(address).status_code == 404
