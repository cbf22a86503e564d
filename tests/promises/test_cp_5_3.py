"""CP-5.3: analytics can be refused by add-ons or global privacy headers."""

import json
from dataclasses import replace

from django.test import Client, override_settings

from chatsync.privacy.tests import test_signals as signals
from chatsync.privacy.tests.visitor import DNT, GPC, PLAUSIBLE, Visitor
from chatsync.privacy.vendors.addons import FACTS, Stops, tried_with
from chatsync.privacy.vendors.slot import measuring_by
from tests.promises.proving import Mutant, checks, with_settings, without

UUID = "4fb7fa4c-5b46-438d-94b3-3a8fb9bc2e8b"
KEY = "phc_abcdefghij0123456789"
MEASURED = (
    ("plausible:https://plausible.io:chat.example", "plausible", "own_cloud"),
    ("plausible:https://stats.example:chat.example", "plausible", "elsewhere"),
    (f"umami:https://cloud.umami.is:{UUID}", "umami", "own_cloud"),
    (f"umami:https://stats.example:{UUID}", "umami", "elsewhere"),
    ("matomo:https://shop.matomo.cloud:7", "matomo", "own_cloud"),
    ("matomo:https://stats.example:7", "matomo", "elsewhere"),
    (f"posthog:https://eu.i.posthog.com:{KEY}", "posthog", "own_cloud"),
    (f"posthog:https://stats.example:{KEY}", "posthog", "elsewhere"),
)
SAID = {
    "all": "It stops all of it",
    "reports": "It stops the reports",
    "nothing": "It does not stop it",
}


def a_signal_keeps_everything_off() -> None:
    with override_settings(MEASURING=PLAUSIBLE):
        for signal in (GPC, DNT):
            signals.test_a_signal_is_not_asked_and_nothing_is_kept(Visitor(), signal)


def a_signal_wins_over_an_earlier_yes() -> None:
    with override_settings(MEASURING=PLAUSIBLE):
        for signal in (GPC, DNT):
            signals.test_a_signal_wins_over_an_earlier_yes(Visitor(), signal)


def the_page_says_what_add_ons_were_seen_to_stop() -> None:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    for setting, key, where in MEASURED:
        stops = facts["stops"][key][where]
        with override_settings(MEASURING=measuring_by(setting), OWN_MEASURING=False):
            text = Client().get("/cookies").content.decode()
        assert [said for said in SAID if SAID[said] in text] == [stops], setting
        assert f"<bdi>{facts['addon']}</bdi> {facts['version']}" in text
        assert f"<bdi>{facts['tried_on']}</bdi>" in text
        host = setting.partition("://")[2].rpartition(":")[0]
        assert (f'<code dir="ltr">||{host}^</code>' in text) == (stops != "all"), setting


def without_a_service_there_is_nothing_to_stop() -> None:
    with override_settings(OWN_MEASURING=False):
        text = Client().get("/cookies").content.decode()
    assert "no measuring service is used" in text
    assert not any(said in text for said in SAID.values())


PROOFS = (
    a_signal_keeps_everything_off,
    a_signal_wins_over_an_earlier_yes,
    the_page_says_what_add_ons_were_seen_to_stop,
    without_a_service_there_is_nothing_to_stop,
)
MUTANTS = (
    Mutant(
        "signals are not heard",
        a_signal_keeps_everything_off,
        without("chatsync.privacy.consent.signal_of", lambda _request: None),
    ),
    Mutant(
        "an earlier yes wins",
        a_signal_wins_over_an_earlier_yes,
        without("chatsync.privacy.consent.signal_of", lambda _request: None),
    ),
    Mutant(
        "the page praises every add-on",
        the_page_says_what_add_ons_were_seen_to_stop,
        without(
            "chatsync.site.policies.tried_with",
            lambda adapter: replace(tried_with(adapter), stops=Stops.ALL),
        ),
    ),
    Mutant(
        "an add-on is praised where nothing is measured",
        without_a_service_there_is_nothing_to_stop,
        with_settings(MEASURING=PLAUSIBLE),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
