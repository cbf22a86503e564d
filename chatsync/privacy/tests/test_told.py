"""Lifetimes in a reader's words."""

from datetime import timedelta

import pytest
from django.utils import translation

from chatsync.privacy.told import told_lifetime


@pytest.mark.parametrize(
    ("lifetime", "english", "urdu"),
    [
        (None, "until you close the browser", "براؤزر بند کرنے تک"),
        (timedelta(minutes=1), "1 minute", "1 منٹ"),
        (timedelta(minutes=30), "30 minutes", "30 منٹ"),
        (timedelta(hours=1), "1 hour", "1 گھنٹہ"),
        (timedelta(hours=36), "36 hours", "36 گھنٹے"),
        (timedelta(days=7), "7 days", "7 دن"),
    ],
    ids=["closing", "one minute", "half an hour", "one hour", "one day and a half", "a week"],
)
def test_a_lifetime_is_told_in_the_largest_fitting_unit(
    lifetime: timedelta | None, english: str, urdu: str
) -> None:
    with translation.override("en"):
        assert told_lifetime(lifetime) == english
    with translation.override("ur"):
        assert told_lifetime(lifetime) == urdu
