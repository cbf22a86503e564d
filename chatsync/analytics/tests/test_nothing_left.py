"""Nobody can be found from what is counted: every table and every log line is searched."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from chatsync.analytics.actions.funnel import Step
from chatsync.analytics.actions.views import write_views
from chatsync.analytics.models import PageCount
from chatsync.analytics.tests.make import a_landing
from chatsync.analytics.tests.traffic import DESKTOP
from chatsync.analytics.tests.visits import Visit, steps
from chatsync.analytics.tickets import read_ticket
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.site.arrivals import note_first_messages
from tests.support.dump import places_of

ADDRESS, AGENT = "203.0.113.77", f"{DESKTOP} Oddity/8841"
SECURITY = {"shared_cache", "accounts_signin"}
"""Tables that may hold an address or a browser's name: limits on guessing, and signed-in browsers.
Their days are in the retention table."""


@pytest.fixture
def visit(settings: Any) -> Visit:
    """Somebody with an odd browser and a link of their own, who signs up and gets a message."""
    settings.EMAIL_BACKEND = "chatsync.jobs.mail.QueuedMail"
    a_landing("spring")
    visit = Visit()
    visit.guest.defaults["REMOTE_ADDR"] = ADDRESS
    return visit


def test_a_visitor_with_a_link_of_their_own_is_found_nowhere(
    visit: Visit, database_urls: DatabaseUrls
) -> None:
    headers = {"agent": AGENT, "Referer": "https://mail.example/letters/8842"}
    with capture_logs() as logged:
        visit.view("/l/spring?utm_campaign=for-bilal-8843&utm_source=letter-8844", **headers)
        visit.call(agent=AGENT)
        visit.submit()
        visit.verify()
        visit.receive()
        note_first_messages()
        write_views()
    assert steps() == (1, 1, 1, 1, 1, 1)
    ticket = read_ticket(visit.via)
    assert ticket
    words = [ADDRESS, "Oddity", "mail.example", "bilal-8843", "letter-8844", ticket.view]
    for word in words:
        assert set(places_of(database_urls, word)) <= SECURITY, word
        assert word not in repr(logged)


def test_no_count_names_the_account_or_workspace_that_came_of_it(
    visit: Visit, database_urls: DatabaseUrls
) -> None:
    visit.go("/l/spring", Step.MESSAGED)
    note_first_messages()
    write_views()
    steps()
    for word in (str(visit.workspace_id), visit.address, "Karachi Tea House"):
        tables = places_of(database_urls, word)
        assert tables
        assert not [name for name in tables if name.startswith("analytics_")]


def test_two_visitors_of_an_hour_with_alike_devices_are_one_row(visit: Visit) -> None:
    for number in range(2):
        visit.guest.come(f"/?utm_campaign=for-{number}", f"{DESKTOP} Number/{number}")
    write_views()
    assert [(row.utm_campaign, row.views) for row in PageCount.objects.all()] == [("other", 2)]


def test_where_a_new_workspace_came_from_is_unreadable_in_the_database(
    visit: Visit, database_urls: DatabaseUrls
) -> None:
    visit.go("/l/spring", Step.VERIFIED)
    found = places_of(database_urls, str(visit.workspace_id))
    assert found["analytics_signuporigin"] == 1
    assert "analytics_signuporigin" not in places_of(database_urls, "spring")
