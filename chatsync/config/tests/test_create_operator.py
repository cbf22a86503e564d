"""`chatsync create-operator` and `remove-operator`, run as an operator runs them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chatsync.accounts.actions import create_person
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.tests.people import PASSWORD, is_in, sign_in

pytestmark = pytest.mark.usefixtures("db")
_ROOT = Path(__file__).resolve().parents[3]
NEW = "four quiet rivers under snow"


def _command(*more: str, name: str = "create-operator") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chatsync.config.cli", name, *more],
        cwd=_ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_new_operator_gets_a_password_once_and_is_led_to_a_second_factor() -> None:
    ended = _command("--email", "Noor@Example.com", "--name", "Noor")
    found = re.search(r"shown this once: ([a-z0-9-]{19})\n", ended.stdout)
    assert found, ended.stdout + ended.stderr
    person = Person.objects.get(email="noor@example.com")
    assert (person.name, person.is_operator, person.must_change_password) == ("Noor", True, True)
    client = sign_in("noor@example.com", found[1])
    assert client.get("/ops")["Location"] == "/account/password"
    client.post("/account/password", {"password": NEW})
    assert client.get("/ops/tenants")["Location"] == "/account/factors"
    assert client.get("/account/factors/app").status_code == 200


def test_somebody_known_is_lifted_keeps_the_password_and_is_signed_out() -> None:
    person = create_person(
        name="Sana", login="sana", email="sana@x.pk", password_hash=hash_password(PASSWORD)
    )
    before = sign_in()
    ended = _command("--email", "sana@x.pk", "--name", "Somebody else")
    assert "Their password stays as it was" in ended.stdout, ended.stderr
    person.refresh_from_db()
    assert (person.name, person.is_operator) == ("Sana", True)
    assert not is_in(before)
    again = sign_in()
    assert again.get("/ops")["Location"] == "/account/factors"
    _command("--email", "sana@x.pk")
    assert again.get("/ops")["Location"] == "/account/factors"


@pytest.mark.parametrize(
    ("email", "said"), [("nobody", "not an e-mail address"), ("off@x.pk", "is switched off")]
)
def test_what_cannot_be_an_operator_is_said_in_one_sentence(email: str, said: str) -> None:
    person = create_person(name="Off", email="off@x.pk", password_hash="!")
    Person.objects.filter(id=person.id).update(is_active=False)
    ended = _command("--email", email)
    assert (ended.returncode, said in ended.stderr) == (1, True)
    assert "Traceback" not in ended.stderr
    assert not Person.objects.filter(is_operator=True).exists()


def test_an_operator_is_removed_by_address_and_the_last_one_is_not() -> None:
    for email in ("noor@x.pk", "sana@x.pk"):
        _command("--email", email)
    assert Person.objects.get(email="noor@x.pk").operator_since
    ended = _command("--email", "Noor@X.pk", name="remove-operator")
    assert ended.stdout.startswith("noor@x.pk is no longer an operator"), ended.stderr
    assert not Person.objects.get(email="noor@x.pk").is_operator
    for email, said in (("noor@x.pk", "No operator has"), ("sana@x.pk", "the only operator")):
        refused = _command("--email", email, name="remove-operator")
        assert (refused.returncode, said in refused.stderr) == (1, True), refused.stderr
        assert "Traceback" not in refused.stderr
