import json
import re
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from chatsync.site.tests.stand import Browser, Owner

MANIFEST = {
    "src/app/main.tsx": {"file": "assets/main-a1.js", "isEntry": True},
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
