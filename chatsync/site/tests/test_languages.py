import pytest

from chatsync.config.catalogues import compile_all
from chatsync.privacy.forms import form_token
from chatsync.site.tests.stand import Browser


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


def choose(browser: Browser, language: str, onward: str) -> str:
    fields = {"language": language, "next": onward, "form_token": form_token()}
    return str(browser.send("/preferences/language", fields)["Location"])


def test_public_pages_speak_the_language_of_their_address(browser: Browser) -> None:
    urdu = {"Accept-Language": "ur"}
    assert '<html lang="en" dir="ltr"' in browser.open("/", headers=urdu).content.decode()
    page = browser.open("/ur/").content.decode()
    assert '<html lang="ur" dir="rtl"' in page
    assert "One WhatsApp inbox" not in page


def test_account_pages_follow_the_choice_then_the_browser(browser: Browser) -> None:
    urdu = {"Accept-Language": "ur-PK,en;q=0.5"}
    assert 'lang="en" dir="ltr"' in browser.open("/login").content.decode()
    assert 'lang="ur" dir="rtl"' in browser.open("/login", headers=urdu).content.decode()
    assert choose(browser, "en", "/login") == "/login"
    assert 'lang="en" dir="ltr"' in browser.open("/login", headers=urdu).content.decode()


def test_choosing_on_a_public_page_goes_to_that_language(browser: Browser) -> None:
    assert choose(browser, "ur", "/") == "/ur/"
    assert choose(browser, "en", "/ur/") == "/"
    assert choose(browser, "ur", "/ur/") == "/ur/"


def test_an_error_page_speaks_the_language_of_its_address(browser: Browser) -> None:
    assert 'lang="ur" dir="rtl"' in browser.open("/ur/nothing").content.decode()


def test_a_language_that_does_not_exist_is_refused(browser: Browser) -> None:
    fields = {"language": "xx", "form_token": form_token()}
    assert browser.send("/preferences/language", fields).status_code == 400
