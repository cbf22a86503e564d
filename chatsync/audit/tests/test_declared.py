"""What the audit holds against the registry, page by page."""

import time
from dataclasses import replace
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from chatsync.audit.browser import Cookie, Sent
from chatsync.audit.declared import Fault, Registry, Seen, State
from chatsync.privacy.infrastructure import infrastructure_cookies
from chatsync.privacy.published import published_registry
from chatsync.privacy.vendors.slot import measuring_by

SITE = "https://chat.example"
SERVICE = "https://plausible.example"
SESSION = Cookie("__Host-cs_session", "chat.example", "/", True, True, "Strict", None)
THEME = replace(SESSION, name="__Host-cs_theme", expires=time.time() + 364 * 86400)
LOGIN = Seen(f"{SITE}/login", (), (), (Sent(f"{SITE}/login"),))


@pytest.fixture
def registry(settings: Settings) -> Registry:
    settings.MEASURING = measuring_by(f"plausible:{SERVICE}:chat.example")
    settings.INFRASTRUCTURE_COOKIES = infrastructure_cookies(("__cf_*:Cloudflare:1",))
    return Registry(published_registry(), SITE)


def faults(registry: Registry, state: State = State.FIRST, **seen: Any) -> list[Fault]:
    known = seen.pop("before", ())
    return list(registry.faults(state, known, replace(LOGIN, **seen)))


def test_what_is_declared_is_no_fault(registry: Registry) -> None:
    sent = (
        Sent(f"{SITE}/static/site/site.css", stored=True),
        Sent("wss://chat.example/ws"),
        Sent("data:image/svg+xml,x"),
        Sent("blob:https://chat.example/1"),
    )
    assert faults(registry, cookies=(SESSION,), sent=sent) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "messages"}, "is not in the registry"),
        ({"secure": False}, "lacks Secure"),
        ({"http_only": False}, "lacks HttpOnly"),
        ({"same_site": "Lax"}, "lacks SameSite=Strict"),
        ({"same_site": ""}, "lacks SameSite=Strict"),
        ({"path": "/login"}, "lacks Path=/"),
        ({"domain": ".chat.example"}, "is given to more than one host"),
        ({"expires": time.time() + 9}, "outlives the browser"),
        ({"domain": "other.example"}, "is kept by another host, other.example, and not declared"),
    ],
)
def test_a_cookie_that_differs_is_named(
    registry: Registry, changed: dict[str, Any], why: str
) -> None:
    cookie = replace(SESSION, **changed)
    assert faults(registry, cookies=(cookie,)) == [Fault("cookie", cookie.name, why)]


def test_a_cookie_that_lives_too_long_is_named(registry: Registry) -> None:
    long = replace(THEME, expires=time.time() + 400 * 86400)
    (fault,) = faults(registry, before=(THEME,), cookies=(long,))
    assert fault.why == "lives longer than declared"


def test_a_cookie_comes_from_where_it_may_come_from(registry: Registry) -> None:
    home: dict[str, Any] = {
        "address": f"{SITE}/",
        "sent": (Sent(f"{SITE}/"),),
        "cookies": (SESSION,),
    }
    (fault,) = faults(registry, **home)
    assert fault.why == "was set by a page of: public"
    assert faults(registry, before=(SESSION,), **home) == []


def test_the_operators_own_cookies_are_declared_by_name_and_keep_their_flags(
    registry: Registry,
) -> None:
    foreign = Cookie("__cf_bm", ".chat.example", "/", True, True, "None", time.time() + 1800)
    assert faults(registry, cookies=(foreign,)) == []
    assert faults(registry, cookies=(replace(foreign, name="AWSALB"),)) != []


@pytest.mark.parametrize("kind", ["local storage", "session storage", "IndexedDB", "cache storage"])
def test_storage_that_nobody_declared_is_named(registry: Registry, kind: str) -> None:
    found = [Fault(kind, "theme", "is not in the registry")]
    assert faults(registry, items=((kind, "theme"),)) == found


@pytest.mark.parametrize("state", list(State))
def test_the_measuring_service_is_contacted_after_a_yes_alone(
    registry: Registry, state: State
) -> None:
    found = faults(registry, state, sent=(Sent(f"{SERVICE}/js/script.js"),))
    assert (found == []) is (state is State.ACCEPTED)
    assert faults(registry, state, sent=(Sent("https://pixel.example/p.gif"),)) != []


@pytest.mark.parametrize("state", list(State))
def test_a_payment_company_is_contacted_from_the_payment_page_alone(
    settings: Settings, state: State
) -> None:
    settings.BILLING, settings.OWN_MEASURING = True, False
    settings.PADDLE_API_KEY, settings.PADDLE_CLIENT_TOKEN = "pdl_live_1", "live_1"
    settings.PADDLE_FRAME_URL = "https://buy.paddle.com"
    paying = Registry(published_registry(), SITE)
    assert not paying.asks
    cookie = Cookie("__cf_bm", ".paddle.com", "/", True, True, "None", time.time() + 1800)
    seen: dict[str, Any] = {"cookies": (cookie,), "sent": (Sent("https://buy.paddle.com/x"),)}
    assert faults(paying, state, **seen, address=f"{SITE}/pay") == []
    assert len(faults(paying, state, **seen)) == 2
    more = {"address": f"{SITE}/pay", "sent": (Sent("https://public.profitwell.com/js"),)}
    assert len(faults(paying, state, **more)) == 1


def test_an_answer_that_stays_in_the_browser_is_declared(registry: Registry) -> None:
    stored = (Sent(f"{SITE}/account", stored=True),)
    assert [fault.name for fault in faults(registry, sent=stored)] == ["/account"]


def test_a_page_that_breaks_its_own_rules_is_named(registry: Registry) -> None:
    assert [it.kind for it in faults(registry, sent=(Sent(f"{SITE}/csp-report"),))] == ["report"]


@pytest.mark.parametrize("state", list(State))
def test_our_own_pages_report_after_a_yes_alone(registry: Registry, state: State) -> None:
    found = faults(registry, state, sent=(Sent(f"{SITE}/beacon"),))
    assert (found == []) is (state is State.ACCEPTED)


def test_what_is_no_registry_is_refused() -> None:
    wrong: list[Any] = [None, [], {"entries": []}, {**published_registry(), "pages": [1]}]
    for told in wrong:
        with pytest.raises(ValueError, match="no registry that can be read"):
            Registry(told, SITE)
