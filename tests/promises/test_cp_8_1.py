"""CP-8.1: a privacy desk answers questions."""

from django.conf import settings
from django.test import override_settings

from chatsync.config.setup_check import _public_problems
from chatsync.site.tests.stand import Browser
from tests.promises.proving import Mutant, checks, without

OPERATOR = {
    "OPERATOR_NAME": "Indus Hosting",
    "OPERATOR_ADDRESS": "1 Mall Road, Lahore",
    "OPERATOR_COUNTRY": "Pakistan",
    "PRIVACY_EMAIL": "desk@indus.example",
}


def a_public_installation_needs_somebody_who_answers() -> None:
    public = {**OPERATOR, "BASE_URL": "https://chat.example", "EMAIL_URL": "smtp://mail.example"}
    with override_settings(**public):
        assert _public_problems() == []
        for name in OPERATOR:
            with override_settings(**{name: ""}):
                problems = _public_problems()
                assert len(problems) == 1, name
                assert f"CHATSYNC_{name}" in problems[0]


def the_policies_say_who_answers() -> None:
    assert hasattr(settings, "PRIVACY_EMAIL")
    with override_settings(**OPERATOR):
        for page in ("/cookies", "/ur/cookies", "/privacy", "/terms", "/refund"):
            text = Browser().open(page).content.decode()
            assert all(value in text for value in OPERATOR.values()), page


PROOFS = (a_public_installation_needs_somebody_who_answers, the_policies_say_who_answers)
_PARTS = ("name", "address", "country", "mail")
MUTANTS = (
    Mutant(
        "it starts without an address",
        a_public_installation_needs_somebody_who_answers,
        without("chatsync.config.setup_check._PUBLIC_NEEDS", ()),
    ),
    Mutant(
        "the pages name nobody",
        the_policies_say_who_answers,
        without("chatsync.site.policies.operator", lambda: dict.fromkeys(_PARTS, "")),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
