"""The operator's pages of the privacy desk: the queue, one request, and what is done with it."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from chatsync.accounts.models import Person
from chatsync.desk.models import Entry, Kind, Request, State
from chatsync.desk.queries import PAGE
from chatsync.desk.tests.asking import a_request, mails_to, parts_of
from chatsync.kit.clock import now
from chatsync.ops.tests.stand import operators_browser, text_of
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def page_of(client: Any, asked: Request) -> str:
    return text_of(client.get(f"/ops/desk/{asked.id}"))


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def unconfirm(client: Any) -> None:
    session = client.session
    session["account_authentication_methods"] = []
    session.save()


def test_the_queue_shows_the_most_urgent_first(client: Any) -> None:
    late = a_request("late@x.pk", due_at=now() - timedelta(days=1))
    soon = a_request("soon@x.pk", due_at=now() + timedelta(days=3))
    calm = a_request("calm@x.pk")
    over = a_request("over@x.pk", state=State.CLOSED)
    page = text_of(client.get("/ops/desk"))
    places = [page.index(it.reference) for it in (late, soon, calm)]
    assert places == sorted(places)
    assert over.reference not in page
    assert page.count('<span class="tag danger">Overdue</span>') == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("due=overdue", {"late"}),
        ("due=soon", {"soon"}),
        ("state=closed", {"over"}),
        ("state=all", {"late", "soon", "over"}),
        ("kind=deletion", {"soon"}),
        ("holder=nobody", {"late", "soon"}),
        ("holder=me", set()),
        ("q=SOON%40x", {"soon"}),
        ("state=nonsense&kind=x&due=y&holder=z", {"late", "soon"}),
    ],
)
def test_filters_stand_in_the_address(client: Any, query: str, found: set[str]) -> None:
    a_request("late@x.pk", due_at=now() - timedelta(days=1))
    a_request("soon@x.pk", due_at=now() + timedelta(days=3), kind=Kind.DELETION)
    a_request("over@x.pk", state=State.CLOSED)
    page = text_of(client.get(f"/ops/desk?{query}"))
    assert set(re.findall(r"(\w+)@x\.pk</bdi>", page)) == found


@pytest.mark.parametrize("state", ["", "state=all"])
def test_pages_follow_one_another_without_a_gap(client: Any, state: str) -> None:
    for turn in range(PAGE + 2):
        moment = now() + timedelta(minutes=turn if not state else -turn)
        a_request(f"m@x{turn}.pk", due_at=moment, received_at=moment)
    first = text_of(client.get(f"/ops/desk?{state}"))
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = text_of(client.get(f"/ops/desk{html.unescape(onward[1])}"))
    assert re.findall(r"@x(\d+)\.pk", first + second) == [str(turn) for turn in range(PAGE + 2)]


def test_a_false_cursor_is_refused(client: Any) -> None:
    assert client.get("/ops/desk?after=x").status_code == 400


def test_a_request_is_counted_on_the_overview(client: Any) -> None:
    a_request(due_at=now() - timedelta(days=1))
    a_request()
    page = re.sub(r"\s", "", text_of(client.get("/ops")))
    assert '<spanclass="tagdanger">1</span>' in page
    assert '<spanclass="tag">2</span>' in page


def test_the_page_shows_what_was_written_as_text_alone(client: Any) -> None:
    asked = a_request()
    Entry.objects.create(request=asked, part="asked", words="<script>alert(1)</script>")
    page = page_of(client, asked)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_an_answer_is_sent(client: Any) -> None:
    asked = a_request()
    fields = {"words": "Nothing.", "then": "answered", "seen": seen_on(page_of(client, asked))}
    answer = client.post(f"/ops/desk/{asked.id}/answer", fields)
    assert answer["Location"] == f"/ops/desk/{asked.id}?done=answered"
    assert "The answer is on its way." in text_of(client.get(answer["Location"]))
    assert "Nothing." in mails_to("f@x.pk")[-1].text


def test_an_answer_without_confirmation_stays_on_the_page(client: Any) -> None:
    asked = a_request()
    seen = seen_on(page_of(client, asked))
    unconfirm(client)
    fields = {"words": "A very long answer", "then": "answered", "seen": seen}
    answer = client.post(f"/ops/desk/{asked.id}/answer", fields)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "A very long answer" in page
    assert "Confirm in a new tab" in page
    assert len(mails_to("f@x.pk")) == 1


def test_an_answer_to_what_changed_meanwhile_asks_once_more(client: Any) -> None:
    asked = a_request()
    seen = seen_on(page_of(client, asked))
    Entry.objects.create(request=asked, part="asked", words="Never mind.")
    fields = {"words": "Mine", "then": "answered", "seen": seen}
    refused = client.post(f"/ops/desk/{asked.id}/answer", fields)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Never mind." in page
    assert ">\nMine" in page or "Mine</textarea>" in page
    again = client.post(f"/ops/desk/{asked.id}/answer", {**fields, "seen": seen_on(page)})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("answer", {"words": "", "then": "answered"}),
        ("answer", {"words": "x", "then": "deleted"}),
        ("answer", {"words": "x" * 20_001, "then": "answered"}),
        ("notes", {"note": ""}),
    ],
)
def test_bad_input_changes_nothing(client: Any, deed: str, fields: dict[str, str]) -> None:
    asked = a_request()
    answer = client.post(f"/ops/desk/{asked.id}/{deed}", fields)
    assert answer.status_code == 422
    assert parts_of(asked) == ["asked", "receipt"]


def test_a_note_is_for_operators_alone(client: Any) -> None:
    asked = a_request()
    client.post(f"/ops/desk/{asked.id}/notes", {"note": "Called them."})
    assert "Called them." in page_of(client, asked)
    assert len(mails_to("f@x.pk")) == 1


@pytest.mark.parametrize(
    ("deed", "fields", "seen"),
    [
        ("state", {"state": "waiting"}, "Waiting for the person"),
        ("identity", {"how": "Answered from the account's address"}, "Answered from the account"),
        ("extension", {"reason": "Three shops are asked."}, "extended once"),
        ("details", {"kind": "complaint", "address": "new@x.pk"}, "new@x.pk"),
    ],
)
def test_a_deed_asks_first_who_is_there_and_is_written_down(
    client: Any, deed: str, fields: dict[str, str], seen: str
) -> None:
    asked = a_request()
    address = f"/ops/desk/{asked.id}/{deed}"
    text_of(client.get(address))
    assert client.post(address, fields).status_code == 302
    page = html.unescape(page_of(client, asked))
    assert seen in page
    assert "Omar Operator" in page
    unconfirm(client)
    assert client.post(address, fields)["Location"].startswith("/account/confirm?next=")


@pytest.mark.parametrize("deed", ["state", "identity", "extension"])
def test_an_empty_form_is_shown_again(client: Any, deed: str) -> None:
    asked = a_request()
    assert "Fill in this field." in text_of(client.post(f"/ops/desk/{asked.id}/{deed}", {}))


def test_it_is_given_to_an_operator_and_to_nobody_else(client: Any) -> None:
    asked, address = a_request(), "/ops/desk/{}/holder"
    operator = Person.objects.get(login="root")
    client.post(address.format(asked.id), {"holder": str(operator.id)})
    asked.refresh_from_db()
    assert asked.assignee == operator
    for nobody in ("00000000-0000-7000-8000-000000000000", "x"):
        answer = client.post(address.format(asked.id), {"holder": nobody})
        assert answer["Location"].endswith("done=nobody")
    client.post(address.format(asked.id), {"holder": ""})
    asked.refresh_from_db()
    assert asked.assignee is None


def test_a_request_is_entered_by_hand(client: Any) -> None:
    day = (now() - timedelta(days=10)).date().isoformat()
    fields = {
        "kind": "access",
        "words": "A letter came.",
        "language": "ur",
        "received": day,
        "name": "Tariq",
    }
    answer = client.post("/ops/desk/new", fields)
    made = Request.objects.get()
    assert answer["Location"] == f"/ops/desk/{made.id}"
    assert (made.source, made.address, made.language) == ("hand", "", "ur")
    assert made.received_at.date().isoformat() == day
    assert (made.due_at - made.received_at).days == 30
    assert "entered by" in page_of(client, made)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"received": "2999-01-01"}, "This day has not come yet."),
        ({"received": "yesterday"}, "Give the day as"),
        ({"words": ""}, "Fill in this field."),
        ({"address": "x"}, "This is not an e-mail address."),
    ],
)
def test_what_is_entered_is_checked(client: Any, changes: dict[str, str], says: str) -> None:
    fields = {"kind": "access", "words": "x", "language": "en", "received": "2026-01-01"}
    assert says in text_of(client.post("/ops/desk/new", {**fields, **changes}))
    assert not Request.objects.exists()


def test_a_request_that_is_not_there_is_nowhere(client: Any) -> None:
    nowhere = "/ops/desk/00000000-0000-7000-8000-000000000000"
    for deed in ("", "/state", "/extension", "/identity", "/details"):
        assert client.get(f"{nowhere}{deed}").status_code == 404
    for deed, fields in (("answer", {"words": "x", "then": "answered"}), ("notes", {"note": "x"})):
        assert client.post(f"{nowhere}/{deed}", fields).status_code == 404


def test_the_pages_speak_urdu(client: Any) -> None:
    asked = a_request()
    client.cookies["__Host-cs_locale"] = "ur"
    for path in ("", "/new", *(f"/{asked.id}{it}" for it in ("", "/state", "/extension"))):
        page = text_of(client.get(f"/ops/desk{path}"))
        assert is_in_urdu(page)
        assert not re.search("Due|Save|Answer|Reason|State|Note", page), path
