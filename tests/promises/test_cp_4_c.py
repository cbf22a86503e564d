"""CP-4.C: tier C, payment. Not built: nothing of a payment company is anywhere."""

import re
from dataclasses import replace

from chatsync.privacy import headers, registry
from chatsync.privacy.areas import Area
from chatsync.privacy.entries import Tier
from chatsync.site.policies import COOKIES, words_of
from tests.promises.pages import answers_to_somebody_new
from tests.promises.proving import Mutant, checks, without
from tests.support.source import PRODUCT, ROOT
from tests.tenancy.routes import routes

PAYING = re.compile(
    r"\b[\w.-]*(?:paddle|stripe|profitwell)[\w.-]*\.(?:com|js|net)\b", re.IGNORECASE
)


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


def nothing_is_declared_and_no_address_exists() -> None:
    assert not [entry for entry in registry.ENTRIES if entry.tier is Tier.PAYMENT]
    assert not [
        it.text for it in routes() if re.search("^(?!api/).*(checkout|paddle|pay)", it.text)
    ]


def the_policy_says_so() -> None:
    part = words_of(COOKIES, "en").partition("Tier C: payment")[2]
    assert part.strip().startswith("Not used in this installation.")


PROOFS = (
    no_policy_lets_a_payment_company_in,
    no_file_of_a_page_names_one,
    no_page_carries_one,
    nothing_is_declared_and_no_address_exists,
    the_policy_says_so,
)
FRAMES = "frame-src https://buy.paddle.com"
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
            lambda _policy, _language: '<script src="https://cdn.paddle.com/paddle.js"></script>',
        ),
    ),
    Mutant(
        "something of tier C is declared",
        nothing_is_declared_and_no_address_exists,
        without("chatsync.privacy.registry.ENTRIES", (replace(registry.THEME, tier=Tier.PAYMENT),)),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
