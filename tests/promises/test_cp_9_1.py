"""CP-9.1: a full Privacy Policy covers encryption, storage limits and rights."""

import base64

import pytest

from chatsync.config import wiring
from chatsync.kit.crypto import KeyRing
from chatsync.kit.env import WrongSetting
from chatsync.privacy import purging
from chatsync.privacy.retention import RETENTION
from chatsync.privacy.told import told_span
from chatsync.site.policies import PRIVACY, words_of
from tests.promises.proving import Mutant, checks, without

CEILING_DAYS = 90
MESSAGES = ("messages", "files", "reports")


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


def secrets_are_sealed_with_256_bits() -> None:
    KeyRing.parse(_ring(32))
    with pytest.raises(WrongSetting):
        KeyRing.parse(_ring(16))


def _ring(size: int) -> str:
    return f"one:{base64.b64encode(bytes(size)).decode()}"


PROOFS = (
    the_page_prints_the_table_that_deletes,
    every_line_of_the_table_is_deleted_by_somebody,
    messages_and_files_stay_ninety_days_at_most,
    the_page_speaks_of_encryption_as_it_is,
    secrets_are_sealed_with_256_bits,
)
MUTANTS = (
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
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
