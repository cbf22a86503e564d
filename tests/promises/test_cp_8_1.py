"""CP-8.1: a privacy desk answers questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import override_settings

from chatsync.config.setup_check import _public_problems
from chatsync.desk.actions import handle
from chatsync.desk.actions.clock import remind_operators
from chatsync.desk.addresses import FORM, mailbox_at
from chatsync.desk.loops import read_mailbox
from chatsync.desk.models import Entry, Request, State
from chatsync.desk.queries import last_seen, lines_of
from chatsync.desk.tests.asking import a_request, filled_in, mails_to
from chatsync.jobs.models import Mail
from chatsync.kit.clock import moved, now
from chatsync.ops.tests.stand import an_operator
from chatsync.site.tests.stand import Browser
from tests.promises.proving import Mutant, checks, without
from tests.wire.mailbox_stand import ADDRESS, a_mail, a_mailbox

OPERATOR = {
    "OPERATOR_NAME": "Indus Hosting",
    "OPERATOR_ADDRESS": "1 Mall Road, Lahore",
    "OPERATOR_COUNTRY": "Pakistan",
    "PRIVACY_EMAIL": "desk@indus.example",
}
_BY_ITSELF = "what arrives there is entered by itself"
_BY_HAND = "enter your request by hand"


def a_public_installation_needs_somebody_who_answers() -> None:
    public = {**OPERATOR, "BASE_URL": "https://chat.example", "EMAIL_URL": "smtps://mail.example"}
    with override_settings(**public):
        assert _public_problems() == []
        for name in OPERATOR:
            with override_settings(**{name: ""}):
                problems = _public_problems()
                assert len(problems) == 1, name
                assert f"CHATSYNC_{name}" in problems[0]


def the_policies_say_who_answers() -> None:
    assert hasattr(settings, "PRIVACY_EMAIL")
    with override_settings(**OPERATOR):
        for page in ("/cookies", "/ur/cookies", "/privacy", "/terms", "/refund"):
            text = Browser().open(page).content.decode()
            assert all(value in text for value in OPERATOR.values()), page


def a_form_becomes_a_request_that_is_due_and_confirmed() -> None:
    cache.clear()
    browser = Browser()
    sent = browser.send(FORM, filled_in())
    made = Request.objects.get()
    assert made.due_at - made.received_at <= timedelta(days=30)
    assert made.reference in browser.open(sent["Location"]).content.decode()
    assert made.reference in mails_to("fatima@example.com")[0].text
    assert not browser.cookies


def an_answer_reaches_the_person() -> None:
    asked, (operator, _secret) = a_request("f@x.pk"), an_operator()
    seen = last_seen(lines_of(asked))
    handle.answer(asked.id, "We hold nothing.", State.ANSWERED, seen=seen, by=operator)
    assert Mail.objects.filter(recipient="f@x.pk", text__contains="We hold nothing.").exists()


def what_is_mailed_becomes_a_request() -> None:
    with a_mailbox() as stand:
        stand.receive(a_mail())
        with override_settings(PRIVACY_MAILBOX=mailbox_at(stand.url()), PRIVACY_EMAIL=ADDRESS):
            read_mailbox()
            read_mailbox()
    assert [it.address for it in Request.objects.all()] == ["fatima@example.com"]
    assert stand.unread == []


def the_pages_promise_the_mailbox_only_where_it_is_read() -> None:
    read = mailbox_at("imaps://desk:pa55word@mail.indus.example/")
    for page in ("/cookies", "/privacy"):
        with override_settings(**OPERATOR, PRIVACY_MAILBOX=None):
            by_hand = Browser().open(page).content.decode()
        with override_settings(**OPERATOR, PRIVACY_MAILBOX=read):
            by_itself = Browser().open(page).content.decode()
        assert _BY_HAND in by_hand
        assert _BY_ITSELF not in by_hand
        assert _BY_ITSELF in by_itself
        assert _BY_HAND not in by_itself
        assert "pa55word" not in by_itself


def operators_are_reminded_before_a_request_is_due() -> None:
    asked, (operator, _secret) = a_request(), an_operator()
    with moved(asked.due_at - now() - timedelta(days=3)):
        remind_operators()
    assert any(asked.reference in mail.text for mail in mails_to(str(operator.email)))


def the_trail_cannot_be_changed() -> None:
    asked = a_request()
    entries = Entry.objects.filter(request=asked)
    for deed in (lambda: entries.update(words=""), entries.delete):
        try:
            with transaction.atomic():
                deed()
        except DatabaseError:
            continue
        raise AssertionError("an entry was changed or deleted")


PROOFS = (
    a_public_installation_needs_somebody_who_answers,
    the_policies_say_who_answers,
    a_form_becomes_a_request_that_is_due_and_confirmed,
    an_answer_reaches_the_person,
    what_is_mailed_becomes_a_request,
    the_pages_promise_the_mailbox_only_where_it_is_read,
    operators_are_reminded_before_a_request_is_due,
    the_trail_cannot_be_changed,
)
_PARTS = ("name", "address", "country", "mail")


@contextmanager
def _permitted() -> Iterator[None]:
    """As if the migration had not taken the right away."""
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute("GRANT UPDATE, DELETE ON desk_entry TO chatsync_app")
        try:
            yield
        finally:
            owner.execute("REVOKE UPDATE, DELETE ON desk_entry FROM chatsync_app")


def _nothing(*_given: object, **_named: object) -> None:
    """What a broken part does."""


MUTANTS = (
    Mutant(
        "it starts without an address",
        a_public_installation_needs_somebody_who_answers,
        without("chatsync.config.setup_check._PUBLIC_NEEDS", ()),
    ),
    Mutant(
        "the pages name nobody",
        the_policies_say_who_answers,
        without("chatsync.site.policies.operator", lambda: dict.fromkeys(_PARTS, "")),
    ),
    Mutant(
        "a request is due in a year",
        a_form_becomes_a_request_that_is_due_and_confirmed,
        without("chatsync.desk.actions.receive.TIME_TO_ANSWER", timedelta(days=365)),
    ),
    Mutant(
        "nothing is confirmed",
        a_form_becomes_a_request_that_is_due_and_confirmed,
        without("chatsync.desk.actions.receive.confirm", _nothing),
    ),
    Mutant(
        "an answer stays here",
        an_answer_reaches_the_person,
        without("chatsync.desk.actions.writing.queue_mail", lambda **_: Mail()),
    ),
    Mutant(
        "mails are marked as read and thrown away",
        what_is_mailed_becomes_a_request,
        without("chatsync.desk.loops.take_letter", _nothing),
    ),
    Mutant(
        "mails stay unread",
        what_is_mailed_becomes_a_request,
        without("chatsync.desk.mailbox.Mailbox.mark_read", _nothing),
    ),
    Mutant(
        "the pages promise a mailbox that nobody reads",
        the_pages_promise_the_mailbox_only_where_it_is_read,
        without("chatsync.site.policies.has_mailbox", lambda: True),
    ),
    Mutant(
        "nobody is reminded",
        operators_are_reminded_before_a_request_is_due,
        without("chatsync.desk.actions.clock.operators", list),
    ),
    Mutant(
        "the database lets the trail be changed",
        the_trail_cannot_be_changed,
        _permitted,
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
