"""The operators' list, and taking somebody's rights away."""

import threading
from typing import Any

import pytest
from django.db import connection

from chatsync.accounts.models import Person
from chatsync.accounts.operators import remove_operator
from chatsync.accounts.tests.people import is_in, sign_in
from chatsync.config import wiring
from chatsync.kit.errors import Conflict, NotFound
from chatsync.ops.tests.stand import an_operator, operators_browser, text_of, told_of
from chatsync.workspaces.actions.step_in import step_in
from chatsync.workspaces.tests.make import a_workspace

assert wiring.__doc__, "facts are heard: lost rights end what runs"
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def _me() -> Person:
    return Person.objects.get(login="root")


def _remove(client: Any, person: Person) -> Any:
    return client.post(f"/ops/operators/{person.id}/removal")


def test_the_list_names_everybody_and_offers_no_way_out_of_ones_own(client: Any) -> None:
    noor, _secret = an_operator("noor")
    page = text_of(client.get("/ops/operators"))
    assert f'href="/ops/operators/{noor.id}/removal"' in page
    assert f'href="/ops/operators/{_me().id}/removal"' not in page
    assert "noor@operator.example" in page


def test_rights_are_taken_away_and_everything_ends_with_them(client: Any) -> None:
    noor, _secret = an_operator("noor")
    browser = sign_in("noor")
    workspace, _owner = a_workspace()
    step_in(workspace.id, reason="Why.", operator=noor)
    assert "They are signed out everywhere" in text_of(
        client.get(f"/ops/operators/{noor.id}/removal")
    )
    assert _remove(client, noor)["Location"] == "/ops/operators?done=removed"
    assert "The rights were taken away." in text_of(client.get("/ops/operators?done=removed"))
    assert not is_in(browser)
    assert told_of(workspace)[-1][1] == "operator.stepped_out"
    assert _remove(client, noor).status_code == 404


def test_nobody_takes_their_own_rights_away(client: Any) -> None:
    an_operator("noor")
    assert "Ask another operator." in text_of(_remove(client, _me()))
    assert client.get("/ops/operators").status_code == 200


def test_the_last_one_stays(client: Any) -> None:
    with pytest.raises(Conflict, match="only operator"):
        remove_operator(_me().id, by=None)
    noor, _secret = an_operator("noor")
    Person.objects.filter(id=noor.id).update(is_active=False)
    with pytest.raises(Conflict, match="only operator"):
        remove_operator(_me().id, by=None)


def test_of_two_who_remove_each_other_at_once_one_stays() -> None:
    pair = [an_operator(login)[0] for login in ("noor", "omar")]
    refused: list[Exception] = []

    def remove(by: Person, other: Person) -> None:
        try:
            remove_operator(other.id, by=by)
        except (Conflict, NotFound) as answer:
            refused.append(answer)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Person.objects.filter(is_operator=True).count() == 1
    assert len(refused) == 1


def test_it_asks_first_who_is_there(client: Any) -> None:
    noor, _secret = an_operator("noor")
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for answer in (client.get(f"/ops/operators/{noor.id}/removal"), _remove(client, noor)):
        assert answer["Location"].startswith("/account/confirm?next=")
    assert Person.objects.get(id=noor.id).is_operator


def test_whoever_is_no_operator_is_absent(client: Any) -> None:
    _workspace, owner = a_workspace()
    assert _remove(client, Person.objects.get(id=owner.person_id)).status_code == 404


def test_a_script_in_a_name_is_words(client: Any) -> None:
    noor, _secret = an_operator("noor")
    Person.objects.filter(id=noor.id).update(name="<script>go()</script>")
    for path in ("/ops/operators", f"/ops/operators/{noor.id}/removal"):
        page = text_of(client.get(path))
        assert "<script>go" not in page
        assert "&lt;script&gt;go()" in page
