"""What must be true before a part serves, and what `chatsync doctor` looks at."""

from importlib import import_module
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.db import DatabaseError

from chatsync.config.plain_ways import plain_ways
from chatsync.config.supervisor.setup import fingerprint
from chatsync.kit.crypto import KeyRing
from chatsync.kit.env import WrongSetting
from chatsync.kit.moving import left_in_folder

_NO_KEY = "CHATSYNC_SECRET_KEY is not set; make one with: openssl rand -base64 48."
_PUBLIC_NEEDS = (
    ("EMAIL_URL", "EMAIL_URL", "so that codes and notices reach people"),
    ("OPERATOR_NAME", "CHATSYNC_OPERATOR_NAME", "your visitors must know who runs this"),
    ("OPERATOR_ADDRESS", "CHATSYNC_OPERATOR_ADDRESS", "your visitors must know where you are"),
    ("OPERATOR_COUNTRY", "CHATSYNC_OPERATOR_COUNTRY", "your visitors must know whose law holds"),
    ("PRIVACY_EMAIL", "CHATSYNC_PRIVACY_EMAIL", "people must be able to ask about their data"),
)


def django_ready() -> None:
    """Load settings, rooms and wiring. Raises WrongSetting where that needs a missing key."""
    try:
        django.setup()
        __import__("chatsync.config.wiring")
    except ImproperlyConfigured as error:
        raise WrongSetting(_NO_KEY if "SECRET_KEY" in str(error) else str(error)) from None


def before_serving() -> None:
    """Refuse to serve with one sentence where something needed is missing."""
    django_ready()
    problems = _settings_problems()
    if problems:
        raise WrongSetting(problems[0])
    _refuse_powerful_role()
    refuse_unusable_bucket()


def refuse_unusable_bucket() -> None:
    """Files must find their place, and must be gone from it once they are deleted."""
    if fault := bucket_fault():
        raise WrongSetting(fault)


def bucket_fault() -> str:
    """Why files cannot lie where the settings say; empty where they can, or lie in the folder."""
    if settings.BUCKET is None:
        return ""
    fault: str = import_module("chatsync.kit.bucket").fault_of(storages["default"])
    return fault


def findings() -> list[str]:
    """Everything wrong that can be seen from here, one sentence each."""
    found = _settings_problems()
    if not _has_secret_key():
        return found
    try:
        _refuse_powerful_role()
        if not _is_migrated():
            found.append("The database is not up to date: run chatsync migrate.")
        else:
            found.extend(_broken_logs())
        found.extend(import_module("chatsync.billing.prices").price_faults())
    except (WrongSetting, psycopg.Error) as error:
        found.append(str(error))
    found.extend(_file_faults())
    if fault := mailbox_fault():
        found.append(f"The mailbox of the privacy desk cannot be read: {fault}")
    return [*found, *(str(check.msg) for check in run_checks() if check.level >= ERROR)]


def _file_faults() -> list[str]:
    """What is wrong with the bucket, and what an installation that had none left in the folder."""
    if settings.BUCKET is None:
        return []
    if fault := bucket_fault():
        return [fault]
    left = sum(1 for _name in left_in_folder())
    return (
        [f"Files that still lie in {settings.DATA_DIR}: {left}. Move them: chatsync move-files."]
        if left
        else []
    )


def mailbox_fault() -> str | None:
    """Why the desk's mailbox cannot be read, empty where it can; None where there is none."""
    address = settings.PRIVACY_MAILBOX
    if address is None:
        return None
    fault: str = import_module("chatsync.desk.mailbox").fault_of(address)
    return fault


def parked_updates() -> int | None:
    """How many updates wait for `chatsync reconcile`; None where the database does not say."""
    try:
        if not _has_secret_key() or not _is_migrated():
            return None
        count: int = import_module("chatsync.channels.queries").parked_everywhere()
    except (psycopg.Error, DatabaseError):
        return None
    return count


