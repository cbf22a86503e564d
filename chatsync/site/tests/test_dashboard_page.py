import json
import re
from html import unescape
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from chatsync.site.tests.stand import Browser, Owner

MANIFEST = {
    "src/app/main.tsx": {"file": "assets/main-a1.js", "isEntry": True, "imports": ["_states.js"]},
    "_states.js": {"file": "assets/states-c3.js", "imports": ["_ground.js"]},
    "_ground.js": {"file": "assets/ground-d4.js"},
    "src/lib/locales/en.po": {"file": "assets/en-e5.js"},
    "src/lib/locales/ur.po": {"file": "assets/ur-f6.js"},
    "src/rooms/later.tsx": {"file": "assets/later-g7.js", "imports": ["src/app/main.tsx"]},
    "style.css": {"file": "assets/style-b2.css", "src": "style.css"},
}


@pytest.fixture
def built(tmp_path: Path, settings: Settings) -> None:
    """A build of the dashboard as Vite leaves it."""
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "dashboard" / "dist" / ".vite"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))


@pytest.mark.usefixtures("built")
def test_a_member_gets_the_page_that_carries_the_dashboard(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    answer = browser.open(f"/w/{owner.workspace.org}/inbox/123")
    page = answer.content.decode()
    nonce = re.search(r"'nonce-([\w-]+)'", answer["Content-Security-Policy"])
    assert nonce
    assert f'nonce="{nonce[1]}" src="/static/dashboard/assets/main-a1.js"' in page
    tokens, style = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert tokens.startswith("/static/dashboard/tokens.")
    assert style == "/static/dashboard/assets/style-b2.css"
    assert f'<meta name="workspace" content="{owner.workspace.org}">' in page
    assert re.search(r'<meta name="csrf-token" content="\w{64}">', page)
    build = re.search(r'<meta name="build" content="(\w{12})">', page)
    assert build
    assert answer["ChatSync-Build"] == build[1]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("language", "words"), [("en", "en-e5"), ("ur", "ur-f6")])
def test_every_part_the_dashboard_begins_with_is_asked_for_at_once(
    owner: Owner, browser: Browser, language: str, words: str
) -> None:
    browser.sign_in("ayesha")
    address = f"/w/{owner.workspace.org}/inbox"
    page = browser.open(address, headers={"Accept-Language": language}).content.decode()
    ahead = re.findall(r'<link rel="modulepreload" nonce="[\w-]+" href="([^"]+)">', page)
    assert ahead == [
        f"/static/dashboard/assets/{name}.js" for name in ("states-c3", "ground-d4", words)
    ]
    # Scripts before fonts: without those the page is set in others, without these it is empty.
    assert page.index("modulepreload") < page.index('as="font"')


@pytest.mark.usefixtures("built")
def test_the_page_says_who_looks_and_shows_the_shape_of_what_comes(
    owner: Owner, browser: Browser
) -> None:
    browser.sign_in("ayesha")
    page = browser.open(f"/w/{owner.workspace.org}/inbox").content.decode()
    said = re.search(r'<meta name="me" content="([^"]+)">', page)
    assert said
    me = json.loads(unescape(said[1]))
    assert me["workspace"]["id"] == owner.workspace.org
    assert "inbox.reply" in me["member"]["capabilities"]
    assert page.index('<div id="root"></div>') < page.index('class="opening"')


@pytest.mark.usefixtures("built")
def test_the_sign_in_page_lets_the_dashboard_be_fetched_while_one_types(browser: Browser) -> None:
    page = browser.open("/login").content.decode()
    said = re.search(r'data-next-page="([^"]+)"', page)
    assert said
    assert [path.rpartition("/dashboard/assets/")[2] for path in said[1].split()] == [
        "main-a1.js",
        "states-c3.js",
        "ground-d4.js",
        "en-e5.js",
        "style-b2.css",
    ]


@pytest.mark.usefixtures("built")
def test_the_workspace_opened_last_is_where_w_leads(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    answer = browser.open(f"/w/{owner.workspace.org}/inbox")
    assert answer.cookies["__Host-cs_workspace"].value == owner.workspace.org
    browser.cookies["__Host-cs_workspace"] = "org_00000000000000000000000000000000"
    assert browser.open("/w")["Location"] == f"/w/{owner.workspace.org}/inbox"


@pytest.mark.usefixtures("built")
def test_no_two_answers_share_a_nonce(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    path = f"/w/{owner.workspace.org}/inbox"
    policies = {browser.open(path)["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_without_a_build_the_page_says_what_to_run(
    owner: Owner, browser: Browser, tmp_path: Path, settings: Settings
) -> None:
    settings.BASE_DIR = tmp_path
    browser.sign_in("ayesha")
    answer = browser.open(f"/w/{owner.workspace.org}/inbox")
    assert answer.status_code == 503
    assert "make run" in answer.content.decode()
