"""Which pages tell how fast they were, under which name, and what joins the pages of a visit."""

import gzip
import re
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from chatsync.analytics import names
from chatsync.analytics.pages import is_known, seal_of
from chatsync.analytics.tests.make import a_landing
from chatsync.analytics.tests.measured import Agreed
from chatsync.privacy.tests.visitor import COOKIE, GPC
from chatsync.site.tests.stand import PASSWORD, a_business
from tests.support.source import PRODUCT, ROOT

VISIT = "__Host-cs_visit"
SCRIPT = Path(__file__).parents[1] / "static/analytics/beacon.js"
_BEACON = re.compile(r'<meta name="beacon"\s+content="([^"]*)"\s+data-seal="([^"]*)"')
_SOURCES = ("*.html", "*.tsx")


def page_said(page: str) -> str | None:
    """The name under which a page is measured; None where it is not."""
    found = _BEACON.search(page)
    if found is None:
        return None
    assert is_known(found[1], found[2]) or not found[1]
    return found[1]


@pytest.fixture
def somebody(db: None) -> Agreed:
    return Agreed()


def test_public_and_landing_pages_are_measured_by_their_path(somebody: Agreed) -> None:
    a_landing("spring")
    for path in ("/", "/ur/", "/pricing", "/ur/docs", "/l/spring?utm_campaign=eid"):
        assert page_said(somebody.page(path)) == path.partition("?")[0]


def test_account_pages_are_measured_without_ids(somebody: Agreed) -> None:
    assert page_said(somebody.page("/login?next=/w/org_7")) == "/login"
    assert page_said(somebody.page("/invitations/a-secret-token")) in {None, "/invitations/:token"}


def test_the_dashboard_says_itself_which_of_its_pages_is_shown(somebody: Agreed) -> None:
    owner = a_business("Karachi Tea House", "ayesha@example.com")
    somebody.sign_in("ayesha@example.com", PASSWORD)
    page = somebody.page(f"/w/{owner.workspace.org}/inbox/mine")
    assert page_said(page) == ""
    assert owner.workspace.org not in _BEACON.search(page)[0]  # type: ignore[index]


@pytest.mark.parametrize("path", ["/cookies", "/cookies/preferences", "/nothing-here", "/l/none"])
def test_pages_about_measuring_and_pages_that_are_none_are_not_measured(
    somebody: Agreed, path: str
) -> None:
    assert page_said(somebody.page(path)) is None


def test_the_operators_pages_are_not_measured(somebody: Agreed) -> None:
    answer = somebody.open("/ops")
    assert page_said(answer.content.decode()) is None
    assert VISIT not in answer.cookies


def test_a_visit_goes_on_from_page_to_page_and_ends_with_the_yes(somebody: Agreed) -> None:
    first = somebody.open("/").cookies[VISIT]
    assert (first["max-age"], first["httponly"], first["samesite"]) == (1800, True, "Strict")
    assert somebody.open("/pricing").cookies[VISIT].value == first.value
    assert somebody.say("refuse", "preferences").cookies[VISIT]["max-age"] == 0
    assert VISIT not in somebody.cookies


def test_a_signal_takes_the_visit_away(somebody: Agreed) -> None:
    somebody.open("/")
    assert somebody.open("/", headers=GPC).cookies[VISIT]["max-age"] == 0


def test_where_it_is_switched_off_nobody_is_asked(somebody: Agreed, settings: Settings) -> None:
    settings.OWN_MEASURING = False
    del somebody.cookies[COOKIE]
    page = somebody.page("/")
    assert page_said(page) is None
    assert 'class="consent"' not in page


def test_the_seal_says_nothing_but_that_the_page_is_ours(settings: Settings) -> None:
    assert seal_of("/") != seal_of("/ur/")
    assert not is_known("/pricing", seal_of("/"))
    assert all(is_known(page, "") for page in names.DASHBOARD_PAGES)


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= 2048


def _said(attribute: str) -> set[str]:
    files = [*PRODUCT.rglob("templates/**/*.html"), *(ROOT / "dashboard" / "src").rglob("*.tsx")]
    written = re.compile(rf'\b{attribute}="([^"{{]+)"')
    return {name for file in files for name in written.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("attribute", "listed"),
    [("data-track", names.TRACKED), ("data-name", names.NAMED)],
    ids=["data-track", "data-name"],
)
def test_buttons_and_parts_are_those_of_the_list(attribute: str, listed: frozenset[str]) -> None:
    assert _said(attribute) == listed


def test_the_dashboards_pages_are_those_of_its_router() -> None:
    text = (ROOT / "dashboard/src/app/router.tsx").read_text(encoding="utf-8")
    made = re.findall(
        r"const (\w+) = createRoute\({\s*getParentRoute: \(\) => (\w+),\s*"
        r'path: "([^"]*)",(.*?)\n}\);',
        text,
        re.DOTALL,
    )
    assert len(made) > 10
    above = {name: (parent, path.strip("/")) for name, parent, path, _rest in made}

    def full(name: str) -> str:
        parent, path = above[name]
        before = "" if parent == "root" else full(parent)
        return f"{before}/{path}".rstrip("/")

    turning = {name for name, _parent, _path, rest in made if "redirect(" in rest}
    layouts = {parent for _name, parent, path, _rest in made if path == "/" and parent != "root"}
    shown = {full(name).replace("$", ":") for name in above if name not in turning | layouts}
    assert {f"/w/:org{path}" for path in shown} == names.DASHBOARD_PAGES
