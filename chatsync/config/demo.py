"""The demo: two businesses with people, numbers and conversations, for trying things out.

Runs before anything serves. Safe to repeat: what exists is kept. Names and passwords come from
the data folder, made once and never again.
"""

import secrets
import string
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from chatsync.accounts.actions import create_person, enroll_totp, require_second_factor
from chatsync.accounts.models import Person
from chatsync.billing.actions.adjust import give_demo_plan
from chatsync.channels.models import MetaApp, Number, NumberStatus
from chatsync.channels.seals import seal_secrets, seal_token, seal_verify_token
from chatsync.config import wiring
from chatsync.config.demo_landing import publish_example
from chatsync.config.demo_talk import CUSTOMERS, tell_stories
from chatsync.config.supervisor.installation import kept_secret
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7, workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions import create_workspace
from chatsync.workspaces.models import ApiKey, Member, Role, Workspace
from chatsync.workspaces.queries import workspaces_of

WIRED = wiring.__name__
"""The stories go through the reactions, so the wiring page must be loaded."""

_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class _Business:
    """One demo workspace as it shall be."""

    key: str
    name: str
    people: tuple[tuple[str, str], ...]
    phone: str
    owns_app: bool


_BUSINESSES = (
    _Business(
        "demo",
        "Karachi Kitchen Supplies",
        (("owner", "Ayesha Siddiqui"), ("manager", "Bilal Ahmed"), ("agent", "Sana Malik")),
        "+92 300 0555101",
        owns_app=False,
    ),
    _Business(
        "demo2",
        "Lahore Book House",
        (("owner", "Hamza Qureshi"), ("manager", "Nadia Iqbal"), ("agent", "Usman Tariq")),
        "+92 301 0555202",
        owns_app=True,
    ),
)


def seed(data: Path) -> dict[str, Any]:
    """Make what is missing of the demo and return its facts (sign-ins, keys, sandbox set-up)."""
    facts: dict[str, Any] = {"operator": _operator(data), "sandbox": {"numbers": [], "apps": []}}
    for business in _BUSINESSES:
        facts[business.key] = _seed_business(data, business, facts["sandbox"])
    publish_example()
    facts["sandbox"]["customers"] = [
        {key: value for key, value in vars(customer).items() if value} for customer in CUSTOMERS
    ]
    return facts


def _operator(data: Path) -> dict[str, str]:
    login, password = "operator", kept_secret(data, "demo_operator_password", _password)
    seed = kept_secret(data, "demo_operator_totp_secret", _totp_seed)
    person = Person.objects.filter(login=login).first()
    if person is None:
        person = create_person(name="Operator", login=login, password_hash=make_password(password))
        Person.objects.filter(id=person.id).update(is_operator=True, operator_since=now())
    if not person.second_factor_required:
        enroll_totp(person.id, seed)
        require_second_factor(person.id)
    return {"login": login, "password": password, "totp_secret": seed}


def _seed_business(data: Path, business: _Business, sandbox: dict[str, Any]) -> dict[str, Any]:
    members = {role: _person(data, business, role, name) for role, name in business.people}
    owner = Person.objects.get(login=members["owner"]["login"])
    known = workspaces_of(owner.id)
    workspace_id = workspace_uuid(known[0].id) if known else None
    workspace_id = workspace_id or _open_workspace(business, owner)
    meta = _meta(data, business)
    token = kept_secret(data, f"{business.key}_api_key", _api_key)
    with scope(workspace_id):
        for role, person in members.items():
            _member(Person.objects.get(login=person["login"]), role)
        _keep_key(token, Member.objects.get(role=Role.OWNER, person=owner).id)
        app = _app(meta, workspace_id if business.owns_app else None)
        number = _number(business, meta, app)
    give_demo_plan(workspace_id)
    tell_stories(number, app.id)
    _add_to_sandbox(sandbox, business, meta, app.key)
    return {
        "workspace": Workspace(id=workspace_id).org,
        "members": members,
        "api_key": token,
        "phone_number_id": meta["phone_number_id"],
        "waba_id": meta["waba_id"],
        "app_secret": meta["secret"],
        "verify_token": meta["verify_token"],
        "paddle_webhook_secret": None,
    }


