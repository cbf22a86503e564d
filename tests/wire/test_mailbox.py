"""The desk's mailbox over a real IMAP conversation: no mail is lost, none is taken twice."""

from collections.abc import Iterator
from typing import Any

import pytest

from chatsync.config import wiring
from chatsync.config.setup_check import findings, mailbox_fault
from chatsync.desk.actions import handle
from chatsync.desk.addresses import mailbox_at
from chatsync.desk.loops import ask_for_mail, read_mailbox
from chatsync.desk.mailbox import fault_of
from chatsync.desk.models import Entry, MailboxStanding, Request, State
from chatsync.desk.queries import last_seen, lines_of
from chatsync.jobs.models import Mail
from chatsync.jobs.tests.worker import postbox, waiting, work_off
from chatsync.ops.tests.stand import an_operator
from tests.wire.mailbox_stand import ADDRESS, Stand, a_mail, a_mailbox

assert wiring.__doc__
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def stand(settings: Any) -> Iterator[Stand]:
    with a_mailbox() as stand:
        settings.PRIVACY_MAILBOX = mailbox_at(stand.url())
        settings.PRIVACY_EMAIL = ADDRESS
        yield stand


def _asked() -> list[str]:
    return list(Entry.objects.filter(part="asked").order_by("id").values_list("words", flat=True))


def test_a_mail_becomes_a_request_and_is_confirmed(stand: Stand) -> None:
    stand.receive(a_mail())
    read_mailbox()
    made = Request.objects.get()
    assert (made.source, made.address, made.name) == ("mail", "fatima@example.com", "Fatima Noor")
    assert _asked() == ["Please delete my data."]
    mail = Mail.objects.get(recipient="fatima@example.com")
    assert made.reference in mail.subject
    assert mail.headers["In-Reply-To"] == "<one@example.com>"
    assert stand.unread == []
    assert MailboxStanding.objects.get().fault == ""


def test_a_reply_lands_in_the_thread_and_wakes_it(stand: Stand, settings: Any) -> None:
    operator, _secret = an_operator()
    stand.receive(a_mail())
    read_mailbox()
    made = Request.objects.get()
    seen = last_seen(lines_of(made))
    handle.answer(made.id, "Which shop?", State.WAITING, seen=seen, by=operator)
    with postbox() as box:
        settings.EMAIL_URL = box.url
        work_off()
    sent = next(mail for mail in box.mails if "Which shop?" in mail.get_content())
    said = {"Message_ID": "<two@example.com>", "In_Reply_To": sent["Message-ID"]}
    stand.receive(a_mail("The tea house.", Subject="Re: changed", **said))
    read_mailbox()
    made.refresh_from_db()
    assert Request.objects.count() == 1
    assert made.state == State.IN_PROGRESS
    assert _asked() == ["Please delete my data.", "The tea house."]


def test_a_mail_is_taken_once_however_often_it_comes(stand: Stand) -> None:
    for _ in range(3):
        stand.receive(a_mail())
        read_mailbox()
    assert _asked() == ["Please delete my data."]
    assert stand.unread == []


def test_two_mails_with_one_id_are_both_kept(stand: Stand) -> None:
    stand.receive(a_mail("First."))
    stand.receive(a_mail("Second."))
    read_mailbox()
    assert sorted(_asked()) == ["First.", "Second."]


def test_what_a_person_read_before_the_desk_did_is_taken_too(stand: Stand) -> None:
    read_mailbox()
    stand.receive(a_mail()).seen = True
    read_mailbox()
    assert _asked() == ["Please delete my data."]


def test_what_was_read_before_the_desk_came_is_left_alone(stand: Stand) -> None:
    stand.receive(a_mail("Old.")).seen = True
    stand.receive(a_mail("Unread.", Message_ID="<two@example.com>"))
    stand.receive(a_mail("Older.", Message_ID="<three@example.com>")).seen = True
    for _ in range(2):
        read_mailbox()
    assert _asked() == ["Unread."]


