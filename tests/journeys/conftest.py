"""The running product and a real browser for the journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from chatsync.audit.browser import Driven
from chatsync.audit.launching import driven, found_browser
from tests.journeys.browsers import launch
from tests.journeys.customers import Customer
from tests.journeys.firefox import Person
from tests.journeys.visitors import Visitors, clear_desk
from tests.support.lessons import demand_none
from tests.support.product import Product, running


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys run together, at the end: Playwright holds an event loop while it is open."""
    items.sort(key=lambda item: "tests/journeys/" in item.nodeid)


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def kept_sessions() -> dict[str, object]:
    """What the browser kept of each sign-in, so that a person signs in once."""
    return {}


@pytest.fixture
def visitors(
    browser: Browser, product: Product, kept_sessions: dict[str, object]
) -> Iterator[Visitors]:
    """People with a browser of their own each; every complaint of a page fails the test."""
    clear_desk(product)
    visitors = Visitors(browser, product, kept_sessions)
    yield visitors
    visitors.leave()
    product.sandbox("faults", method="DELETE")
    assert visitors.complaints == []


@pytest.fixture(scope="package")
def firefox() -> Iterator[Driven]:
    """Firefox as it is installed; one for all, since starting it takes seconds."""
    if not found_browser("firefox"):
        pytest.skip("firefox is not installed here and apt is not ours")
    with driven("firefox") as browser:
        yield browser


@pytest.fixture
def person(firefox: Driven, product: Product) -> Iterator[Person]:
    """Somebody at Firefox who has never been here."""
    person = Person(firefox, product)
    yield person
    person.tab.close()
    demand_none(person.faults, "It is not declared in chatsync/privacy/registry.py.")


@pytest.fixture
def customer(product: Product) -> Customer:
    """Somebody nobody has heard of yet."""
    return Customer.new(product)
