"""An update goes to the workspace whose number it names, if that number's own app signed it."""

from uuid import uuid4

import pytest
from django.db.models import Count

from chatsync.channels.actions.connect import disconnect_number
from chatsync.channels.actions.reconcile import read_parked_again
from chatsync.channels.models import AccountUpdate, Number, NumberStatus, Parked, Unrouted
from chatsync.channels.parked import FOREIGN_APP, NO_NUMBER
from chatsync.channels.tests.feed import a_line, an_app, feed, texts
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import NUMBER, Json, inbound, reported, status
from chatsync.channels.tests.whatsapp_fields import ACCOUNT, account
from chatsync.inbox.models import StatusReport
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


def unrouted() -> list[tuple[str, str, str]]:
    return list(Unrouted.objects.order_by("at").values_list("reason", "kind", "phone_number_id"))


def test_one_apps_secret_for_anothers_number_changes_nothing_and_is_kept(owner: Access) -> None:
    a_line(owner)
    feed(an_app().id, inbound(said("forged")), reported(status("sent")))
    assert texts(owner) == []
    with scope(owner.workspace_id):
        assert not StatusReport.objects.exists()
    assert unrouted() == [
        (FOREIGN_APP, "text", NUMBER),
        (FOREIGN_APP, "StatusReport", NUMBER),
    ]


def test_a_workspaces_app_cannot_write_into_another_workspace(owner: Access) -> None:
    stranger = a_workspace("Books")[1]
    a_line(owner)
    feed(a_line(stranger, "5002"), inbound(said("forged")))
    assert (texts(owner), texts(stranger)) == ([], [])


def test_unknown_numbers_are_kept_and_can_be_counted(owner: Access) -> None:
    feed(an_app().id, inbound(said("a"), said("b")))
    counted = Unrouted.objects.values("reason", "phone_number_id").annotate(many=Count("id"))
    assert list(counted) == [{"reason": NO_NUMBER, "phone_number_id": NUMBER, "many": 2}]


def test_a_disconnected_number_goes_on_receiving_where_it_was_last(owner: Access) -> None:
    number = a_line(owner)
    disconnect_number(owner.workspace_id, number.id)
    feed(number, inbound(said("late")))
    assert texts(owner) == ["late"]


def test_a_number_connected_elsewhere_receives_there_alone(owner: Access) -> None:
    app = an_app()
    disconnect_number(owner.workspace_id, a_line(owner, app=app).id)
    heir = a_workspace("Books")[1]
    feed(a_line(heir, app=app), inbound(said("new")))
    assert (texts(owner), texts(heir)) == ([], ["new"])


@pytest.mark.parametrize("state", [NumberStatus.TOKEN_LOST, NumberStatus.PENDING])
def test_no_state_of_a_number_stops_inbound(owner: Access, state: str) -> None:
    feed(a_line(owner, status=state), inbound(said("a")))
    assert texts(owner) == ["a"]


@pytest.mark.parametrize("state", ["paused", "suspended"])
def test_no_state_of_an_account_stops_inbound(state: str) -> None:
    owner = a_workspace(status=state)[1]
    feed(a_line(owner), inbound(said("a")))
    assert texts(owner) == ["a"]


@pytest.mark.parametrize("body", [inbound(said("a")), reported(status("sent"))])
def test_the_first_signed_update_turns_a_pending_number_green(owner: Access, body: Json) -> None:
    number = a_line(owner, status=NumberStatus.PENDING)
    feed(number, body)
    with scope(owner.workspace_id):
        found = Number.objects.get()
    assert (found.status, found.connected_at is not None) == (NumberStatus.CONNECTED, True)


def test_a_foreign_signature_turns_no_number_green(owner: Access) -> None:
    a_line(owner, status=NumberStatus.PENDING)
    feed(an_app().id, inbound(said("a")))
    with scope(owner.workspace_id):
        assert Number.objects.get().status == NumberStatus.PENDING


def test_every_news_of_an_account_is_kept_once(owner: Access) -> None:
    number = a_line(owner)
    bodies = [body for body, _ in ACCOUNT.values()]
    feed(number, *bodies)
    with scope(owner.workspace_id):
        kept = AccountUpdate.objects.count()
    homeless = Unrouted.objects.count()
    feed(number, *bodies)
    with scope(owner.workspace_id):
        assert AccountUpdate.objects.count() == kept > len(bodies) / 2
    assert kept + homeless >= len(bodies)


def test_news_of_an_account_goes_to_the_workspace_that_signed_it(owner: Access) -> None:
    """Two workspaces may hold numbers of one account: each app speaks for its own."""
    other = a_workspace("Books")[1]
    number, theirs = a_line(owner, "5001"), a_line(other, "5002")
    news = account("account_alerts", event="LIMIT")
    for signer in (number, theirs):
        feed(signer, news)
    for access in (owner, other):
        with scope(access.workspace_id):
            assert AccountUpdate.objects.count() == 1


def test_news_of_an_account_shared_under_one_app_reaches_every_workspace(owner: Access) -> None:
    other = a_workspace("Books")[1]
    number = a_line(owner, "5001")
    a_line(other, "5002", app=number.app)
    feed(number, account("account_alerts", event="LIMIT"))
    for access in (owner, other):
        with scope(access.workspace_id):
            assert AccountUpdate.objects.count() == 1


def test_a_number_let_go_here_and_connected_there_sends_to_the_new_home(owner: Access) -> None:
    number = a_line(owner)
    disconnect_number(owner.workspace_id, number.id)
    other = a_workspace("Books")[1]
    feed(a_line(other), inbound(said("a")))
    assert (texts(owner), texts(other)) == ([], ["a"])


def test_an_unreadable_body_of_a_workspaces_own_app_is_shown_to_that_workspace(
    owner: Access,
) -> None:
    app = an_app()
    app.owner_workspace_id = owner.workspace_id
    app.save()
    feed(a_line(owner, app=app), b"{not json")
    with scope(owner.workspace_id):
        parked = Parked.objects.get()
    assert (parked.kind, bytes(parked.raw)) == ("delivery", b"{not json")
    assert parked.reason.startswith("The body is not valid JSON")
    assert not Unrouted.objects.exists()
    assert read_parked_again() == (0, 1)


def test_an_unreadable_body_of_the_operators_app_is_kept_aside(owner: Access) -> None:
    feed(a_line(owner), b"{not json")
    assert [kind for _, kind, _ in unrouted()] == ["delivery"]
    feed(uuid4(), b"\xff")
    assert len(unrouted()) == 2
