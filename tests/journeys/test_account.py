"""A person's own account: second factors, passkeys, confirmation, and sessions that end."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from chatsync.accounts.passwords import hash_password
from chatsync.kit.ids import uuid7
from tests.journeys.visitors import Visitors, newcomer
from tests.support.product import Product, eventually

PASSWORD = "four quiet rivers under snow"
_ADD = """
INSERT INTO accounts_person (id, login, name, password, language, is_active, is_operator,
  must_change_password, second_factor_required, session_epoch, created_at)
VALUES (%s, %s, 'Mehwish Tariq', %s, '', true, false, false, false, 0, now())
"""
_DEMAND_FACTOR_OF_THE_NEWEST = """
UPDATE accounts_person SET second_factor_required = true
WHERE id = (SELECT id FROM accounts_person ORDER BY created_at DESC LIMIT 1)
"""
_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = pytest.mark.browser


@pytest.fixture
def login(product: Product) -> Iterator[str]:
    """The sign-in name of somebody in no workspace."""
    name = f"mehwish{uuid7().hex[-8:]}"
    with product.database() as database:
        database.execute(_ADD, [uuid7(), name, hash_password(PASSWORD)])
        yield name


def fill_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("Sign-in name or e-mail").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def confirm(page: Page, password: str = PASSWORD) -> None:
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def give_code(page: Page, secret: str, press: str, used: int = -1) -> int:
    """Type what the app shows after the period `used`, until it is taken; the period it was of.

    A period may end between typing and the server, and a code is good for one sign-in only.
    """
    field = page.get_by_label("Code", exact=True)
    for _turn in range(4):
        used = _period_after(used)
        field.fill(str(format_hotp_value(hotp_value(secret, used))))
        with page.expect_navigation():
            page.get_by_role("button", name=press, exact=True).click()
        if not field.count():
            return used
    raise AssertionError("no code was taken")


def _period_after(used: int) -> int:
    return int(eventually(lambda: (p := int(time.time()) // 30) > used and p))


def test_a_code_or_a_recovery_code_is_asked_after_the_password(
    visitors: Visitors, product: Product, login: str
) -> None:
    visitors.foresee("Clear-Site-Data")  # Chromium says so at every sign-out
    page = visitors.stranger(base_url=product.url)
    page.goto("/login?next=/account/factors")
    fill_in(page, login)
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    secret = page.locator("code.key").inner_text().replace(" ", "")
    used = give_code(page, secret, "Turn it on")
    spare = page.locator(".codes code").first.inner_text()
    with page.expect_download() as file:
        page.get_by_role("link", name="Download them").click()
    assert spare in file.value.path().read_text()
    sign_out(page)
    fill_in(page, login)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="You are in no workspace")).to_be_visible()
    sign_out(page)
    fill_in(page, login)
    give_code(page, secret, "Sign in", used)
    expect(page.get_by_role("heading", name="You are in no workspace")).to_be_visible()


def test_a_passkey_signs_in_alone_and_as_the_second_step(
    visitors: Visitors, product: Product, login: str
) -> None:
    visitors.foresee("Clear-Site-Data")  # Chromium says so at every sign-out
    page = visitors.stranger(base_url=product.url)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    page.goto("/login?next=/account/factors")
    fill_in(page, login)
    page.get_by_role("link", name="Add a passkey").click()
    confirm(page)
    page.get_by_label("Name of the passkey").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="Back to second factors").click()
    expect(page.get_by_text("My laptop")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="You are in no workspace")).to_be_visible()
    sign_out(page)
    fill_in(page, login)
    page.get_by_label(re.compile("Skip this step")).first.check()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="You are in no workspace")).to_be_visible()


def test_ending_a_session_elsewhere_closes_its_open_inbox(
    visitors: Visitors, product: Product
) -> None:
    visitors.foresee("status of 401")  # the page asks why its socket ended
    person = product.facts["demo2"]["members"]["agent"]
    visitors.kept_sessions.pop("demo2 agent", None)
    lost = visitors.member("agent", "demo2")
    visitors.kept_sessions.pop("demo2 agent", None)
    page = visitors.stranger(base_url=product.url)
    page.goto("/login?next=/account/sessions")
    fill_in(page, person["login"], person["password"])
    page.get_by_role("button", name="End all other sessions").click()
    confirm(page, person["password"])
    page.get_by_role("button", name="End all other sessions").click()
    expect(lost.get_by_text("You were signed out.")).to_be_visible(timeout=5_000)
    expect(page.get_by_text("this one")).to_be_visible()
    expect(page.get_by_role("button", name="End this session")).to_be_visible()
    expect(page.get_by_role("button", name="End it")).to_have_count(0)


def test_an_open_inbox_is_told_that_a_second_factor_comes_first_and_led_to_it(
    visitors: Visitors, product: Product
) -> None:
    visitors.foresee("status of 403")  # the page asks why its socket ended
    page = newcomer(product, visitors)
    expect(page.get_by_role("navigation", name="Queues")).to_be_visible()
    with product.database() as database:
        database.execute(_DEMAND_FACTOR_OF_THE_NEWEST)
    told = page.get_by_role("alert").filter(has_text="Your work needs a second factor.")
    expect(told).to_be_visible()
    expect(page.get_by_text("You were signed out.")).to_have_count(0)
    told.get_by_role("link", name="Do it now").click()
    expect(page.get_by_role("heading", name="Second factors")).to_be_visible()
