"""The policies say what the installation does, in both languages, and keep what they said."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.config import wiring
from chatsync.privacy.actions.policy_versions import keep_version
from chatsync.privacy.models import PolicyVersion
from chatsync.privacy.registry import ENTRIES
from chatsync.privacy.streams import OUTBOUND
from chatsync.privacy.vendors.slot import measuring_by
from chatsync.site.policies import POLICIES, words_of
from chatsync.site.policy_reasons import REASONS
from chatsync.site.policy_versions import Block, difference, note_policy_versions

LANGUAGES = ("en", "ur")
assert wiring.__doc__, "a changed policy is heard"
BEFORE = {"en": "", "ur": "/ur"}


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", POLICIES)
def test_every_policy_stands_in_both_languages(db: None, key: str, language: str) -> None:
    answer = Client().get(f"{BEFORE[language]}/{key}")
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert not answer.cookies
    text = answer.content.decode()
    assert text.count("<h1>") == 1
    assert not re.search(r"\{[{%]|%\(\w+\)s", text), "a placeholder was left in the text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cookie_policy_names_everything_that_is_declared(db: None, language: str) -> None:
    text = page(f"{BEFORE[language]}/cookies")
    for entry in ENTRIES:
        assert f">{entry.name}</code>" in text
    for host in (host for outbound in OUTBOUND for host in outbound.hosts()):
        assert host in text
    for browser in ("Chrome", "Edge", "Safari", "Firefox"):
        assert f"<bdi>{browser}</bdi>" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", POLICIES)
def test_the_contents_lead_to_every_section(db: None, key: str, language: str) -> None:
    text = page(f"{BEFORE[language]}/{key}")
    contents, _end, rest = text.partition('class="chapters"')[2].partition("</nav>")
    links = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', contents)
    assert [title for _id, title in links] == re.findall(r"<h2>([^<]+)</h2>", rest)
    assert [it for it, _title in links] == re.findall(r'<section id="([\w-]+)">', rest)
    assert len(links) == len(dict(links)) > 2


def test_the_line_against_our_own_reports_names_this_address(db: None, settings: Settings) -> None:
    settings.BASE_URL = "http://localhost:8320"
    assert ">|http://localhost:8320/beacon|</code>" in page("/cookies")


def test_the_cookie_policy_ends_with_the_privacy_policy(db: None) -> None:
    main = page("/cookies").partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'href="([^"]+)"', main)[-1] == "/privacy"


def test_we_are_whoever_the_operator_is(db: None, settings: Settings) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_COUNTRY = "Indus <Hosting>", "Pakistan"
    settings.OPERATOR_ADDRESS, settings.PRIVACY_EMAIL = "1 Mall Road, Lahore", "desk@indus.example"
    for key in ("cookies", "privacy", "terms", "refund"):
        text = page(f"/{key}")
        assert "Indus &lt;Hosting&gt;" in text
        assert "1 Mall Road, Lahore" in text
        assert "mailto:desk@indus.example" in text


def test_every_page_leads_to_the_policies(db: None) -> None:
    for path, before in (("/", ""), ("/ur/", "/ur"), ("/login", ""), ("/nowhere", "")):
        text = Client().get(path).content.decode()
        for key in POLICIES:
            assert f'href="{before}/{key}"' in text


def test_a_version_is_kept_once_and_dated(db: None) -> None:
    assert "In force since" not in page("/terms")
    note_policy_versions()
    note_policy_versions()
    assert PolicyVersion.objects.count() == len(POLICIES)
    assert "In force since" in page("/terms")
    assert REASONS["terms"][-1] in page("/terms/changes")


def test_a_change_is_shown_with_its_reason(db: None, settings: Settings) -> None:
    settings.OPERATOR_NAME = "Old name"
    note_policy_versions()
    settings.OPERATOR_NAME = "New name"
    assert "In force since" not in page("/terms")
    note_policy_versions()
    newest = PolicyVersion.objects.filter(policy="terms").latest("id")
    told = page(f"/terms/changes/{newest.id}")
    assert "<del>Old name</del>" in told
    assert "<ins>New name</ins>" in told
    assert "a setting of this installation, changed" in told


def test_a_reason_is_given_to_one_version(db: None) -> None:
    given = {"asked": "", "otherwise": "by itself"}
    for number, reasons in enumerate((("a",), ("a", "b"), ("a", "b"))):
        keep_version("terms", {"en": str(number), "ur": ""}, reasons=reasons, **given)
    kept = PolicyVersion.objects.order_by("id").values_list("reason", flat=True)
    assert list(kept) == ["a", "b", "by itself"]


def test_consent_is_asked_again_only_for_a_purpose_or_a_company(
    db: None, settings: Settings
) -> None:
    note_policy_versions()
    settings.OPERATOR_NAME = "Somebody else"
    note_policy_versions()
    settings.MEASURING = measuring_by("plausible:https://measure.example:chat.example")
    note_policy_versions()
    asked = PolicyVersion.objects.filter(policy="cookies").order_by("id")
    assert [version.asks_again for version in asked] == [False, False, True]
    assert not PolicyVersion.objects.exclude(policy="cookies").filter(asks_again=True).exists()
    assert "asked for consent again" in page("/cookies/changes")
    assert "measure.example" in page("/cookies")


def test_the_feed_tells_every_change(db: None, settings: Settings) -> None:
    settings.BASE_URL = "https://chat.example"
    note_policy_versions()
    answer = Client().get("/ur/policies.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = ET.fromstring(answer.content).findall("a:entry", space)
    links = {str(link.get("href")) for it in entries for link in it.findall("a:link", space)}
    assert len(links) == len(POLICIES)
    for link in links:
        assert Client().get(link.removeprefix("https://chat.example")).status_code == 200


@pytest.mark.parametrize("path", ["/terms/changes/999", "/cookies/changes/0"])
def test_a_version_that_never_was_is_not_found(db: None, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_version_of_one_policy_is_none_of_another(db: None) -> None:
    note_policy_versions()
    terms = PolicyVersion.objects.get(policy="terms")
    assert Client().get(f"/refund/changes/{terms.id}").status_code == 404


def test_a_difference_leaves_out_what_stayed() -> None:
    before, after = "a\nb\nc\nd\ne", "a\nb\nc\nD\ne"
    assert difference(before, after) == [
        Block("left"),
        Block("same", "c"),
        Block("gone", "d"),
        Block("new", "D"),
        Block("same", "e"),
    ]
    assert difference(before, before) == [Block("left")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_policy_carry_no_marks(db: None, language: str) -> None:
    for policy in POLICIES.values():
        words = words_of(policy, language)
        assert len(words.splitlines()) > 10
        assert not re.search(r"<[a-z/]|&\w+;|\{", words)
