"""CP-4.B, CP-7.1, CP-3.4: nothing of tier B before a yes; the yes is proven, and ends."""

from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from chatsync.privacy.models import ConsentRecord
from chatsync.privacy.tests.visitor import COOKIE, PLAUSIBLE, Visitor, asks, loads, state
from chatsync.privacy.vendors.slot import measuring_by


@pytest.fixture(autouse=True)
def _measured(settings: Settings) -> None:
    settings.MEASURING = PLAUSIBLE
    settings.OWN_MEASURING = False


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor()


@pytest.mark.usefixtures("db")
def test_a_first_visit_is_asked_and_nothing_is_stored_or_loaded() -> None:
    for path in ("/", "/ur/", "/login", "/signup"):
        answer = Visitor().open(path)
        page = answer.content.decode()
        assert asks(page), path
        assert not loads(page)
        assert COOKIE not in answer.cookies
        assert "stats.example" not in answer.headers["Content-Security-Policy"]
        banner = page.partition('class="consent"')[2].partition("</section>")[0]
        assert "aria-pressed" not in banner


def test_an_installation_that_measures_nothing_asks_nobody(
    visitor: Visitor, settings: Settings
) -> None:
    settings.MEASURING = None
    assert not asks(visitor.page())
    assert "measures you. There is nothing to agree to" in state(
        visitor.page("/cookies/preferences")
    )
    visitor.say("accept")
    assert COOKIE not in visitor.cookies
    assert not ConsentRecord.objects.exists()


def test_pages_of_the_matter_itself_the_operators_and_faults_carry_no_banner(
    visitor: Visitor,
) -> None:
    for path in ("/cookies/preferences", "/ur/cookies/preferences", "/ops", "/nothing"):
        assert not asks(visitor.page(path)), path


def test_a_yes_loads_the_service_on_public_pages_alone(visitor: Visitor) -> None:
    answer = visitor.say("accept")
    assert (answer.status_code, answer["Location"]) == (303, "/")
    home = visitor.open("/")
    assert loads(home.content.decode())
    assert not asks(home.content.decode())
    assert "connect-src 'self' https://stats.example;" in home["Content-Security-Policy"]
    assert home["Tk"] == "C"
    for path in ("/login", "/cookies/preferences", "/api/v1/docs", "/preferences/receipt.json"):
        elsewhere = visitor.open(path)
        assert not loads(elsewhere.content.decode())
        assert "stats.example" not in elsewhere["Content-Security-Policy"]
        assert elsewhere["Tk"] == "N"


def test_a_no_is_quiet_for_half_a_year_and_loads_nothing(visitor: Visitor) -> None:
    visitor.say("refuse")
    assert int(visitor.cookies[COOKIE]["max-age"]) == 182 * 24 * 3600
    page = visitor.page()
    assert not asks(page)
    assert not loads(page)
    assert "you refused" in state(visitor.page("/cookies/preferences"))


def test_withdrawing_is_one_press_and_takes_away_what_was_left(visitor: Visitor) -> None:
    visitor.say("accept")
    visitor.cookies["_vendor.1"] = "x"
    answer = visitor.say("refuse", "preferences")
    assert answer.cookies["_vendor.1"]["max-age"] == 0
    assert answer["Clear-Site-Data"] == '"storage"'
    assert not loads(visitor.page())
    assert [row.answer for row in ConsentRecord.objects.order_by("ends")] == [
        "accepted",
        "withdrawn",
    ]


def test_the_answer_can_be_forgotten_and_is_asked_again(visitor: Visitor) -> None:
    visitor.say("accept")
    visitor.say("forget", "preferences")
    assert asks(visitor.page())


def test_the_ledger_knows_no_address_no_agent_and_no_account(visitor: Visitor) -> None:
    visitor.say("accept", headers={"User-Agent": "Marker-Agent"}, REMOTE_ADDR="203.0.113.9")
    row = ConsentRecord.objects.values().get()
    assert set(row) == {
        "receipt", "ends", "answer", "method", "language", "asked", "words", "at",
    }  # fmt: skip
    assert (row["at"].minute, row["at"].second) == (0, 0)
    assert "Marker" not in str(row)
    assert visitor.receipt not in str(row)


def test_another_party_asks_again_and_other_words_do_not(
    visitor: Visitor, settings: Settings
) -> None:
    visitor.say("accept")
    assert PLAUSIBLE
    reworded = replace(PLAUSIBLE.vendor, sends="Other words", policy_url="https://moved.example")
    settings.MEASURING = replace(PLAUSIBLE, vendor=reworded)
    assert not asks(visitor.page())
    settings.MEASURING = measuring_by("plausible:https://other.example:chat.example")
    page = visitor.page()
    assert asks(page)
    assert "other.example" not in page.replace("(other.example)", "")
    assert "has changed" in state(visitor.page("/cookies/preferences"))


REFUSED: tuple[tuple[dict[str, str], dict[str, str], int], ...] = (
    ({"form_token": "forged"}, {}, 403),
    ({}, {"Origin": "https://evil.example"}, 403),
    ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
    ({"answer": "maybe"}, {}, 400),
    ({"method": "mail"}, {}, 400),
    ({"language": "xx"}, {}, 400),
)


def test_an_answer_that_is_not_from_our_form_is_refused(visitor: Visitor) -> None:
    for fields, headers, status in REFUSED:
        answer = visitor.say("accept", fields=fields, headers=headers)
        assert (answer.status_code, COOKIE in answer.cookies) == (status, False), fields
    assert not ConsentRecord.objects.exists()


def test_the_way_back_stays_here(visitor: Visitor) -> None:
    for onward in ("https://evil.example", "//evil.example", "javascript:1", ""):
        answer = visitor.say("accept", fields={"next": onward})
        assert answer["Location"] == "/cookies/preferences", onward


def test_caches_tell_visitors_apart(visitor: Visitor) -> None:
    assert {"Cookie", "DNT", "Sec-GPC"} <= set(visitor.open("/")["Vary"].split(", "))


def test_an_arrival_from_another_site_is_styled_by_what_the_browser_kept_back(
    visitor: Visitor,
) -> None:
    visitor.say("refuse")
    kept = visitor.cookies
    visitor.cookies = type(kept)()
    page = visitor.page("/", site="cross-site")
    assert asks(page)
    assert 'href="/preferences/arrival.css"' in page
    visitor.cookies = kept
    assert ".consent" in visitor.page("/preferences/arrival.css")
    assert 'href="/preferences/arrival.css"' not in visitor.page()
