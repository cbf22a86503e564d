"""The API's manners: keys, refusals, pages of lists, links that expire, faults on request."""

from typing import Any

import pytest

from sandbox.paddle.tests.support import KEY, STARTER_MONTH, Paddle


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        (None, 401, "authentication_missing"),
        ("Basic abc", 403, "authentication_malformed"),
        ("Bearer pdl_sdbx_apikey_of_nobody", 403, "forbidden"),
    ],
)
async def test_without_a_key_nothing_is_told(
    paddle: Paddle, header: str | None, status: int, code: str
) -> None:
    headers = {"Authorization": header} if header else {}
    answer = await paddle.call("GET", "/prices", headers=headers)
    assert (answer.status, answer.body["error"]["code"]) == (status, code)
    assert answer.body["meta"]["request_id"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/customers", {"email": "nobody"}, "email"),
        ("/transactions", {"items": []}, "items"),
        ("/transactions", {"items": [{"price_id": "pri_x", "quantity": 1}]}, "price_id"),
        ("/transactions", {"items": [{"price_id": STARTER_MONTH, "quantity": 0}]}, "items"),
        ("/transactions", {"customer_id": "ctm_x"}, "items"),
        ("/prices", {"description": "x", "product_id": "pro_x"}, "product_id"),
        ("/adjustments", {"action": "refund"}, "transaction_id"),
        ("/notification-settings", {"destination": "https://shop.example/hook"}, "destination"),
    ],
)
async def test_bad_fields_are_named(paddle: Paddle, path: str, body: Any, field: str) -> None:
    answer = await paddle.ask("POST", path, body)
    assert answer.status == 400
    error = answer.body["error"]
    assert error["type"] == "request_error"
    assert field in [one["field"] for one in error["errors"]]


async def test_a_list_is_walked_page_by_page(paddle: Paddle) -> None:
    made = [(await paddle.open_checkout())["id"] for _ in range(5)]
    seen: list[str] = []
    path: str | None = "/transactions?per_page=2&status=draft,ready"
    while path:
        answer = await paddle.ask("GET", path)
        seen += [one["id"] for one in answer.body["data"]]
        pages = answer.body["meta"]["pagination"]
        assert pages["estimated_total"] == 5
        path = pages["next"] if pages["has_more"] else None
    assert seen == made[::-1]


async def test_lists_are_filtered(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    customer_id, at = subscription["customer_id"], subscription["updated_at"]
    assert len(await paddle.get(f"/subscriptions?customer_id={customer_id}&status=active")) == 1
    assert await paddle.get("/subscriptions?status=canceled") == []
    assert await paddle.get(f"/subscriptions?updated_at[GT]={at}") == []
    assert len(await paddle.get(f"/subscriptions?updated_at[GTE]={at}")) == 1
    assert len(await paddle.get("/customers?search=amina")) == 1


async def test_a_paid_transaction_stays_as_it_is_and_an_open_one_can_be_cancelled(
    paddle: Paddle,
) -> None:
    opened = await paddle.open_checkout()
    path = f"/transactions/{opened['id']}"
    assert (await paddle.patch(path, {"status": "canceled"}))["status"] == "canceled"
    paid = await paddle.pay(await paddle.open_checkout())
    answer = await paddle.ask("PATCH", f"/transactions/{paid['id']}", {"custom_data": {}})
    assert answer.body["error"]["code"] == "transaction_immutable"


async def test_an_invoice_link_is_a_pdf_for_an_hour(paddle: Paddle) -> None:
    opened = await paddle.open_checkout()
    refused = await paddle.ask("GET", f"/transactions/{opened['id']}/invoice")
    assert refused.status == 400
    paid = await paddle.pay(opened)
    link = (await paddle.get(f"/transactions/{paid['id']}/invoice"))["url"]
    served = await paddle.call("GET", link)
    assert served.body.startswith(b"%PDF-1.4")
    assert served.body.rstrip().endswith(b"%%EOF")
    assert (await paddle.call("GET", link + "0")).status == 403
    await paddle.control("POST", "clock", {"minutes": 61})
    assert (await paddle.call("GET", link)).status == 403


async def test_a_revision_names_the_business_afterwards(paddle: Paddle) -> None:
    paid = await paddle.pay(await paddle.open_checkout())
    wish = {"business": {"name": "Amina Traders", "tax_identifier": "PK1234567"}}
    revised = await paddle.post(f"/transactions/{paid['id']}/revise", wish)
    assert revised["business_id"].startswith("biz_")
    again = await paddle.ask("POST", f"/transactions/{paid['id']}/revise", wish)
    assert again.body["error"]["code"] == "transaction_already_revised"


async def test_more_than_was_paid_is_not_given_back(paddle: Paddle) -> None:
    paid = await paddle.pay(await paddle.open_checkout())
    line = paid["details"]["line_items"][0]["id"]
    items = [{"item_id": line, "type": "partial", "amount": "1000"}]
    wish = {"action": "refund", "reason": "outage", "transaction_id": paid["id"], "items": items}
    refund = await paddle.post("/adjustments", wish)
    assert (refund["type"], refund["totals"]["total"]) == ("partial", "1000")
    decision = {"adjustment_id": refund["id"], "status": "approved"}
    await paddle.control("POST", "adjustments", decision)
    refused = await paddle.ask("POST", "/adjustments", wish)
    assert "above_remaining" in refused.body["error"]["code"]
    shown = await paddle.get(f"/transactions/{paid['id']}?include=adjustments")
    assert shown["details"]["adjusted_totals"]["total"] == "500"
    assert len(shown["adjustments"]) == 1


async def test_faults_strike_as_often_as_asked(paddle: Paddle) -> None:
    await paddle.control("POST", "faults", {"mode": "error", "next": 1, "path": "/prices"})
    assert (await paddle.ask("GET", "/products")).status == 200
    assert (await paddle.ask("GET", "/prices")).status == 500
    assert (await paddle.ask("GET", "/prices")).status == 200
    seen = await paddle.control("GET", "requests")
    assert [one["status"] for one in seen] == [200, 500, 200]


async def test_pages_of_other_sites_control_nothing(paddle: Paddle) -> None:
    headers = {"Origin": "http://shop.example", "Authorization": f"Bearer {KEY}"}
    answer = await paddle.call("POST", "/_control/clock", {"days": 1}, headers=headers)
    assert answer.status == 403
