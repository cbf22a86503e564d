"""What operators do with a request is mailed, dated, written down and cannot be unwritten."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from chatsync.accounts.models import Person
from chatsync.accounts.operators import remove_operator
from chatsync.config import wiring
from chatsync.desk.actions import handle
from chatsync.desk.actions.clock import close_settled, remind_operators
from chatsync.desk.models import Entry, Kind, Request, State, Told
from chatsync.desk.queries import last_seen, lines_of
from chatsync.desk.tests.asking import a_request, acts_of, mails_to, parts_of
from chatsync.jobs.tests.worker import postbox, work_off
from chatsync.kit.clock import moved, now
from chatsync.kit.errors import Conflict
from chatsync.ops.tests.stand import an_operator
from chatsync.privacy.purging import purge

assert wiring.__doc__
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def operator(db: None) -> Person:
    person, _secret = an_operator()
    person.refresh_from_db()
    return person


def answer(asked: Request, operator: Person, then: State = State.ANSWERED) -> None:
    handle.answer(asked.id, "We hold nothing.", then, seen=last_seen(lines_of(asked)), by=operator)
    asked.refresh_from_db()


def test_an_answer_goes_out_as_a_reply_in_the_thread(operator: Person, settings: object) -> None:
    settings.PRIVACY_EMAIL = "desk@indus.example"  # type: ignore[attr-defined]
    asked = a_request()
    answer(asked, operator)
    with postbox() as box:
        settings.EMAIL_URL = box.url  # type: ignore[attr-defined]
        work_off()
    receipt, sent = sorted(box.mails, key=lambda mail: "In-Reply-To" in mail)
    assert sent["In-Reply-To"] == receipt["Message-ID"]
    assert sent["References"] == receipt["Message-ID"]
    assert sent["Reply-To"] == "desk@indus.example"
    assert (
        sent["Subject"] == receipt["Subject"] == f"[{asked.reference}] Your request about your data"
    )
    assert "We hold nothing." in sent.get_content()
    assert (asked.state, asked.assignee_id) == (State.ANSWERED, operator.id)
    assert parts_of(asked) == ["asked", "receipt", "answer"]
    assert acts_of(asked) == ["opened", "state", "assigned"]


def test_two_operators_do_not_answer_at_once(operator: Person) -> None:
    asked = a_request()
    seen = last_seen(lines_of(asked))
    handle.answer(asked.id, "First.", State.ANSWERED, seen=seen, by=operator)
    with pytest.raises(Conflict, match="Somebody wrote meanwhile"):
        handle.answer(asked.id, "Second.", State.ANSWERED, seen=seen, by=operator)
    assert parts_of(asked) == ["asked", "receipt", "answer"]
    assert len(mails_to("f@x.pk")) == 2


def test_without_an_address_an_answer_is_noted_and_not_mailed(operator: Person) -> None:
    asked = a_request("")
    answer(asked, operator)
    assert parts_of(asked) == ["asked", "answer"]
    assert mails_to("") == []


def test_more_time_is_taken_once_and_the_person_reads_why(operator: Person) -> None:
    asked = a_request()
    before = asked.due_at
    handle.extend(asked.id, "Three shops are asked.", by=operator)
    asked.refresh_from_db()
    assert asked.due_at - before == timedelta(days=60)
    assert "Three shops are asked." in mails_to("f@x.pk")[-1].text
    with pytest.raises(Conflict, match="extended already"):
        handle.extend(asked.id, "Once more.", by=operator)
    assert len(mails_to("f@x.pk")) == 2


def test_what_is_over_cannot_be_extended(operator: Person) -> None:
    asked = a_request(state=State.CLOSED)
    with pytest.raises(Conflict, match="not open"):
        handle.extend(asked.id, "Later.", by=operator)


def test_details_are_put_right_and_the_trail_keeps_what_stood_there(operator: Person) -> None:
    asked = a_request()
    details = handle.Details(Kind.DELETION, "Fatima", "f@x.pk", "Tea House")
    for _ in range(2):
        handle.change_details(asked.id, details, by=operator)
    asked.refresh_from_db()
    assert (asked.kind, asked.name, asked.shop) == ("deletion", "Fatima", "Tea House")
    assert acts_of(asked) == ["opened", "changed"]
    entry = Entry.objects.get(request=asked, facts__act="changed")
    assert entry.facts["before"] == {"kind": "access", "name": "", "shop": ""}


def test_an_entry_is_neither_changed_nor_deleted(operator: Person) -> None:
    asked = a_request()
    handle.add_note(asked.id, "They called.", by=operator)
    written = Entry.objects.filter(request=asked)
    for deed in (lambda: written.update(words="x"), written.delete):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            deed()
    assert written.count() == 4


def test_who_is_no_operator_any_more_holds_nothing(operator: Person) -> None:
    asked = a_request(assignee=operator)
    other, _secret = an_operator("second")
    other.refresh_from_db()
    remove_operator(operator.id, by=other)
    asked.refresh_from_db()
    assert asked.assignee_id is None
    with pytest.raises(Conflict, match="no longer an operator"):
        handle.assign(asked.id, operator, by=other)


def test_operators_are_reminded_of_each_stage_once(operator: Person) -> None:
    asked = a_request()
    address = str(operator.email)
    for day, count in ((0, 1), (1, 1), (24, 2), (25, 2), (31, 3), (32, 3)):
        with moved(timedelta(days=day)):
            remind_operators()
        assert len(mails_to(address)) == count, day
    last = mails_to(address)[-1]
    assert asked.reference in last.text
    assert "overdue since" in last.text
    assert "/ops/desk" in last.text
    assert "What do you hold?" not in last.text
    asked.refresh_from_db()
    assert asked.told == Told.OVERDUE


def test_who_holds_it_is_reminded_alone(operator: Person) -> None:
    other, _secret = an_operator("second")
    a_request(assignee=operator)
    remind_operators()
    assert len(mails_to(str(operator.email))) == 1
    assert mails_to(str(other.email)) == []


def test_what_is_answered_or_closed_reminds_nobody(operator: Person) -> None:
    for state in (State.ANSWERED, State.CLOSED):
        a_request(state=state, due_at=now() - timedelta(days=1))
    remind_operators()
    assert mails_to(str(operator.email)) == []


def test_what_nobody_replies_to_is_closed_after_thirty_days(operator: Person) -> None:
    asked = a_request()
    answer(asked, operator)
    with moved(timedelta(days=29)):
        close_settled()
    asked.refresh_from_db()
    assert asked.state == State.ANSWERED
    with moved(timedelta(days=31)):
        close_settled()
    asked.refresh_from_db()
    assert asked.state == State.CLOSED


def test_a_closed_request_goes_after_ninety_days_with_all_that_was_written() -> None:
    closed = a_request(state=State.CLOSED, settled_at=now())
    waiting = a_request()
    with moved(timedelta(days=89)):
        purge()
    assert Request.objects.filter(id=closed.id).exists()
    with moved(timedelta(days=91)):
        gone = purge()
    assert gone["requests"] == 1
    assert set(Entry.objects.values_list("request_id", flat=True)) == {waiting.id}
