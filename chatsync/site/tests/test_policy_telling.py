"""Owners are told of a material change of a policy: by mail once, in the dashboard until read."""

from typing import Any
from unittest import mock

import pytest
from pytest_django.fixtures import Settings

from chatsync.accounts.deleting import delete_account
from chatsync.accounts.models import Person
from chatsync.config import wiring
from chatsync.jobs.models import Mail
from chatsync.jobs.tests.worker import react_now
from chatsync.kit.tenancy import scope
from chatsync.privacy.actions.policy_versions import announce, keep_version
from chatsync.privacy.material import weighs
from chatsync.privacy.models import PolicyNotice, PolicyVersion
from chatsync.privacy.vendors.slot import measuring_by
from chatsync.site import policy_telling
from chatsync.site.policy_telling import KIND, tell_owners
from chatsync.site.policy_versions import note_policy_versions
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Member, Role, Workspace
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

assert wiring.__doc__, "a changed policy is heard"
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def kept_before(db: None, settings: Settings) -> None:
    """A first version of everything, which nobody is told of."""
    settings.OPERATOR_NAME, settings.BASE_URL = "Indus Hosting", "https://chat.example"
    note_policy_versions()
    react_now()


def an_owner(name: str = "Karachi Kitchen", *, language: str = "en") -> Access:
    owner = a_workspace(name)[1]
    address = f"{owner.person_id.hex}@shop.example"
    Person.objects.filter(id=owner.person_id).update(email=address, language=language)
    return owner


def change(settings: Settings, name: str = "Chenab Hosting") -> None:
    """Somebody else runs the installation, and what follows is done."""
    settings.OPERATOR_NAME = name
    note_policy_versions()
    react_now()


def mails_to(owner: Access) -> list[Mail]:
    address = Person.objects.values_list("email", flat=True).get(id=owner.person_id)
    return list(Mail.objects.filter(recipient=address, kind=KIND).order_by("queued_at"))


def shown_to(owner: Access) -> list[dict[str, Any]]:
    answer = a_caller(owner).get("/policy-notices")
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


def test_the_first_version_and_other_words_tell_nobody(settings: Settings) -> None:
    owner = an_owner()
    given: dict[str, Any] = {"asked": "", "otherwise": "by itself", "material": {"weighty"}}

    def change_words(words: str, *reasons: str) -> None:
        announce([keep_version("refund", {"en": words, "ur": ""}, reasons=reasons, **given)])
        react_now()

    change_words("other words", "light")
    assert not PolicyVersion.objects.filter(is_material=True).exists()
    change_words("others", "light", "weighty", "c")
    assert [it["reason"] for it in shown_to(owner)] == ["c"]
    change_words("still others", "light", "weighty", "c")
    assert len(shown_to(owner)) == 1, "what weighed was told, and weighs once"


def test_another_company_that_measures_is_told(settings: Settings) -> None:
    owner = an_owner()
    settings.MEASURING = measuring_by("plausible:https://measure.example:chat.example")
    note_policy_versions()
    react_now()
    assert [it["policy"] for it in shown_to(owner)] == ["cookies"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"operator": "a"}, False),
        ({"operator": "a"}, {"operator": "a"}, False),
        ({"operator": "a"}, {"operator": "b"}, True),
        ({"recipients": ["x", "y"]}, {"recipients": ["x"]}, False),
        ({"recipients": ["x"]}, {"recipients": ["x", "y"]}, True),
        ({"kept": {"mails": 30}}, {"kept": {"mails": 20, "new": 9}}, False),
        ({"kept": {"mails": 30}}, {"kept": {"mails": 31}}, True),
    ],
)
def test_less_is_no_news_and_more_is(
    before: dict[str, Any], after: dict[str, Any], told: bool
) -> None:
    same = {"operator": "a"}
    assert weighs(same | before if before else {}, same | after) is told


def test_every_owner_gets_one_mail_with_all_that_changed_in_their_language(
    settings: Settings,
) -> None:
    owner, urdu = an_owner(), an_owner("Lahore Lamps", language="ur")
    with scope(owner.workspace_id):
        agent = a_member(Workspace.objects.get())
        Person.objects.filter(id=agent.person_id).update(email="agent@shop.example")
    with scope(urdu.workspace_id):
        Member.objects.create(person_id=owner.person_id, role=Role.OWNER)
    change(settings)
    (mail,), (in_urdu,) = mails_to(owner), mails_to(urdu)
    assert Mail.objects.filter(kind=KIND).count() == 2
    newest = PolicyVersion.objects.filter(is_material=True).order_by("id")
    assert [version.policy for version in newest] == ["cookies", "privacy", "terms", "refund"]
    assert mail.subject == "Our policies changed"
    assert in_urdu.subject not in ("", mail.subject)
    for version in newest:
        assert f"https://chat.example/{version.policy}/changes/{version.id}\n" in mail.text
        assert f"https://chat.example/ur/{version.policy}/changes/" in in_urdu.text
    assert "List-Unsubscribe" not in mail.headers


def test_a_single_change_names_its_policy(settings: Settings) -> None:
    owner = an_owner()
    settings.BACKUP_DAYS = 60
    note_policy_versions()
    react_now()
    assert [mail.subject for mail in mails_to(owner)] == ["Changed: Privacy Policy"]


def test_a_run_that_was_killed_goes_on_and_tells_nobody_twice(settings: Settings) -> None:
    owners = [an_owner(f"Shop {number}") for number in range(3)]
    settings.OPERATOR_NAME = "Chenab Hosting"
    note_policy_versions()
    first = PolicyVersion.objects.filter(is_material=True).earliest("id").id
    told, die = policy_telling._mail, mock.Mock(side_effect=[None, KeyboardInterrupt])

    def dies_at_the_second(*args: Any) -> None:
        die()
        told(*args)

    with mock.patch.object(policy_telling, "_mail", dies_at_the_second):
        with pytest.raises(KeyboardInterrupt):
            tell_owners(first)
        assert [len(mails_to(owner)) for owner in owners] == [1, 0, 0]
        die.side_effect = None
        tell_owners(first)
    tell_owners(first)
    react_now()
    assert [len(mails_to(owner)) for owner in owners] == [1, 1, 1]
    assert PolicyNotice.objects.count() == 3 * 4


def test_it_is_shown_until_it_is_read_and_to_its_reader_alone(settings: Settings) -> None:
    owner, other = an_owner(), an_owner("Lahore Lamps")
    change(settings)
    first = shown_to(owner)[0]
    newest = PolicyVersion.objects.latest("id")
    assert first["link"] == f"/refund/changes/{newest.id}"
    caller, stranger = a_caller(owner), a_caller(other)
    reading = f"/policy-notices/{first['id']}/reading"
    assert stranger.put(reading).status_code == 404
    assert [caller.put(reading).status_code for _ in range(2)] == [204, 204]
    assert (len(shown_to(owner)), len(shown_to(other))) == (3, 4)
    with scope(owner.workspace_id):
        agent = a_member(Workspace.objects.get())
    assert a_caller(agent).get("/policy-notices").status_code == 403


def test_an_owner_who_comes_later_is_told_of_later_changes_alone(settings: Settings) -> None:
    change(settings)
    late = an_owner()
    react_now()
    assert not shown_to(late)
    assert not mails_to(late)
    change(settings, "Ravi Hosting")
    assert len(shown_to(late)) == 4


def test_a_deleted_account_takes_its_notices_along(settings: Settings) -> None:
    owner = an_owner()
    change(settings)
    delete_account(owner.person_id)
    react_now()
    assert not PolicyNotice.objects.filter(person_id=owner.person_id).exists()
