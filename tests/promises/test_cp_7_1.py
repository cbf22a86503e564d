"""CP-7.1: the policy may change."""

from django.test import Client, override_settings

from chatsync.accounts.models import Person
from chatsync.config import wiring
from chatsync.jobs.models import Mail
from chatsync.jobs.tests.worker import react_now
from chatsync.privacy.models import PolicyVersion
from chatsync.privacy.vendors.slot import measuring_by
from chatsync.site.policy_telling import KIND
from chatsync.site.policy_versions import note_policy_versions
from chatsync.workspaces.tests.make import a_caller, a_workspace
from tests.promises.proving import Mutant, checks, without

assert wiring.__doc__, "a changed policy is heard"
SERVICE = measuring_by("plausible:https://measure.example:chat.example")
OTHER = measuring_by("umami:https://other.example:0b41a3b4-5d9f-4e7c-9e7b-2f8f1c2d3e4f")


def _versions(policy: str) -> list[PolicyVersion]:
    return list(PolicyVersion.objects.filter(policy=policy).order_by("id"))


def a_change_is_dated_has_a_reason_and_is_shown() -> None:
    note_policy_versions()
    with override_settings(OPERATOR_NAME="Somebody new"):
        note_policy_versions()
    first, second = _versions("privacy")
    assert first.reason
    assert second.reason
    assert first.made_at < second.made_at
    page = Client().get(f"/privacy/changes/{second.id}").content.decode()
    assert "<ins>Somebody new</ins>" in page


def consent_is_asked_again_for_a_party_and_not_for_words() -> None:
    for measuring, name in ((SERVICE, "A"), (SERVICE, "B"), (OTHER, "B")):
        with override_settings(MEASURING=measuring, OPERATOR_NAME=name):
            note_policy_versions()
    assert [version.asks_again for version in _versions("cookies")] == [False, False, True]


def a_version_cannot_be_altered() -> None:
    note_policy_versions()
    with override_settings(OPERATOR_NAME="Somebody new"):
        note_policy_versions()
    assert len(_versions("terms")) == 2


def owners_are_told_of_what_matters_by_mail_and_until_they_read_it() -> None:
    _workspace, owner = a_workspace()
    Person.objects.filter(id=owner.person_id).update(email="owner@shop.example")
    for name, days in (("A", 30), ("A", 20), ("B", 20), ("B", 40)):
        with override_settings(OPERATOR_NAME=name, BACKUP_DAYS=days):
            note_policy_versions()
        react_now()
    assert Mail.objects.filter(recipient="owner@shop.example", kind=KIND).count() == 2
    caller = a_caller(owner)
    told = caller.get("/policy-notices").json()["items"]
    policies = [notice["policy"] for notice in told]
    assert policies == ["privacy", "refund", "terms", "privacy", "cookies"]
    assert "<ins>" in Client().get(told[0]["link"]).content.decode()
    for notice in told:
        caller.put(f"/policy-notices/{notice['id']}/reading")
    assert not caller.get("/policy-notices").json()["items"]


PROOFS = (
    a_change_is_dated_has_a_reason_and_is_shown,
    consent_is_asked_again_for_a_party_and_not_for_words,
    a_version_cannot_be_altered,
    owners_are_told_of_what_matters_by_mail_and_until_they_read_it,
)
MUTANTS = (
    Mutant(
        "the difference is not shown",
        a_change_is_dated_has_a_reason_and_is_shown,
        without("chatsync.site.views.policies.difference", lambda _before, _after: []),
    ),
    Mutant(
        "a new party asks nobody",
        consent_is_asked_again_for_a_party_and_not_for_words,
        without("chatsync.site.policy_versions.question_digest", lambda _vendor, **_more: "same"),
    ),
    Mutant(
        "versions are not kept",
        a_version_cannot_be_altered,
        without("chatsync.site.policy_versions.keep_version", lambda *_args, **_more: None),
    ),
    Mutant(
        "nothing weighs",
        owners_are_told_of_what_matters_by_mail_and_until_they_read_it,
        without("chatsync.privacy.actions.policy_versions.weighs", lambda _before, _after: False),
    ),
    Mutant(
        "nobody is mailed",
        owners_are_told_of_what_matters_by_mail_and_until_they_read_it,
        without("chatsync.site.policy_telling.queue_mail", lambda **_more: None),
    ),
    Mutant(
        "reading is not noted",
        owners_are_told_of_what_matters_by_mail_and_until_they_read_it,
        without("chatsync.privacy.api.read_notice", lambda _person, _notice: None),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
