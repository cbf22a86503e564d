"""Claims outlive their sender: what a dead one held becomes `unknown`, never a second send."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from chatsync.channels.actions import sending as deeds
from chatsync.channels.actions.dispatch import hold_number, release_number
from chatsync.channels.actions.sending import Claimed, Outcome
from chatsync.channels.events import Settled
from chatsync.channels.models import Dispatch, Number, Outbound
from chatsync.channels.tests.feed import a_line
from chatsync.channels.tests.sender import answer, status
from chatsync.inbox.models import Message
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.db import Line
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

ONE, OTHER = 4711, 4712


@pytest.fixture
def number(owner: Access) -> Number:
    return a_line(owner)


@pytest.fixture
def lines() -> Iterator[tuple[Line, Line]]:
    own = Line(), Line()
    yield own
    for line in own:
        line.drop()


def claimed(line: Line, sender: int, number: Number, most: int = 10) -> list[Claimed]:
    own = deeds.sign_on(line, sender, ())
    return deeds.claim(own, sender, {number.id: most})


def test_only_the_claims_of_a_sender_whose_lock_is_gone_become_unknown(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    messages = [answer(owner, a_conversation(owner, number=number), "hello") for _ in range(2)]
    claimed(lines[0], ONE, number, 1)
    claimed(lines[1], OTHER, number, 1)
    assert deeds.senders_gone(OTHER) == set()
    lines[0].drop()
    while deeds.senders_gone(OTHER) != {ONE}:
        pass
    assert deeds.clear_up_after({ONE}) == 1
    assert [status(owner, message) for message in messages] == ["unknown", "queued"]
    assert Dispatch.objects.get().id == messages[1].id
    with scope(owner.workspace_id):
        assert Outbound.objects.get().id == messages[1].id
    assert messages[0].error_title == "Sending was interrupted"


def test_a_second_sender_leaves_a_customer_to_the_one_that_is_writing(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    conversation = a_conversation(owner, number=number)
    messages = [answer(owner, conversation, str(at)) for at in range(3)]
    other = answer(owner, a_conversation(owner, number=number), "other")
    first = claimed(lines[0], ONE, number, 1)
    second = claimed(lines[1], OTHER, number)
    assert [claim.message_id for claim in first] == [messages[0].id]
    assert [claim.message_id for claim in second] == [other.id]


def test_a_sender_that_signs_on_again_gives_back_what_it_never_learned_of(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    kept, lost = (answer(owner, a_conversation(owner, number=number), "hello") for _ in range(2))
    claimed(lines[0], ONE, number)
    lines[0].drop()
    deeds.sign_on(lines[0], ONE, [kept.id])
    states = dict(Dispatch.objects.values_list("id", "state"))
    assert states == {kept.id: "sending", lost.id: "queued"}


def test_a_number_whose_messages_are_held_keeps_no_sender_awake(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    answer(owner, a_conversation(owner, number=number), "hello")
    own = lines[0].connected()
    assert deeds.waiting_numbers(own) == [number.id]
    with scope(owner.workspace_id):
        hold_number(number.id, "The token is lost")
    assert deeds.waiting_numbers(own) == []
    with scope(owner.workspace_id):
        release_number(number.id)
    assert deeds.waiting_numbers(own) == [number.id]


def test_an_outcome_that_no_row_takes_is_left_in_doubt_alone(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    conversation = a_conversation(owner, number=number)
    a_message(owner, conversation.id, direction="out", status="sent", wamid="wamid.taken")
    messages = [answer(owner, conversation, str(at)) for at in range(5)]
    claims = claimed(lines[0], ONE, number)
    names = ["wamid.0", "wamid.taken", "w" * 400, "wamid.3", "wamid.4"]
    deeds.settle([accepted(*pair) for pair in zip(claims, names, strict=True)])
    states = [status(owner, message) for message in messages]
    assert states == ["accepted", "unknown", "unknown", "accepted", "accepted"]
    assert not Dispatch.objects.exists()


def accepted(claim: Claimed, wamid: str) -> Outcome:
    settled = Settled(claim.message_id, claim.number_id, "accepted", wamid=wamid)
    return Outcome(claim, settled=settled)


def test_an_outcome_said_twice_changes_nothing_the_second_time(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    message = answer(owner, a_conversation(owner, number=number), "hello")
    (claim,) = claimed(lines[0], ONE, number)
    for _ in range(2):
        deeds.settle([Outcome(claim, again_in=0.0)])
    assert waits(message.id) == 1
    (again,) = claimed(lines[0], ONE, number)
    for _ in range(2):
        deeds.settle([accepted(again, "wamid.out")])
    assert (status(owner, message), Dispatch.objects.count()) == ("accepted", 0)


def waits(message_id: UUID) -> int:
    return Dispatch.objects.get(id=message_id).waits


def test_what_ends_in_one_workspace_is_not_seen_in_another(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    stranger = a_workspace("Books")[1]
    theirs = answer(stranger, a_conversation(stranger, number=a_line(stranger, "5002")), "b")
    answer(owner, a_conversation(owner, number=number), "a")
    own = deeds.sign_on(lines[0], ONE, ())
    shares = dict.fromkeys(deeds.waiting_numbers(own), 5)
    claims = deeds.claim(own, ONE, shares)
    letters, failed = deeds.load(claims)
    assert ({letter.phone_number_id for letter in letters}, failed) == (
        {number.phone_number_id, "5002"},
        [],
    )
    deeds.settle([accepted(letter.claim, "wamid.same") for letter in letters])
    assert (status(stranger, theirs), theirs.wamid) == ("accepted", "wamid.same")
    with scope(owner.workspace_id):
        assert Message.objects.filter(wamid="wamid.same").count() == 1
