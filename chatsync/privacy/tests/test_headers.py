import pytest

from chatsync.privacy.areas import Area, area_of, in_language
from chatsync.privacy.headers import confining

HTTP, HTTPS = "http://localhost:8000", "https://chat.example"
DOCUMENTS = [Area.PUBLIC, Area.ACCOUNT, Area.DASHBOARD, Area.PREFERENCES]


def policy(area: Area, origin: str = HTTP) -> dict[str, str]:
    text = confining(area, "NONCE", origin)["Content-Security-Policy"]
    parts = (part.strip().partition(" ") for part in text.split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("area", DOCUMENTS)
def test_scripts_run_only_with_the_nonce_and_nothing_is_inline(area: Area) -> None:
    found = policy(area)
    assert found["default-src"] == found["object-src"] == found["base-uri"] == "'none'"
    assert found["script-src"] == "'nonce-NONCE' 'strict-dynamic'"
    assert found["style-src"] == "'self'"
    assert found["frame-ancestors"] == "'none'"
    assert found["require-trusted-types-for"] == "'script'"
    assert found["trusted-types"] == "cs"
    assert "unsafe" not in str(found)


def test_only_the_dashboard_may_use_files_sockets_and_workers() -> None:
    found = policy(Area.DASHBOARD)
    assert found["img-src"] == "'self' data: blob:"
    assert found["media-src"] == "'self' blob:"
    assert found["worker-src"] == "'self'"
    assert found["connect-src"] == "'self' ws://localhost:8000"
    assert policy(Area.DASHBOARD, HTTPS)["connect-src"] == "'self' wss://chat.example"
    for area in (Area.PUBLIC, Area.ACCOUNT):
        assert policy(area)["connect-src"] == "'self'"
        assert "media-src" not in policy(area)
        assert policy(area)["img-src"] == "'self' data:"


def test_requests_are_upgraded_where_there_is_https_only() -> None:
    assert "upgrade-insecure-requests" in policy(Area.PUBLIC, HTTPS)
    assert "upgrade-insecure-requests" not in policy(Area.PUBLIC, HTTP)


def test_api_answers_are_no_documents() -> None:
    assert policy(Area.API)["default-src"] == "'none'"
    assert "script-src" not in policy(Area.API)


def test_capabilities_are_denied_but_passkeys_and_the_microphone() -> None:
    account = confining(Area.ACCOUNT, "N", HTTP)["Permissions-Policy"]
    dashboard = confining(Area.DASHBOARD, "N", HTTP)["Permissions-Policy"]
    public = confining(Area.PUBLIC, "N", HTTP)["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in account
    assert "microphone=()" in account
    assert "microphone=(self)" in dashboard
    assert "(self)" not in public


def test_pages_with_codes_tell_other_sites_nothing() -> None:
    assert confining(Area.ACCOUNT, "N", HTTP)["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/", Area.PUBLIC),
        ("/ur/", Area.PUBLIC),
        ("/what", Area.PUBLIC),
        ("/w", Area.DASHBOARD),
        ("/w/org_1/x", Area.DASHBOARD),
        ("/loginx", Area.PUBLIC),
        ("/signup/code", Area.ACCOUNT),
        ("/api/v1/me", Area.API),
        ("/webhooks/whatsapp", Area.MACHINE),
    ],
)
def test_a_path_leads_to_one_area(path: str, area: Area) -> None:
    assert area_of(path) is area


def test_a_public_page_has_an_address_in_each_language() -> None:
    assert in_language("/", "ur") == "/ur/"
    assert in_language("/ur/", "en") == "/"
    assert in_language("/pricing", "ur") == "/ur/pricing"
    assert in_language("/login", "ur") == "/login"
