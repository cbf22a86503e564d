"""A plan from the trial to its end, as an owner sees it on a phone."""

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from chatsync.kit.ids import workspace_uuid
from tests.journeys.looks import Looks
from tests.journeys.newcomers import sign_up
from tests.journeys.paying import OPEN, confirm, foresee_refusals, frame_of, paddle, take_growth
from tests.journeys.visitors import Visitors, no_sideways_scroll
from tests.support.product import Product

pytestmark = pytest.mark.browser

_ACTIVE = "Active, paid until {time}."
_CARD_FAILED = (
    "The card was not charged. Everything goes on while Paddle tries again over the next weeks. "
    "Use another card to pay what is owed at once; after the last try the plan ends."
)
_SIX_DAYS_LATER = "import django; django.setup(); from tests.support.busy_trial import main; main()"
_YEAR, _FEW_DAYS = {"days": 367}, {"days": 4}


@dataclass(frozen=True)
class Owner:
    """A new business's owner at a phone, and what their pages say in their language."""

    product: Product
    page: Page
    looks: Looks

    @property
    def org(self) -> str:
        return urlsplit(self.page.url).path.split("/")[2]

    def reads(self, text: str) -> None:
        """It stands on the page by itself, and nothing sticks out sideways."""
        expect(self.page.get_by_text(self.looks.like(text))).to_be_visible()
        assert no_sideways_scroll(self.page), text

    def has_plan(self, plan: str) -> None:
        name = self.looks.says("Your plan: {plan}", plan=self.looks.says(plan))
        expect(self.page.get_by_role("heading", name=name)).to_be_visible()

    def button(self, text: str, plan: str = "") -> Locator:
        name = self.looks.says(text, plan=self.looks.says(plan) if plan else "")
        return self.page.get_by_role("button", name=name)

    def in_dialog(self) -> Locator:
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        assert no_sideways_scroll(self.page)
        return dialog


@pytest.fixture(
    params=[Looks("en", "light"), Looks("ur", "dark")],
    ids=["in English and light", "in Urdu and dark"],
)
def owner(request: pytest.FixtureRequest, product: Product, visitors: Visitors) -> Owner:
    """They have just signed up, and have shown again who they are."""
    foresee_refusals(visitors)
    looks, password = request.param, f"kettle {secrets.token_hex(6)} saucer"
    phone = {"width": 360, "height": 740}
    page = sign_up(visitors, product, password, looks, viewport=phone)
    confirm(page, password, looks)
    return Owner(product, page, looks)


def sixth_day(owner: Owner, visitors: Visitors) -> None:
    """The shop was busy: three more days, said over every page and by mail."""
    owner.product.beside(sys.executable, "-c", _SIX_DAYS_LATER, owner.org, CHATSYNC_BILLING="on")
    owner.reads("Your trial is three days longer: it ends on {time}.")
    mailbox = visitors.stranger()
    mailbox.goto(owner.product.facts["mail_url"])
    subject = owner.looks.page("Three more days for %(workspace)s")
    expect(mailbox.get_by_text(subject % {"workspace": "Multan Crockery"})).to_be_visible()


def pay_for_growth(owner: Owner) -> None:
    """Pick a year of Growth, and pay it in Paddle's frame."""
    page, looks = owner.page, owner.looks
    take_growth(page, looks=looks)
    assert no_sideways_scroll(page)
    page.get_by_role("button", name=looks.page(OPEN)).click()
    frame = frame_of(page)
    frame.get_by_label("E-mail").fill(f"{secrets.token_hex(4)}@shop.example")
    frame.get_by_role("button", name="Pay", exact=True).click()
    frame.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name=looks.page("Confirming"))).to_be_visible()
    page.get_by_role("link", name=looks.page("Back to ChatSync")).click()
    owner.has_plan("Growth")


def fetch_invoice(owner: Owner, folder: Path) -> None:
    with owner.page.expect_download() as fetched:
        owner.page.get_by_role("button", name=owner.looks.says("PDF")).click()
    fetched.value.save_as(folder / "invoice.pdf")
    assert (folder / "invoice.pdf").read_bytes().startswith(b"%PDF")


def upgrade(owner: Owner) -> None:
    """To Business, once the page has said what that costs now."""
    owner.button("Change to {plan}", "Business").click()
    dialog = owner.in_dialog()
    expect(dialog.get_by_text(owner.looks.says("Charged now"))).to_be_visible()
    dialog.get_by_role("button", name=owner.looks.says("Change the plan")).click()
    owner.has_plan("Business")


def cancel(owner: Owner) -> None:
    owner.button("Cancel {plan}", "Business").click()
    owner.in_dialog().get_by_role("button", name=owner.looks.says("Cancel the plan")).click()
    owner.reads("Cancelled. Everything goes on until {time}.")


def its_card(owner: Owner, outcome: str) -> None:
    """From now on the card pays or declines."""
    with owner.product.database() as connection:
        row = connection.execute(
            "SELECT provider_id FROM billing_subscription WHERE provider = 'paddle' "
            "ORDER BY made_at DESC LIMIT 1"
        ).fetchone()
    assert row
    paddle(owner.product, "cards", {"subscription_id": row[0], "outcome": outcome}, "PUT")


def end_trial(owner: Owner) -> None:
    """The stand-in's clock is ahead, ours is not: else the days of the trial were still there."""
    with owner.product.database() as connection:
        connection.execute(
            "UPDATE billing_account SET trial_ends_at = now() - interval '1 day' "
            "WHERE workspace_id = %s",
            [workspace_uuid(owner.org)],
        )


def test_from_the_trial_to_a_plan_that_is_paid_changed_owed_and_ended(
    owner: Owner, visitors: Visitors, tmp_path: Path
) -> None:
    sixth_day(owner, visitors)
    pay_for_growth(owner)
    fetch_invoice(owner, tmp_path)
    upgrade(owner)
    cancel(owner)
    owner.button("Keep {plan}", "Business").click()
    owner.reads(_ACTIVE)
    its_card(owner, "declines")
    paddle(owner.product, "clock", _YEAR)
    owner.reads(_CARD_FAILED)
    its_card(owner, "pays")
    paddle(owner.product, "clock", _FEW_DAYS)
    owner.reads(_ACTIVE)
    end_trial(owner)
    cancel(owner)
    paddle(owner.product, "clock", _YEAR)
    owner.reads("Ended. Messages still arrive; nothing is sent or changed.")
