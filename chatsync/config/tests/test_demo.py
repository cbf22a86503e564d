"""The demo is made once, and its operator signs in with a second factor."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.utils.html import escape

from chatsync.accounts.models import Person
from chatsync.analytics.blocks import LANGUAGES
from chatsync.analytics.models import LandingVersion
from chatsync.config.demo import seed
from chatsync.config.demo_landing import SLUG
from chatsync.inbox.models import Conversation
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.privacy.areas import in_language
from chatsync.site.tests.stand import Browser
from chatsync.workspaces.models import Workspace


@pytest.fixture
def facts(db: None, tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    return seed(tmp_path), seed(tmp_path)


def test_a_second_start_finds_the_demo_as_it_was(
    facts: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    first, again = facts
    assert first == again
    for key in ("demo", "demo2"):
        workspace_id = workspace_uuid(first[key]["workspace"])
        assert workspace_id is not None
        with scope(workspace_id):
            assert Conversation.objects.count() >= 3


def test_it_has_everything_of_its_plan_and_no_end_of_numbers(
    db: None, tmp_path: Path, settings: Any
) -> None:
    settings.BILLING = True
    made = seed(tmp_path)
    for key in ("demo", "demo2"):
        workspace_id = workspace_uuid(made[key]["workspace"])
        assert workspace_id is not None
        with scope(workspace_id):
            workspace = Workspace.objects.get()
        assert (workspace.number_limit, workspace.staff_limit) == (None, None)
        assert workspace.has_api
        assert workspace.has_ai


def test_its_landing_page_is_online_in_both_languages_and_made_once(
    facts: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    (version,) = LandingVersion.objects.filter(landing__slug=SLUG)
    for language in LANGUAGES:
        shown = Browser().open(in_language(f"/l/{SLUG}", language)).content.decode()
        for block in version.blocks:
            assert all(escape(text) in shown for text in block[language].values())


def test_the_operators_key_makes_the_codes_that_are_asked_for(
    facts: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    operator = Person.objects.get(login="operator")
    seed_text = facts[0]["operator"]["totp_secret"]
    (counter, *_) = yield_hotp_counters_from_time()
    code = format_hotp_value(hotp_value(seed_text, counter))
    factor = Authenticator.objects.get(user=operator, type=Authenticator.Type.TOTP)
    assert operator.second_factor_required
    assert TOTP(factor).validate_code(code)
