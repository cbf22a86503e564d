"""What every list of the operator shows alike: how it is narrowed, and what a deed came to."""

import re
from typing import Any

import pytest

from chatsync.ops.tests.stand import operators_browser, text_of

pytestmark = pytest.mark.usefixtures("db")
_MARKED = re.compile(r'<a class="button"\s+href="([^"]*)"\s+aria-current="true"')


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/ops/mail", ["/ops/mail"]),
        ("/ops/mail?state=failed", ["/ops/mail?state=failed"]),
        ("/ops/messages?state=waiting", ["/ops/messages?state=waiting"]),
        ("/ops/transfers", ["/ops/transfers"]),
        ("/ops/transfers?state=awaited", ["/ops/transfers?state=awaited"]),
        ("/ops/transfers?state=awaited&reference=CS-7K4M-2QXW", []),
        ("/ops/desk", ["/ops/desk"]),
        ("/ops/desk?holder=nobody", ["/ops/desk?holder=nobody"]),
        ("/ops/desk?due=overdue&q=tea", ["/ops/desk?due=overdue"]),
        ("/ops/desk?q=tea", []),
    ],
)
def test_the_way_in_which_a_list_is_narrowed_is_marked(
    address: str, marked: list[str], settings: Any
) -> None:
    settings.BILLING = True
    assert _MARKED.findall(text_of(operators_browser().get(address))) == marked


@pytest.mark.parametrize("name", ["messages", "newsletter", "incidents", "transfers"])
def test_whoever_was_slower_is_told_so(name: str, settings: Any) -> None:
    settings.BILLING = True
    page = text_of(operators_browser().get(f"/ops/{name}?done=late"))
    assert "Somebody was quicker: nothing was done." in page


@pytest.mark.parametrize(
    "name",
    [
        "tenants",
        "parked",
        "desk",
        "messages",
        "newsletter",
        "incidents",
        "mail",
        "invitations",
        "operators",
        "landings",
        "billing",
        "transfers",
    ],
)
def test_a_list_says_its_name_once_and_is_found_by_no_search_engine(
    name: str, settings: Any
) -> None:
    settings.BILLING = True
    page = text_of(operators_browser().get(f"/ops/{name}"))
    head, _, body = page.partition("</head>")
    assert "<h1>" not in head
    assert 'content="noindex"' in head
    assert body.count("<h1>") == 1
