"""Sessions that end, builds that change, and arrivals from another site."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Response, Route, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, composer, row, sign_in
from tests.support.product import Product

pytestmark = pytest.mark.browser


def _agent_with(visitors: Visitors, customer: Customer) -> Page:
    page = visitors.stranger()
    sign_in(page, visitors.product, "agent")
    customer.writes("Are you still there?")
    customer.conversation()
    page.get_by_role("button", name="Take next").click()
    expect(bubble(page, "Are you still there?")).to_be_visible()
    return page


def _end_session(product: Product, page: Page) -> None:
    """The server forgets it, as when its time is over or somebody ends it elsewhere."""
    kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with product.database() as connection:
        ended = connection.execute(
            "DELETE FROM django_session WHERE session_key = %s", [kept["__Host-cs_session"]]
        )
    assert ended.rowcount == 1


def _keeps_a_draft(answer: Response) -> bool:
    return answer.request.method == "PUT" and answer.url.endswith("/draft")


def test_an_ended_session_is_said_and_signing_in_leads_back_to_the_conversation(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("status of 401|WebSocket connection")
    page = _agent_with(visitors, customer)
    with page.expect_response(_keeps_a_draft):
        composer(page).fill("Yes, one moment")
    before = page.url
    _end_session(product, page)
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    expect(page.get_by_text("You were signed out.")).to_have_count(1)
    page.get_by_role("link", name="Sign in again").click()
    person = product.facts["demo"]["members"]["agent"]
    page.get_by_label("Sign-in name or e-mail").fill(person["login"])
    page.get_by_label("Password").fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(bubble(page, "Are you still there?")).to_be_visible()
    assert page.url == before
    expect(composer(page)).to_have_value("Yes, one moment")


def _answer_to(page: Page, asked: list[Route]) -> APIResponse:
    """What the server says to the first request of these, which the page is still without."""
    while not asked:
        page.wait_for_timeout(50)
    return asked[0].fetch(max_redirects=0)


def test_who_signs_out_is_not_told_so_by_the_page_that_is_left(visitors: Visitors) -> None:
    """The end of the session is pushed at once; the answer to signing out may take long."""
    visitors.foresee("Clear-Site-Data header on .*Cleared data types")
    page = visitors.stranger()
    with page.expect_websocket() as opened:
        sign_in(page, visitors.product, "agent")
    expect(page.get_by_role("navigation", name="Queues")).to_be_visible()
    page.wait_for_load_state("networkidle")

    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/logout", hold)
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitem", name="Sign out").click(no_wait_after=True)
    with opened.value.expect_event("close"):
        answer = _answer_to(page, asked)
    page.wait_for_timeout(500)
    asked[0].fulfill(response=answer)
    page.wait_for_url("**/login")


def test_a_lost_part_after_an_update_asks_once_for_a_reload(visitors: Visitors) -> None:
    visitors.foresee("status of 404|Failed to fetch dynamically imported module")
    owner = visitors.member("owner")
    parts = re.compile(r"/assets/channels-page-.*\.js")
    owner.route(parts, lambda route: route.fulfill(status=404, body="gone"))
    owner.get_by_role("link", name="Settings").click()
    asked = owner.get_by_text("ChatSync was updated. Reload the page when it suits you.")
    expect(asked).to_have_count(1)
    owner.unroute(parts)
    owner.get_by_role("button", name="Reload").click()
    expect(owner.get_by_role("heading", name="WhatsApp numbers")).to_be_visible()
    expect(asked).to_have_count(0)


def _with_another_build(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "chatsync-build": "another"})


def test_a_new_build_is_offered_and_can_wait(visitors: Visitors, customer: Customer) -> None:
    agent = visitors.member("agent")
    customer.writes("Hello")
    customer.conversation()
    agent.route("**/api/v1/**", _with_another_build)
    agent.get_by_role("button", name="Take next").click()
    asked = agent.get_by_text("ChatSync was updated.")
    expect(asked).to_be_visible()
    expect(bubble(agent, "Hello")).to_be_visible()
    agent.get_by_role("button", name="Later").click()
    expect(asked).to_have_count(0)
    row(agent, customer.name).click()
    expect(bubble(agent, "Hello")).to_be_visible()
    expect(asked).to_have_count(0)
    agent.unroute_all(behavior="ignoreErrors")


def test_a_signed_in_person_who_comes_from_another_site_arrives_signed_in(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    page = _agent_with(visitors, customer)
    address = page.url
    seen: list[tuple[str, str]] = []
    page.on("request", lambda request: _note_navigation(request, seen))
    page.goto(product.facts["sandbox_url"])
    page.evaluate(
        """address => {
          const link = document.createElement("a");
          link.href = address;
          link.textContent = "To the conversation";
          document.body.prepend(link);
        }""",
        address,
    )
    seen.clear()
    page.get_by_role("link", name="To the conversation").click()
    expect(bubble(page, "Are you still there?")).to_be_visible()
    assert page.url.partition("?")[0] == address.partition("?")[0]
    assert seen[0] == ("cross-site", "")
    assert seen[-1][0] == "same-origin"
    assert "__Host-cs_session" in seen[-1][1]


def _note_navigation(request: object, seen: list[tuple[str, str]]) -> None:
    """What the browser really sent with each navigation: where from, and which cookies."""
    if request.is_navigation_request():  # type: ignore[attr-defined]
        sent = request.all_headers()  # type: ignore[attr-defined]
        seen.append((sent.get("sec-fetch-site", ""), sent.get("cookie", "")))
