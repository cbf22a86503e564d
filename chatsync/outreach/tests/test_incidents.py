"""Incidents: told in both languages, only added to, and over once."""

import pytest

from chatsync.kit.clock import now
from chatsync.outreach.actions.incidents import Said, add_word, open_incident
from chatsync.outreach.models import IncidentWord
from chatsync.outreach.queries import incidents

pytestmark = pytest.mark.usefixtures("db")


def test_an_incident_goes_on_until_it_is_over() -> None:
    told = open_incident(Said("Slow", "سست"), Said("We look.", "ہم دیکھ رہے ہیں۔"))
    assert add_word(told.id, Said("Found it.", "مل گیا۔"), ends=False)
    assert add_word(told.id, Said("Over.", "ختم۔"), ends=True)
    assert not add_word(told.id, Said("More.", "اور۔"), ends=False)
    (shown,) = incidents(told.began_at)
    assert [word.text("en") for word in shown.words] == ["Over.", "Found it.", "We look."]
    assert shown.incident.ended_at
    assert IncidentWord.objects.count() == 3
    assert incidents(now()) == []
