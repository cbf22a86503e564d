"""CP-5.3: what is told of blocking add-ons is what was tried, for every service and every host."""

import json
import re
from datetime import date

import pytest

from chatsync.privacy.tests.test_vendors import FILLED
from chatsync.privacy.vendors.addons import (
    FACTS,
    Stops,
    filter_line,
    tried_with,
    tried_with_ours,
)
from chatsync.privacy.vendors.slot import SERVICES, measuring_by


def test_every_service_was_tried_in_its_cloud_and_elsewhere() -> None:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    assert set(facts["stops"]) == set(SERVICES), "run python -m audit.addons"
    for stops in facts["stops"].values():
        assert set(stops) == {"own_cloud", "elsewhere"}
        assert set(stops.values()) <= set(Stops)
    assert date.fromisoformat(facts["tried_on"]) <= date.today()  # noqa: DTZ011  a day, as written
    assert re.fullmatch(r"[0-9.]+", facts["version"])


@pytest.mark.parametrize("name", FILLED)
def test_a_line_is_offered_for_every_host_that_gets_through(name: str) -> None:
    adapter = measuring_by(FILLED[name])
    assert adapter
    tried = tried_with(adapter)
    wanted = () if tried.stops is Stops.ALL else tuple(map(filter_line, adapter.vendor.hosts))
    assert tried.lines == wanted


def test_the_line_against_our_own_reports_names_the_address_with_its_port() -> None:
    (line,) = tried_with_ours("http://localhost:8320", "/beacon").lines
    assert line == "|http://localhost:8320/beacon|"


def test_a_line_names_the_host_alone() -> None:
    assert filter_line("https://stats.example:8443") == "||stats.example^"
