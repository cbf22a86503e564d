"""What a look at the checkout found, held against what tier C declares."""

from typing import Any

import pytest

from chatsync.privacy.measured import is_of, undeclared, was_seen
from chatsync.privacy.payment import Payment, payment_here
from chatsync.privacy.question import question_digest


@pytest.fixture
def payment(settings: Any) -> Payment:
    settings.BILLING = True
    settings.PADDLE_API_KEY = "pdl_sdbx_apikey_01"
    settings.PADDLE_CLIENT_TOKEN = "test_01"
    settings.PADDLE_FRAME_URL = "https://sandbox-buy.paddle.com"
    found = payment_here()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("host", "origin", "is_it"),
    [
        ("https://js.stripe.com", "https://js.stripe.com", True),
        ("https://js.stripe.com", "https://x.js.stripe.com", False),
        ("https://*.paddle.com", "https://vault.paddle.com", True),
        ("https://*.paddle.com", "https://paddle.com", True),
        ("https://*.paddle.com", "https://a.b.paddle.com", True),
        ("https://*.paddle.com", "https://evilpaddle.com", False),
        ("https://*.paddle.com", "https://paddle.com.evil.example", False),
        ("https://*.paddle.com", "http://vault.paddle.com", False),
    ],
)
def test_a_declared_host_covers_what_stands_below_it_alone(
    host: str, origin: str, is_it: bool
) -> None:
    assert is_of(host, origin) is is_it


def test_what_is_declared_is_no_difference(payment: Payment) -> None:
    hosts = ["https://sandbox-buy.paddle.com", "https://m.stripe.network", "https://o1.sentry.io"]
    items = [
        ("cookie", "__cf_bm", "paddle.com"),
        ("cookie", "m", "m.stripe.com"),
        ("session storage", "ljs-lang", "sandbox-buy.paddle.com"),
    ]
    assert list(undeclared(payment, hosts, items)) == []


def test_what_nobody_declared_is_named(payment: Payment) -> None:
    hosts = ["https://public.profitwell.com"]
    items = [("local storage", "ljs-lang", "x.example"), ("cookie", "_ga", "paddle.com")]
    assert list(undeclared(payment, hosts, items)) == [
        ("request", "https://public.profitwell.com"),
        ("local storage", "ljs-lang (x.example)"),
        ("cookie", "_ga (paddle.com)"),
    ]


def test_a_company_was_seen_where_its_host_or_its_cookie_was(payment: Payment) -> None:
    companies = {company.key: company for company in payment.companies}
    assert was_seen(companies["stripe"], ["https://js.stripe.com"], [])
    assert not was_seen(companies["stripe"], ["https://pay.google.com"], [])
    assert was_seen(companies["cloudflare"], [], [("cookie", "__cf_bm", "paddle.com")])
    assert not was_seen(companies["cloudflare"], ["https://js.stripe.com"], [])


def test_the_document_itself_contacts_paddle_alone(payment: Payment) -> None:
    assert payment.hosts == (
        "https://cdn.paddle.com",
        "https://sandbox-buy.paddle.com",
        "https://sandbox-cdn.paddle.com",
        "https://sandbox-checkout-service.paddle.com",
    )


@pytest.mark.parametrize("name", ["PADDLE_API_KEY", "PADDLE_CLIENT_TOKEN"])
def test_without_a_key_or_a_token_nobody_is_paid(
    payment: Payment, settings: Any, name: str
) -> None:
    setattr(settings, name, "")
    assert payment_here() is None


def test_a_payment_company_changes_the_question_and_its_address_does_not(
    payment: Payment, settings: Any
) -> None:
    paying = question_digest(None)
    settings.BILLING = False
    assert question_digest(None) != paying
    settings.BILLING = True
    settings.PADDLE_CLIENT_TOKEN, settings.PADDLE_FRAME_URL = "live_01", "https://buy.paddle.com"
    assert question_digest(None) == paying