def _open_workspace(business: _Business, owner: Person) -> UUID:
    return create_workspace(name=business.name, owner=owner, phone=business.phone).id


def _person(data: Path, business: _Business, role: str, name: str) -> dict[str, str]:
    """Somebody of the demo; sign-in names differ between the two businesses."""
    login = role if business.key == "demo" else f"{role}2"
    email = f"{login}@{business.key}.example"
    password = kept_secret(data, f"{business.key}_{role}_password", _password)
    if not Person.objects.filter(login=login).exists():
        create_person(name=name, login=login, email=email, password_hash=make_password(password))
    return {"login": login, "email": email, "password": password}


def _member(person: Person, role: str) -> None:
    Member.objects.get_or_create(person=person, defaults={"role": role})


def _keep_key(token: str, member_id: UUID) -> None:
    digest = sha256(token.encode()).digest()
    if not ApiKey.objects.filter(digest=digest).exists():
        ApiKey.objects.create(
            name="Demo", prefix=token.rpartition("_")[0], digest=digest, member_id=member_id
        )


def _meta(data: Path, business: _Business) -> dict[str, str]:
    """Meta's side of the business: ids and secrets that the stand-in knows too."""

    def kept(name: str, digits: int) -> str:
        return kept_secret(data, f"{business.key}_{name}", lambda: _digits(digits))

    def hidden(name: str) -> str:
        return kept_secret(data, f"{business.key}_{name}", lambda: secrets.token_hex(16))

    return {
        "app_id": kept("app_id", 16),
        "phone_number_id": kept("phone_number_id", 15),
        "waba_id": kept("waba_id", 15),
        "secret": hidden("app_secret"),
        "verify_token": hidden("verify_token"),
        "token": "EAAG" + hidden("graph_token"),
    }


def _app(meta: dict[str, str], owner_id: UUID | None) -> MetaApp:
    known = MetaApp.objects.filter(app_id=meta["app_id"]).first()
    if known:
        return known
    row_id = uuid7()
    return MetaApp.objects.create(
        id=row_id,
        key=secrets.token_urlsafe(24),
        owner_workspace_id=owner_id,
        app_id=meta["app_id"],
        secrets=seal_secrets((meta["secret"],), owner_id, row_id),
        verify_token=seal_verify_token(meta["verify_token"], owner_id, row_id),
        verified_at=now(),
    )


def _number(business: _Business, meta: dict[str, str], app: MetaApp) -> Number:
    known: Number | None = Number.objects.filter(phone_number_id=meta["phone_number_id"]).first()
    if known:
        return known
    row_id = uuid7()
    number = Number(
        id=row_id,
        phone_number_id=meta["phone_number_id"],
        waba_id=meta["waba_id"],
        display_phone_number=business.phone,
        verified_name=business.name,
        app=app,
        status=NumberStatus.CONNECTED,
        quality="GREEN",
        connected_at=now(),
    )
    number.token = seal_token(meta["token"], number.workspace_id, row_id)
    number.save(force_insert=True)
    return number


def _add_to_sandbox(
    sandbox: dict[str, Any], business: _Business, meta: dict[str, str], app_key: str
) -> None:
    sandbox["numbers"].append(
        {
            "phone_number_id": meta["phone_number_id"],
            "waba_id": meta["waba_id"],
            "display_phone_number": business.phone,
            "verified_name": business.name,
            "token": meta["token"],
            "app_id": meta["app_id"],
        }
    )
    sandbox["apps"].append(
        {
            "app_id": meta["app_id"],
            "secret": meta["secret"],
            "verify_token": meta["verify_token"],
            "callback_url": f"{settings.BASE_URL}/webhooks/whatsapp/{app_key}",
        }
    )


def _password() -> str:
    """Easy to type from a terminal: four groups of four letters and digits."""
    plain = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(plain) for _ in range(4)) for _ in range(4))


def _totp_seed() -> str:
    """What an authenticator app takes: 160 bits in base32 (RFC 4226)."""
    return b32encode(secrets.token_bytes(20)).decode()


def _api_key() -> str:
    short = "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(8))
    return f"cs_live_{short}_" + "".join(secrets.choice(_LETTERS) for _ in range(32))


def _digits(count: int) -> str:
    return "1" + "".join(secrets.choice(string.digits) for _ in range(count - 1))
