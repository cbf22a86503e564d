from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from chatsync.config.catalogues import compile_all
from chatsync.privacy.forms import form_token
from chatsync.site.tests.stand import Browser
from tests.support.pages import is_in_english, is_in_urdu


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


def choose(browser: Browser, language: str, onward: str) -> str:
    fields = {"language": language, "next": onward, "form_token": form_token()}
    return str(browser.send("/preferences/language", fields)["Location"])


def test_public_pages_speak_the_language_of_their_address(browser: Browser) -> None:
    urdu = {"Accept-Language": "ur"}
    assert is_in_english(browser.open("/", headers=urdu).content.decode())
    page = browser.open("/ur/").content.decode()
    assert is_in_urdu(page)
    assert "One WhatsApp inbox" not in page


def test_account_pages_follow_the_choice_then_the_browser(browser: Browser) -> None:
    urdu = {"Accept-Language": "ur-PK,en;q=0.5"}
    assert is_in_english(browser.open("/login").content.decode())
    assert is_in_urdu(browser.open("/login", headers=urdu).content.decode())
    assert choose(browser, "en", "/login") == "/login"
    assert is_in_english(browser.open("/login", headers=urdu).content.decode())


def test_choosing_on_a_public_page_goes_to_that_language(browser: Browser) -> None:
    assert choose(browser, "ur", "/") == "/ur/"
    assert choose(browser, "en", "/ur/") == "/"
    assert choose(browser, "ur", "/ur/") == "/ur/"


def test_an_error_page_speaks_the_language_of_its_address(browser: Browser) -> None:
    assert is_in_urdu(browser.open("/ur/nothing").content.decode())


def test_a_language_that_does_not_exist_is_refused(browser: Browser) -> None:
    fields = {"language": "xx", "form_token": form_token()}
    assert browser.send("/preferences/language", fields).status_code == 400


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("en", "5 Nov 2026", "5 Nov 2026, 17:04"), ("ur", "5 نومبر 2026", "5 نومبر 2026، 17:04")],
)
def test_dates_put_the_day_first_and_use_24_hours(language: str, day: str, moment: str) -> None:
    at = datetime(2026, 11, 5, 17, 4, tzinfo=UTC)
    with translation.override(language):
        assert date_format(at, "DATE_FORMAT") == day
        assert date_format(at, "DATETIME_FORMAT") == moment
