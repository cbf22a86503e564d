"""CP-4.C: tier C, payment. Paddle is on one document alone, after a click; without it, nowhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.test import Client, override_settings

from chatsync.billing.actions.handles import Looks, Used, make_handle
from chatsync.kit.clock import now
from chatsync.privacy import headers, registry
from chatsync.privacy.areas import Area
from chatsync.privacy.entries import Tier
from chatsync.privacy.models import CheckoutMeasurement
from chatsync.privacy.payment import payment_here
from chatsync.privacy.published import published_registry
from chatsync.site.policies import COOKIES, words_of
from chatsync.site.tests.stand import a_business
from chatsync.workspaces.tokens import workspace_in
from tests.promises.pages import answers_to_somebody_new
from tests.promises.proving import Mutant, checks, without
from tests.support.source import PRODUCT, ROOT

PAYING = re.compile(
    r"\b[\w.-]*(?:paddle|stripe|profitwell)[\w.-]*\.(?:com|js|net)\b", re.IGNORECASE
)
SELLING: dict[str, Any] = {
    "BILLING": True,
    "PADDLE_API_KEY": "pdl_live_apikey_01",
    "PADDLE_CLIENT_TOKEN": "live_01",
    "PADDLE_SCRIPT_URL": "https://cdn.paddle.com/paddle/v2/paddle.js",
    "PADDLE_FRAME_URL": "https://buy.paddle.com",
    "PADDLE_HOSTED_URL": "",
}


@contextmanager
def selling() -> Iterator[None]:
    with override_settings(**SELLING):
        yield


def no_policy_lets_a_payment_company_in() -> None:
    for area in Area:
        told = headers.confining(area, "N", "https://chat.example")
        assert not PAYING.search(str(told)), area
        assert "payment=()" in told["Permissions-Policy"], area


def no_file_of_a_page_names_one() -> None:
    files = [
        *PRODUCT.rglob("templates/**/*"),
        *PRODUCT.rglob("static/**/*.js"),
        *(ROOT / "dashboard/src").rglob("*.ts*"),
    ]
    assert len(files) > 100
    named = [file.name for file in files if file.is_file() and PAYING.search(file.read_text())]
    assert named == []


def no_page_carries_one() -> None:
    for path, answer in answers_to_somebody_new():
        assert answer.streaming or not PAYING.search(answer.content.decode(errors="replace")), path


def where_nothing_is_sold_nothing_is_declared() -> None:
    assert not [entry for entry in registry.ENTRIES if entry.tier is Tier.PAYMENT]
    assert published_registry()["vendors"] == []
    assert Client().get("/pay").status_code == 404
    words = words_of(COOKIES, "en")
    part = words.partition("Tier C: payment")[2]
    assert part.strip().startswith("Not used in this installation.")
    assert not re.search("paddle", words, re.IGNORECASE)


def where_plans_are_sold_one_document_alone_lets_it_in() -> None:
    with selling():
        for path, answer in answers_to_somebody_new():
            assert not PAYING.search(answer.headers["Content-Security-Policy"]), path
            assert "payment=()" in answer.headers["Permissions-Policy"], path
        answer = _document()
    assert "frame-src https://buy.paddle.com" in answer.headers["Content-Security-Policy"]
    assert "profitwell" not in answer.headers["Content-Security-Policy"]


def the_document_waits_for_a_click() -> None:
    with selling():
        text = _document().content.decode()
    loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]+)"', text)
    assert len(loaded) > 3
    assert not [address for address in loaded if not address.startswith("/static/")]
    assert "Open the secure checkout (loads Paddle)" in text


def a_handle_opens_once() -> None:
    with selling():
        path = _way()
        assert [Client().get(path).status_code for _ in range(2)] == [200, 404]


def every_company_is_listed_with_the_day_it_was_measured() -> None:
    with selling():
        words = words_of(COOKIES, "en").partition("Tier C: payment")[2]
        payment = payment_here()
        assert payment is not None
        told = {one["name"] for one in published_registry()["vendors"]}
        assert {"Paddle", "Stripe", "Google", "Cloudflare", "Sentry", "Localize"} <= told
        assert told == {company.name for company in payment.companies}
        for company in payment.companies:
            assert company.name in words, company.name
            assert all(host in words for host in company.hosts), company.name
        assert words.count("According to Paddle's documents, not measured here.") == len(told) + 1
        CheckoutMeasurement.objects.create(
            measured_at=now(),
            browser="Chrome/1",
            script_url=payment.script_url,
            frame_origin=payment.frame_origin,
            hosts=["https://js.stripe.com"],
            items=[],
            undeclared=[["request", "https://pixel.example"]],
        )
        words = words_of(COOKIES, "en").partition("Tier C: payment")[2]
    assert words.count(f"Seen here on {now().date()}.") == 1
    assert "https://pixel.example" in words
    assert "not measured here" not in words


def _way() -> str:
    owner = a_business("Rose Petals", "ayesha@example.com")
    url = make_handle(owner.workspace.id, "txn_01", Looks())
    return "/" + url.split("/", 3)[3]


def _document() -> Any:
    answer = Client().get(_way())
    assert answer.status_code == 200
    return answer


def _home(token: str) -> UUID:
    found = workspace_in(token)
    assert found is not None
    return found


def _open_everywhere(_area: Area, _nonce: str, origin: str, _hosts: object) -> dict[str, str]:
    payment = payment_here()
    assert payment is not None
    return headers.confining_checkout(payment, "/static/x.js", origin)


PROOFS = (
    no_policy_lets_a_payment_company_in,
    no_file_of_a_page_names_one,
    no_page_carries_one,
    where_nothing_is_sold_nothing_is_declared,
    where_plans_are_sold_one_document_alone_lets_it_in,
    the_document_waits_for_a_click,
    a_handle_opens_once,
    every_company_is_listed_with_the_day_it_was_measured,
)
FRAMES = "frame-src https://buy.paddle.com"
EARLY = "https://cdn.paddle.com/paddle/v2/paddle.js"
MUTANTS = (
    Mutant(
        "a policy lets Paddle in",
        no_policy_lets_a_payment_company_in,
        without("chatsync.privacy.headers._REPORTING", FRAMES),
    ),
    Mutant(
        "payment is allowed",
        no_policy_lets_a_payment_company_in,
        without("chatsync.privacy.headers._ALLOWED", {Area.PUBLIC: {"payment"}}),
    ),
    Mutant(
        "a page loads Paddle early",
        no_page_carries_one,
        without(
            "chatsync.site.views.policies.body_of",
            lambda _policy, _language: f'<script src="{EARLY}"></script>',
        ),
    ),
    Mutant(
        "something of tier C is declared though nothing is sold",
        where_nothing_is_sold_nothing_is_declared,
        without("chatsync.privacy.registry.ENTRIES", (replace(registry.THEME, tier=Tier.PAYMENT),)),
    ),
    Mutant(
        "Paddle is told of though nothing is sold",
        where_nothing_is_sold_nothing_is_declared,
        without("chatsync.privacy.streams._takes_money", lambda: True),
    ),
    Mutant(
        "every page gets the policy of the document",
        where_plans_are_sold_one_document_alone_lets_it_in,
        without("chatsync.privacy.middleware.confining", _open_everywhere),
    ),
    Mutant(
        "the document loads Paddle by itself",
        the_document_waits_for_a_click,
        without("chatsync.billing.views.static", lambda _name: EARLY),
    ),
    Mutant(
        "a handle opens twice",
        a_handle_opens_once,
        without(
            "chatsync.billing.views.use_handle",
            lambda token: Used(_home(token), "txn_01", Looks()),
        ),
    ),
    Mutant(
        "the page leaves the companies inside the frame out",
        every_company_is_listed_with_the_day_it_was_measured,
        without("chatsync.site.policies._paying", lambda: None),
    ),
)


test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
