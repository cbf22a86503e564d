"""CP-9.1: a full Privacy Policy covers encryption, storage limits and rights."""

import base64
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from chatsync.config import wiring
from chatsync.config.plain_ways import plain_ways
from chatsync.kit.bucket_place import BucketPlace
from chatsync.kit.clock import moved
from chatsync.kit.crypto import KeyRing
from chatsync.kit.env import WrongSetting
from chatsync.kit.tenancy import every_workspace
from chatsync.privacy import lasting, purging
from chatsync.privacy.models import Closure
from chatsync.privacy.retention import RETENTION
from chatsync.privacy.told import told_span
from chatsync.site.policies import PRIVACY, words_of
from chatsync.workspaces.actions.closing import close_workspace
from chatsync.workspaces.models import CLOSING_GRACE
from chatsync.workspaces.tests.make import a_workspace
from tests.promises.proving import Mutant, checks, without

CEILING_DAYS = 90
THIRTY_BUSINESS_DAYS = timedelta(weeks=6)
SOLD = {
    "BILLING": True,
    "PADDLE_API_KEY": "key",
    "PADDLE_CLIENT_TOKEN": "live_01",
    "BANK_NAME": "Example Bank",
    "BANK_ACCOUNT_TITLE": "Example Hosting",
    "BANK_IBAN": "PK36SCBL0000001123456702",
}
MESSAGES = ("messages", "files", "reports")
STORE = BucketPlace("files", "http://203.0.113.9", "us-east-1", "key", "secret")


def the_page_prints_the_table_that_deletes() -> None:
    words = words_of(PRIVACY, "en")
    for line in RETENTION:
        assert line.says in words, line.name
        assert told_span(line.keeps) in words, line.name


def every_line_of_the_table_is_deleted_by_somebody() -> None:
    assert wiring.__doc__, "the deeds are bound there"
    assert purging.bound() == {line.name for line in RETENTION}


def messages_and_files_stay_ninety_days_at_most() -> None:
    kept = {line.name: line.keeps.days for line in RETENTION}
    assert all(kept[name] <= CEILING_DAYS for name in MESSAGES)


def the_page_speaks_of_encryption_as_it_is() -> None:
    words = words_of(PRIVACY, "en")
    assert "AES-256-GCM" in words
    assert "not end-to-end encrypted" in words


def no_other_machine_is_reached_in_plain_text() -> None:
    assert "TLS too, wherever they stand outside of our own network" in words_of(PRIVACY, "en")
    with override_settings(
        DATABASE_URL="postgresql://chatsync_app@203.0.113.7/chatsync?sslmode=prefer",
        DATABASE_LISTEN_URL="postgresql://chatsync_app@203.0.113.7/chatsync?sslmode=require",
        EMAIL_URL="smtp://203.0.113.8:587",
        BUCKET=STORE,
    ):
        said = list(plain_ways())
    assert [it.partition(" ")[0] for it in said] == [
        *("DATABASE_URL", "EMAIL_URL", "S3_ENDPOINT_URL"),
    ]


def the_page_names_the_store_of_files_where_there_is_one() -> None:
    assert "The store of files" not in words_of(PRIVACY, "en")
    with override_settings(BUCKET=STORE):
        words = words_of(PRIVACY, "en")
    assert "The store of files" in words
    assert f"lie in a store at {STORE.host}" in words


def secrets_are_sealed_with_256_bits() -> None:
    KeyRing.parse(_ring(32))
    with pytest.raises(WrongSetting):
        KeyRing.parse(_ring(16))


def a_closed_workspace_is_deleted_within_thirty_business_days() -> None:
    weeks = THIRTY_BUSINESS_DAYS // timedelta(weeks=1)
    assert weeks * 5 <= 30, "weekends are no business days"
    access = a_workspace("Karachi Kitchen")[1]
    close_workspace(access, "Karachi Kitchen")
    with moved(timedelta(days=1)):
        purging.purge()
    assert access.workspace_id in every_workspace()
    with moved(THIRTY_BUSINESS_DAYS):
        purging.purge()
    assert access.workspace_id not in every_workspace()
    assert Closure.objects.get(workspace=access.workspace_id).done_at is not None


