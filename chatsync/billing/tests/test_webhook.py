"""The webhook door: 200 for what Paddle signed, 400 for everything else, never anything of ours."""

import json
from typing import Any

import pytest

from chatsync.billing.models import BillingEvent
from chatsync.billing.tests.facts import SECRET, event, signed
from chatsync.billing.tests.test_bodies import FOLDER, ITEMS, needs_bodies
from chatsync.billing.webhooks import LARGEST_BODY, listens, webhook

pytestmark = pytest.mark.usefixtures("db")
BODY = event("customer.created", {"id": "ctm_1"}, 0)


@pytest.fixture(autouse=True)
def _secrets(settings: Any) -> None:
    settings.PADDLE_WEBHOOK_SECRETS = ("pdl_ntfset_old", SECRET)


async def post(body: bytes, *headers: str, method: str = "POST") -> int:
    """The status that a request gets."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": "/webhooks/paddle",
        "headers": [(b"paddle-signature", each.encode("latin-1")) for each in headers],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await webhook(scope, receive, send)
    status: int = sent[0]["status"]
    return status


def kept() -> list[str]:
    return list(BillingEvent.objects.order_by("id").values_list("event_id", flat=True))


async def test_what_paddle_signed_is_kept_once(sync: Any) -> None:
    for secret in (SECRET, "pdl_ntfset_old", SECRET):
        assert await post(BODY, signed(BODY, secret)) == 200
    assert await sync(kept) == ["evt_customer_created_0"]


async def test_a_doubled_header_is_refused(sync: Any) -> None:
    header = signed(BODY)
    assert await post(BODY, header, header) == 400
    assert await post(BODY) == 400
    assert await sync(kept) == []


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\xfe", b'{"event_id":"evt_1"}', b"[1]"])
async def test_what_cannot_be_read_is_refused_though_signed(body: bytes, sync: Any) -> None:
    assert await post(body, signed(body)) == 400
    assert await sync(kept) == []


@pytest.mark.parametrize(
    "header",
    # Named, for a signature holds the moment, and two workers must collect the same tests.
    ["", "ts=1;h1=2", "\xff", pytest.param(signed(BODY, "foreign"), id="another secret's")],
)
async def test_what_is_not_signed_by_paddle_is_refused(header: str, sync: Any) -> None:
    assert await post(BODY, header) == 400
    assert await sync(kept) == []


async def test_a_body_that_is_too_large_is_refused() -> None:
    body = b"x" * (LARGEST_BODY + 1)
    assert await post(body, signed(body)) == 400


async def test_another_method_is_refused() -> None:
    assert await post(BODY, signed(BODY), method="GET") == 405


@needs_bodies
async def test_every_real_body_is_taken_or_refused(sync: Any) -> None:
    answers = set()
    for item in ITEMS:
        body = (FOLDER / item["file"]).read_bytes()
        answers.add(await post(body, signed(body)))
        without = {key: value for key, value in json.loads(body).items() if key != "event_id"}
        answers.add(await post(raw := json.dumps(without).encode(), signed(raw)))
    assert answers == {200, 400}
    assert set(await sync(kept)) == {item["event_id"] for item in ITEMS}


@pytest.mark.parametrize(("on", "secrets"), [(False, (SECRET,)), (True, ())])
def test_nobody_listens_where_billing_is_off(settings: Any, on: bool, secrets: tuple[str]) -> None:
    settings.BILLING, settings.PADDLE_WEBHOOK_SECRETS = on, secrets
    assert not listens()