def test_a_reader_that_dies_before_marking_loses_and_doubles_nothing(stand: Stand) -> None:
    mail = stand.receive(a_mail())
    read_mailbox()
    mail.seen = False  # as if the mark had not reached the server
    read_mailbox()
    assert _asked() == ["Please delete my data."]
    assert stand.unread == []


def test_any_bytes_are_taken(stand: Stand) -> None:
    broken = (
        b"",
        b"\0\xff\xfe",
        b"From: \xff\xfe <x>\r\nSubject: =?utf-8?b?!!!?=\r\n\r\n\xd8\xb3\0",
        b"Content-Type: multipart/mixed\r\n\r\n--\r\n--",
        b"Content-Type: text/plain; charset=klingon\r\n\r\nqapla \xff",
        b"Subject: deep\r\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
            for n in range(2000)
        ),
        b"From: a@x.pk\r\n" * 3000 + b"\r\nmany headers",
    )
    for raw in broken:
        stand.receive(raw)
    read_mailbox()
    assert len(_asked()) == len(broken)
    assert stand.unread == []


def test_of_a_huge_mail_the_first_part_is_kept(stand: Stand) -> None:
    stand.receive(a_mail("begins " + "x" * 6_000_000))
    read_mailbox()
    entry = Entry.objects.get(part="asked")
    assert entry.words.startswith("begins xxx")
    assert len(entry.words) == 100_000
    assert entry.facts["flaws"] == ["cut"]


def test_a_mailbox_that_does_not_open_is_noted_and_read_later(stand: Stand, settings: Any) -> None:
    stand.receive(a_mail())
    settings.PRIVACY_MAILBOX = mailbox_at(stand.url(password="wr0ng"))
    read_mailbox()
    standing = MailboxStanding.objects.get()
    assert "AUTHENTICATIONFAILED" in standing.fault
    assert "wr0ng" not in standing.fault
    settings.PRIVACY_MAILBOX = mailbox_at(stand.url())
    read_mailbox()
    standing.refresh_from_db()
    assert (standing.fault, standing.fault_since) == ("", None)
    assert len(_asked()) == 1


def test_a_mailbox_is_tried_before_it_is_trusted(stand: Stand) -> None:
    for url, says in (
        (stand.url(), ""),
        (stand.url(password="wr0ng"), "AUTHENTICATIONFAILED"),
        (stand.url(folder="Nowhere"), "NONEXISTENT"),
        ("imap://a:b@127.0.0.1:9/", "ConnectionRefusedError"),
    ):
        address = mailbox_at(url)
        assert address
        fault = fault_of(address)
        assert (says in fault) if says else fault == ""


def test_the_doctor_says_whether_it_can_be_read(stand: Stand, settings: Any) -> None:
    assert mailbox_fault() == ""
    settings.PRIVACY_MAILBOX = mailbox_at(stand.url(password="wr0ng"))
    assert any(said.startswith("The mailbox of the privacy desk cannot") for said in findings())
    settings.PRIVACY_MAILBOX = None
    assert mailbox_fault() is None


def test_one_job_reads_at_a_time(stand: Stand) -> None:
    stand.receive(a_mail())
    for _ in range(3):
        ask_for_mail()
    assert waiting() == 1
    work_off()
    assert len(_asked()) == 1


def test_our_own_mail_and_machines_are_not_answered(stand: Stand) -> None:
    for turn, headers in enumerate(
        (
            {"From": ADDRESS},
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "bulk"},
            {"List_Id": "<news.example>"},
            {"From": "MAILER-DAEMON@example.com"},
            {"From": "nobody"},
        )
    ):
        stand.receive(a_mail(f"{turn}", **{"Message_ID": f"<{turn}@x>", **headers}))
    read_mailbox()
    assert Request.objects.count() == 6
    assert not Mail.objects.exists()
