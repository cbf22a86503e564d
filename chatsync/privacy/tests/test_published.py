"""What an installation publishes of its registry, and what an operator may add to it."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.kit.env import WrongSetting
from chatsync.kit.version import running_version
from chatsync.privacy.infrastructure import infrastructure_cookies
from chatsync.privacy.registry import ENTRIES
from chatsync.site.policies import COOKIES, words_of
from tests.tenancy.routes import routes


def test_the_registry_is_public_and_is_the_one_that_is_enforced() -> None:
    answer = Client().get("/cookies/registry.json")
    told = answer.json()
    assert answer.status_code == 200
    assert not answer.cookies
    assert [entry["name"] for entry in told["entries"]] == [entry.name for entry in ENTRIES]
    assert told["entries"][0]["flags"] == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]
    assert told["version"]["code"] == running_version().code
    assert told["vendors"] == told["infrastructure"] == []


def test_every_row_of_the_url_table_is_a_page_of_it() -> None:
    told = Client().get("/cookies/registry.json").json()["pages"]
    known = {page["address"] for page in told}
    shown = [route for route in routes() if not route.is_api or "docs" in route.text]
    assert len(shown) > 60
    missing = {f"/{route.text}" for route in shown if not route.names} - known
    assert missing == {"/csp-report"}
    assert {"/w/<workspace>", "/cookies/changes/<number>", "/ops/tenants/<tenant>"} <= known


def test_a_declared_infrastructure_cookie_is_printed_and_published(
    settings: Settings,
) -> None:
    settings.INFRASTRUCTURE_COOKIES = infrastructure_cookies(("__cf_bm:Cloudflare:1",))
    assert "Cloudflare" in words_of(COOKIES, "en")
    assert "__cf_bm" in words_of(COOKIES, "ur")
    (entry,) = Client().get("/cookies/registry.json").json()["infrastructure"]
    assert (entry["name"], entry["lifetime_seconds"]) == ("__cf_bm", 3600)


@pytest.mark.parametrize(
    "item",
    [
        "__cf_bm",
        "__cf_bm:1",
        "__cf_bm::1",
        "__cf_bm:Cloudflare:",
        "__cf_bm:Cloudflare:soon",
        "__cf_bm:Cloudflare:99999",
        "bad name:Company:1",
        "*:Company:1",
        "__Host-cs_session:Company:1",
        "lb:ChatSync:1",
    ],
)
def test_a_wrong_declaration_stops_the_start_with_a_sentence(item: str) -> None:
    with pytest.raises(WrongSetting, match="CHATSYNC_INFRASTRUCTURE_COOKIES"):
        infrastructure_cookies((item,))


def test_several_cookies_of_one_company_may_share_a_beginning() -> None:
    (entry,) = infrastructure_cookies(("incap_ses_*:Imperva:0",))
    assert entry.covers("incap_ses_12")
    assert not entry.covers("visid_incap")
    assert entry.lifetime is None
