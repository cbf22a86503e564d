"""A key is made in a browser only by somebody who just confirmed who they are."""

from typing import Any

from chatsync.site.tests.stand import PASSWORD, Browser, Owner


def _make_key(browser: Browser, owner: Owner) -> Any:
    token = browser.cookies["__Host-cs_csrf"].value
    return browser.post(
        "/api/v1/api-keys",
        {"name": "Till"},
        content_type="application/json",
        headers={
            "Origin": "http://testserver",
            "Sec-Fetch-Site": "same-origin",
            "X-CSRFToken": token,
            "ChatSync-Workspace": owner.workspace.org,
        },
    )


def test_a_key_is_made_after_a_fresh_confirmation(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    refused = _make_key(browser, owner)
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthenticate")
    assert refused.json()["confirm_at"] == "/account/confirm"
    browser.open("/account/confirm")
    browser.send("/account/confirm", {"password": PASSWORD})
    assert _make_key(browser, owner).status_code == 201
