"""The operator's list of parked updates: all of them, and nothing of what they say."""

import html
import re
from typing import Any

import pytest

from chatsync.channels.models import Parked, Unrouted
from chatsync.channels.tests.feed import a_line, an_app, feed
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.test_parking import poison
from chatsync.channels.tests.whatsapp_builders import NUMBER, inbound
from chatsync.kit.tenancy import scope
from chatsync.ops.parked import PAGE
from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


@pytest.fixture
def owner() -> Access:
    return a_workspace("Karachi Tea House")[1]


def links(page: str) -> list[str]:
    """The addresses of the updates on a page."""
    return re.findall(r'href="(/ops/parked/(?:org_\w+|none)/[\w-]+)"', page)


def one_of(access: Access) -> str:
    """The address of the only parked update of a workspace."""
    with scope(access.workspace_id):
        row = Parked.objects.get()
    return f"/ops/parked/org_{access.workspace_id.hex}/{row.id}"


def test_workspaces_and_nobodys_updates_stand_in_one_list(client: Any, owner: Access) -> None:
    feed(a_line(owner), inbound(poison("a secret word")))
    feed(an_app().id, inbound(said("another secret")))
    page = text_of(client.get("/ops/parked"))
    assert len(links(page)) == 2
    for shown in ("Karachi Tea House", "no workspace", NUMBER, "Read, but not taken by the"):
        assert shown in page
    assert "Signed by another Meta app than the number's" in page
    assert "secret" not in page
    assert ">2<" in re.sub(r"\s", "", text_of(client.get("/ops")))


def test_the_list_is_narrowed_by_cause_and_by_workspace(client: Any, owner: Access) -> None:
    other = a_workspace("Lahore Books")[1]
    feed(a_line(owner), inbound(poison()))
    with scope(other.workspace_id):
        Parked.objects.create(kind="k", reason="This text is not a JSON object.", raw=b"7")
    feed(an_app().id, inbound(said("x")))
    for query, names in {
        "cause=not-stored": {"Karachi"},
        "cause=unreadable": {"Lahore"},
        "cause=foreign-app": {"no workspace"},
        f"tenant=org_{other.workspace_id.hex}": {"Lahore"},
        "tenant=none": {"no workspace"},
        f"tenant=org_{other.workspace_id.hex}&cause=not-stored": set(),
        "tenant=org_x": set(),
        "cause=x": {"Karachi", "Lahore", "no workspace"},
    }.items():
        rows = text_of(client.get(f"/ops/parked?{query}")).partition("</form>")[2]
        found = {name for name in ("Karachi", "Lahore", "no workspace") if name in rows}
        assert found == names, query


def test_pages_follow_one_another_without_a_gap(client: Any, owner: Access) -> None:
    number = a_line(owner)
    with scope(owner.workspace_id):
        for _ in range(PAGE):
            Parked.objects.create(number_id=number.id, kind="k", reason="r", raw=b"{}")
    for _ in range(3):
        Unrouted.objects.create(app_id=number.app_id, kind="k", reason="r", raw=b"{}")
    first = text_of(client.get("/ops/parked"))
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = text_of(client.get(f"/ops/parked{html.unescape(onward[1])}"))
    assert (len(links(first)), len(links(second))) == (PAGE, 3)
    assert len({*links(first), *links(second)}) == PAGE + 3
    assert 'rel="next"' not in second


@pytest.mark.parametrize("cursor", ["x", "W251bGwsICIwIl0"])
def test_a_cursor_of_somebody_else_is_refused_plainly(client: Any, cursor: str) -> None:
    assert client.get("/ops/parked", {"after": cursor}).status_code == 400


def test_an_update_shows_its_shape_and_never_its_words(client: Any, owner: Access) -> None:
    feed(a_line(owner), inbound(poison("a secret word")))
    page = html.unescape(text_of(client.get(one_of(owner))))
    assert '"body": "… 13"' in page
    assert "Could not be stored: DataError." in page
    assert "secret" not in page


def test_a_body_that_is_no_json_says_so(client: Any) -> None:
    feed(an_app().id, b"{not json of Ayesha")
    (address,) = links(text_of(client.get("/ops/parked")))
    page = text_of(client.get(address))
    assert "It is not JSON" in page
    assert "Ayesha" not in page


def test_an_address_of_another_workspace_or_of_nothing_is_nowhere(
    client: Any, owner: Access
) -> None:
    feed(a_line(owner), inbound(poison()))
    row = one_of(owner).rpartition("/")[2]
    other = a_workspace()[0].org
    wrong = [f"/ops/parked/{place}/{row}" for place in (other, "none", "x", "org_" + "0" * 32)]
    for address in [*wrong, f"{one_of(owner)[:-4]}0000", "/ops/parked/none/x"]:
        for deed in ("", "/again", "/discard"):
            assert client.get(address + deed).status_code == 404, address
        assert client.post(f"{address}/discard", {"reason": "x"}).status_code == 404
        client.post(f"{address}/again")
    assert client.get(one_of(owner)).status_code == 200


def test_the_page_speaks_urdu(client: Any, owner: Access) -> None:
    feed(a_line(owner), inbound(poison()))
    client.cookies["__Host-cs_locale"] = "ur"
    for path in ("/ops", "/ops/parked", one_of(owner), f"{one_of(owner)}/discard"):
        page = text_of(client.get(path))
        assert is_in_urdu(page)
        assert not re.search("Parked|Throw|Overview|shape<", page)
