"""What the desk reads out of a mail, and to which request it belongs."""

from datetime import timedelta

import pytest

from chatsync.desk.actions.receive import Taken, take_letter
from chatsync.desk.addresses import mailbox_at
from chatsync.desk.letters import read_letter
from chatsync.desk.models import Entry, Request, State, Told
from chatsync.desk.references import new_reference, references_in
from chatsync.desk.tests.asking import a_letter, a_request, acts_of, mails_to, parts_of
from chatsync.kit.clock import now
from chatsync.kit.env import WrongSetting


def test_files_are_listed_and_not_kept() -> None:
    raw = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="id card.png"\r\n\r\n'
        b"aGVsbG8gd29ybGQ=\r\n--b--\r\n"
    )
    letter = read_letter(raw)
    assert letter.words == "Hello"
    assert [(file.name, file.size) for file in letter.files] == [("id card.png", 11)]


def test_of_a_page_the_words_are_read() -> None:
    raw = (
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>Salam &amp; hello</p>"
        b"<script>alert(1)</script><div>two</div>"
    )
    assert read_letter(raw).words == "Salam & hello\ntwo"


def test_names_and_subjects_are_read_in_any_alphabet() -> None:
    letter = a_letter(
        From="=?utf-8?b?2YHYp9i32YXbgQ==?= <F@X.pk>", Subject="=?utf-8?q?=D8=B3=D9=84=D8=A7=D9=85?="
    )
    assert (letter.name, letter.sender, letter.subject) == ("فاطمہ", "f@x.pk", "سلام")


@pytest.mark.parametrize("text", ["[PR-{}] x", "Re: pr-{}", "AW: PR{}", "fwd PR-{} and more"])
def test_a_reference_is_found_as_people_write_it(text: str) -> None:
    reference = new_reference()
    shown = text.format(reference.removeprefix("PR-"))
    assert references_in(shown) == [reference]


def test_the_subject_finds_the_thread_where_the_reply_does_not(db: None) -> None:
    asked = a_request("fatima@example.com")
    letter = a_letter("More.", Subject=f"Re: [{asked.reference}] hello")
    assert take_letter(letter) is Taken.ADDED
    assert parts_of(asked) == ["asked", "receipt", "asked"]
    assert not Entry.objects.filter(facts__is_other=True).exists()


def test_a_foreign_address_is_added_and_marked(db: None) -> None:
    asked = a_request("f@x.pk")
    take_letter(a_letter("It is me.", Subject=asked.reference))
    assert Entry.objects.get(facts__is_other=True).facts["sender"] == "fatima@example.com"
    asked.refresh_from_db()
    assert asked.address == "f@x.pk"


def test_a_reply_to_what_was_over_opens_it_anew(db: None) -> None:
    asked = a_request(
        state=State.CLOSED,
        settled_at=now(),
        due_at=now() - timedelta(days=50),
        told=Told.OVERDUE,
    )
    take_letter(a_letter("And this?", Subject=asked.reference))
    asked.refresh_from_db()
    assert (asked.state, asked.told, asked.settled_at) == (State.IN_PROGRESS, Told.NOTHING, None)
    assert (asked.due_at - now()).days == 29
    assert acts_of(asked)[-1] == "reopened"


def test_an_absence_note_opens_nothing_and_a_bounce_does(db: None) -> None:
    asked = a_request(state=State.ANSWERED, settled_at=now())
    take_letter(a_letter("Away.", Subject=asked.reference, Auto_Submitted="auto-replied"))
    asked.refresh_from_db()
    assert asked.state == State.ANSWERED
    bounce = {"Message_ID": "<b@x>", "From": "MAILER-DAEMON@x.pk", "Subject": asked.reference}
    take_letter(a_letter("No such user.", **bounce))
    asked.refresh_from_db()
    assert asked.state == State.IN_PROGRESS


def test_an_unknown_reference_opens_a_request(db: None) -> None:
    assert take_letter(a_letter(Subject=new_reference())) is Taken.OPENED
    assert take_letter(a_letter(Subject="again")) is Taken.OPENED
    assert Request.objects.count() == 2


def test_who_writes_urdu_is_answered_in_urdu(db: None) -> None:
    take_letter(a_letter("براہ کرم میری معلومات مٹا دیں۔"))
    assert Request.objects.get().language == "ur"
    assert "حوالہ نمبر" in mails_to("fatima@example.com")[0].text


def test_a_mailbox_is_read_from_its_address() -> None:
    address = mailbox_at("imaps://desk%40x.pk:p%2Fw%40d@mail.example/Privacy")
    assert address
    assert (address.host, address.port, address.folder) == ("mail.example", 993, "Privacy")
    assert (address.user, address.password) == ("desk@x.pk", "p/w@d")
    assert "p/w@d" not in repr(address)
    assert mailbox_at("") is None


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "https://desk:s3cret@mail.example/",
        "imaps://mail.example/INBOX",
        "imaps://desk@mail.example/INBOX",
        "imaps://desk:s3cret@/INBOX",
        "imaps://desk:s3cret@mail.example:x/INBOX",
        "imaps://desk:s3cret@mail.example/INBOX?tls=off",
        "imap://desk:s3cret@mail.example/INBOX",
    ],
)
def test_a_wrong_address_stops_the_start_in_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        mailbox_at(url)
    assert "PRIVACY_IMAP_URL must" in str(refused.value)
    assert "s3cret" not in str(refused.value)
