"""A password that alone opens a whole business is longer than others."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from chatsync.accounts.actions import enroll_totp
from chatsync.accounts.adapter import AccountAdapter
from chatsync.accounts.models import Person
from chatsync.accounts.own_forms import OwnPasswordForm
from chatsync.site.forms import SignUpForm
from chatsync.site.invitation_form import NewPersonForm
from chatsync.site.tests.stand import FORM
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Role
from chatsync.workspaces.queries.team import Offer
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
SHORT, LONG = "kX9#vLq2pTz7w", "kX9#vLq2pTz7wRb"
"""Thirteen and fifteen characters."""
TOLD = "Use at least 15 characters."


def _refused(access: Access) -> str:
    """What is said of the short one; nothing where it is taken."""
    person = Person.objects.get(id=access.person_id)
    AccountAdapter().clean_password(LONG, person)
    try:
        AccountAdapter().clean_password(SHORT, person)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def test_an_owner_needs_more_until_there_is_a_second_factor() -> None:
    workspace, owner = a_workspace()
    assert _refused(owner) == TOLD
    assert _refused(a_member(workspace)) == ""
    person = Person.objects.get(id=owner.person_id)
    assert OwnPasswordForm(person).fields["password"].help_text == "At least 15 characters."
    enroll_totp(owner.person_id)
    assert _refused(owner) == ""
    assert "15 or more are better" in str(OwnPasswordForm(person).fields["password"].help_text)


def test_whoever_signs_a_business_up_owns_it() -> None:
    for password, told in ((SHORT, [TOLD]), (LONG, [])):
        form = SignUpForm({**FORM, "password": password})
        assert form.errors.get("password", []) == told


@pytest.mark.parametrize(("role", "told"), [(Role.OWNER, [TOLD]), (Role.AGENT, [])])
def test_whoever_joins_needs_what_the_role_asks_for(role: str, told: Any) -> None:
    workspace, _owner = a_workspace()
    offer = Offer(workspace.id, workspace.name, role, "new@shop.example", frozen=False)
    form = NewPersonForm(offer, {"name": "Bilal", "password": SHORT})
    assert form.errors.get("password", []) == told