def key_notes() -> list[str]:
    """What is to be said of the encryption keys; nothing where the database does not say."""
    try:
        if not _has_secret_key() or not _is_migrated():
            return []
        notes: list[str] = import_module("chatsync.privacy.key_rotation").key_notes()
    except (WrongSetting, psycopg.Error, DatabaseError):
        return []
    return notes


def picture_notes() -> list[str]:
    """What is to be said of the pictures that links to landing pages show; they can be missed."""
    if import_module("chatsync.analytics.lettering").can_letter():
        return []
    note = "Links to landing pages show the picture of all pages: their own cannot be drawn without"
    return [f"{note} FriBidi (apt-get install libfribidi0) and the fonts of the dashboard's build."]


def _is_migrated() -> bool:
    with psycopg.connect(settings.DATABASE_URL, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = current_database()"
        ).fetchone()
    return bool(row and row[0] == fingerprint())


def _broken_logs() -> list[str]:
    """Rooms can be imported only once Django is ready."""
    return [
        f"The audit log of {org} is not as it was written from event {event} on: "
        "compare it with a backup."
        for org, event in import_module("chatsync.workspaces.queries.audit").broken_logs()
    ]


def _settings_problems() -> list[str]:
    problems = []
    if not _has_secret_key():
        problems.append(_NO_KEY)
    try:
        KeyRing.parse(settings.ENCRYPTION_KEYS)
    except WrongSetting as error:
        problems.append(str(error).removeprefix("chatsync: "))
    for place, reading in (("prices", "price_table"), ("bank", "bank_here")):
        try:
            getattr(import_module(f"chatsync.billing.{place}"), reading)()
        except WrongSetting as error:
            problems.append(str(error).removeprefix("chatsync: "))
    problems.extend(_payment_problems())
    if not settings.IS_LOOPBACK:
        problems.extend(_public_problems())
    return problems


def _payment_problems() -> list[str]:
    """What is wrong with the address of the payment page, and with the token it uses."""
    problems = []
    pay = settings.PAY_URL
    if pay and (urlsplit(pay).path or pay == settings.BASE_URL):
        problems.append(
            f"CHATSYNC_PAY_URL is {pay}; it must be an origin of its own, without a path, such as "
            "https://pay.chat.example."
        )
    if pay and not settings.IS_LOOPBACK and not pay.startswith("https://"):
        problems.append("CHATSYNC_PAY_URL must start with https:// on a public host.")
    key, token = settings.PADDLE_API_KEY, settings.PADDLE_CLIENT_TOKEN
    if key and token and key.startswith("pdl_live_") != token.startswith("live_"):
        problems.append(
            "PADDLE_CLIENT_TOKEN belongs to another environment than PADDLE_API_KEY: take both "
            "from Paddle's sandbox, or both from the live account."
        )
    return problems


def _has_secret_key() -> bool:
    """Django raises for an empty key, from wherever it is first asked for."""
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return False


def _public_problems() -> list[str]:
    problems = [
        f"{name} is not set; {reason}."
        for attribute, name, reason in _PUBLIC_NEEDS
        if not getattr(settings, attribute)
    ]
    if not settings.BASE_URL.startswith("https://"):
        problems.insert(0, "CHATSYNC_BASE_URL must start with https:// on a public host.")
    problems.extend(plain_ways())
    return problems


def _refuse_powerful_role() -> None:
    """Row-level security binds neither superusers nor BYPASSRLS roles nor, unforced, owners."""
    try:
        with psycopg.connect(settings.DATABASE_URL, connect_timeout=5) as connection:
            row = connection.execute(
                "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_class c "
                "WHERE c.relowner = r.oid AND c.relname = 'workspaces_workspace') "
                "FROM pg_roles r WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError as error:
        raise WrongSetting(f"The database of DATABASE_URL does not answer: {error}") from None
    if row and row[0]:
        raise WrongSetting(
            "DATABASE_URL connects as a superuser, an owner or a BYPASSRLS role; use the role "
            "chatsync_app, or tenants would not be kept apart."
        )