def the_page_says_when_a_closed_workspace_is_gone_from_backups_too() -> None:
    words = words_of(PRIVACY, "en")
    assert f"kept after all for {CLOSING_GRACE.days} days" in words
    assert "within 30 business days of its closing" in words
    assert f"at most {settings.BACKUP_DAYS} days later" in words
    assert f"\nBackups\n{told_span(timedelta(days=settings.BACKUP_DAYS))}" in words


def without_backups_the_page_speaks_of_none() -> None:
    with override_settings(BACKUP_DAYS=0):
        assert "Backups" not in words_of(PRIVACY, "en")


def the_page_says_what_stays_of_payments_and_for_how_long() -> None:
    kept = {line.name: told_span(line.keeps) for line in RETENTION}
    with override_settings(**SOLD):
        words = words_of(PRIVACY, "en")
    assert "plans, invoices, refunds and bank transfers stay as long as its workspace" in words
    assert f"who paid, each for at most {kept['billing_events']} since it came" in words
    assert f"receipt of a bank transfer goes after {kept['receipts']} at the latest" in words
    bought = ("subscription", "invoice", "adjustment", "transfer")
    assert {lasting.LASTING[f"billing_{name}"] for name in bought} == {
        "as long as the workspace exists"
    }


def where_nothing_is_sold_the_page_speaks_of_no_payment() -> None:
    with override_settings(BILLING=False):
        assert "both sides can prove" not in words_of(PRIVACY, "en")


def _ring(size: int) -> str:
    return f"one:{base64.b64encode(bytes(size)).decode()}"


PROOFS = (
    the_page_prints_the_table_that_deletes,
    every_line_of_the_table_is_deleted_by_somebody,
    messages_and_files_stay_ninety_days_at_most,
    the_page_speaks_of_encryption_as_it_is,
    no_other_machine_is_reached_in_plain_text,
    the_page_names_the_store_of_files_where_there_is_one,
    secrets_are_sealed_with_256_bits,
    a_closed_workspace_is_deleted_within_thirty_business_days,
    the_page_says_when_a_closed_workspace_is_gone_from_backups_too,
    without_backups_the_page_speaks_of_none,
    the_page_says_what_stays_of_payments_and_for_how_long,
    where_nothing_is_sold_the_page_speaks_of_no_payment,
)
MUTANTS = (
    Mutant(
        "a wish for TLS is taken for a demand",
        no_other_machine_is_reached_in_plain_text,
        without("chatsync.config.plain_ways._ENCRYPTED", frozenset({"prefer", "require"})),
    ),
    Mutant(
        "every machine is taken for ours",
        no_other_machine_is_reached_in_plain_text,
        without("chatsync.config.plain_ways._is_ours", lambda _host: True),
    ),
    Mutant(
        "who else gets data leaves the store out",
        the_page_names_the_store_of_files_where_there_is_one,
        without("chatsync.privacy.streams.OUTBOUND", ()),
    ),
    Mutant(
        "the page prints another table",
        the_page_prints_the_table_that_deletes,
        without("chatsync.site.policies.retention_lines", list),
    ),
    Mutant(
        "nobody deletes",
        every_line_of_the_table_is_deleted_by_somebody,
        without("chatsync.privacy.purging._deeds", {}),
    ),
    Mutant(
        "closed workspaces stay",
        a_closed_workspace_is_deleted_within_thirty_business_days,
        without("chatsync.privacy.purging.delete_closed", lambda: 0),
    ),
    Mutant(
        "the grace period is longer than promised",
        a_closed_workspace_is_deleted_within_thirty_business_days,
        without("chatsync.workspaces.models.CLOSING_GRACE", timedelta(days=60)),
    ),
    Mutant(
        "the page keeps silent about backups",
        the_page_says_when_a_closed_workspace_is_gone_from_backups_too,
        without("chatsync.site.policies.retention_lines", list),
    ),
    Mutant(
        "the page names another time for notices of payments",
        the_page_says_what_stays_of_payments_and_for_how_long,
        without("chatsync.site.policies.kept_for", lambda _name: timedelta(days=7)),
    ),
    Mutant(
        "invoices outlive their workspace",
        the_page_says_what_stays_of_payments_and_for_how_long,
        without(
            "chatsync.privacy.lasting.LASTING", {**lasting.LASTING, "billing_invoice": "for ever"}
        ),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
