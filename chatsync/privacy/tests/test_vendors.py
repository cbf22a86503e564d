"""CP-4.B: the operator's slot: four services, each told in full; a wrong one stops the start."""

import re

import pytest
from pytest_django.fixtures import Settings

from chatsync.kit.env import WrongSetting
from chatsync.privacy.entries import Purpose, Tier
from chatsync.privacy.tests.visitor import Visitor
from chatsync.privacy.vendors.adapter import Adapter
from chatsync.privacy.vendors.slot import SERVICES, measuring_by
from tests.support.source import ROOT

FILLED = {
    "plausible": "plausible:https://stats.example:chat.example",
    "umami": "umami:https://stats.example:8443:4fb7fa4c-5b46-438d-94b3-3a8fb9bc2e8b",
    "matomo": "matomo:https://stats.example:7",
    "posthog": "posthog:https://eu.i.posthog.com:phc_abcdefghij0123456789",
}


def filled(name: str) -> Adapter:
    adapter = measuring_by(FILLED[name])
    assert adapter
    return adapter


def test_every_service_is_tried() -> None:
    assert set(FILLED) == set(SERVICES)


@pytest.mark.parametrize("setting", ["", "none"])
def test_nothing_measures_unless_the_operator_says_so(setting: str) -> None:
    assert measuring_by(setting) is None


@pytest.mark.parametrize("name", FILLED)
def test_a_service_is_told_in_full_and_keeps_nothing(name: str) -> None:
    vendor = filled(name).vendor
    assert (vendor.tier, vendor.purpose) == (Tier.MEASUREMENT, Purpose.SPEED)
    assert vendor.entries == ()
    assert vendor.sends
    assert vendor.country
    assert all(host.startswith("https://") for host in vendor.hosts)


@pytest.mark.parametrize("name", FILLED)
def test_scripts_come_from_declared_hosts_or_are_files_of_ours(name: str) -> None:
    adapter = filled(name)
    for script in adapter.scripts:
        if script.path:
            assert (ROOT / "chatsync/privacy/static" / script.path).exists()
        else:
            assert script.src.startswith(adapter.vendor.hosts)
    told = str([script.attributes for script in adapter.scripts])
    assert set(re.findall(r"https://[^/']+", told)) <= set(adapter.vendor.hosts)


@pytest.mark.parametrize("name", FILLED)
def test_a_service_is_let_in_after_a_yes_and_only_there(
    db: None, settings: Settings, name: str
) -> None:
    settings.MEASURING = filled(name)
    visitor, hosts = Visitor(), filled(name).vendor.hosts
    before = visitor.open("/")
    assert not any(host in before["Content-Security-Policy"] for host in hosts)
    visitor.say("accept")
    after = visitor.open("/")
    policy = after["Content-Security-Policy"]
    assert f"connect-src 'self' {' '.join(hosts)};" in policy
    assert "script-src 'nonce-" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"<script[^>]*>", after.content.decode())
    assert len(scripts) >= 2
    assert all('nonce="' in script for script in scripts)
    assert "stop-measuring." in next(one for one in scripts if "drift" not in one)


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("google:https://x.example:1", "one of: plausible, umami, matomo, posthog"),
        ("plausible", "must look like"),
        ("plausible:http://stats.example:a.example", "must look like"),
        ("plausible:https://stats.example/path:a.example", "must look like"),
        ("plausible:https://*.example:a.example", "must look like"),
        ("plausible:https://a.example; script-src *:x", "must look like"),
        ("umami:https://stats.example:7", "a UUID"),
        ("matomo:https://stats.example:seven", "the site's number"),
        ("posthog:https://stats.example:key", "phc_"),
        ('plausible:https://stats.example:a" onload="x', "the domain"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(setting: str, says: str) -> None:
    with pytest.raises(WrongSetting, match=re.escape(says)):
        measuring_by(setting)


def test_a_service_on_this_machine_may_speak_plain_http() -> None:
    adapter = measuring_by("plausible:http://127.0.0.1:9000:chat.example")
    assert adapter
    assert adapter.vendor.hosts == ("http://127.0.0.1:9000",)


def test_umami_is_told_to_give_nobody_a_number() -> None:
    assert filled("umami").scripts[0].attributes["data-identity-stitching"] == "false"


def test_the_files_host_of_posthogs_cloud_is_declared() -> None:
    assert filled("posthog").vendor.hosts == (
        "https://eu.i.posthog.com",
        "https://eu-assets.i.posthog.com",
    )
    assert filled("posthog").vendor.country == "European Union"
