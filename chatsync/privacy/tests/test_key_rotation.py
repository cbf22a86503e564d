"""After a rotation nothing is sealed with an old key, and everything opens as before."""

import base64
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import LazySettings

from chatsync.accounts.actions import enroll_totp
from chatsync.channels.seals import _ring as ring_of_channels
from chatsync.config.setup_check import key_notes as notes_of_doctor
from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.kit.crypto import KeyRing, key_name
from chatsync.kit.sealed import SealedField, sealed_columns
from chatsync.kit.tenancy import TenantModel
from chatsync.privacy import key_rotation
from chatsync.privacy.key_rotation import (
    FACTORS,
    key_notes,
    keys_in_use,
    rotate_keys,
)
from chatsync.workspaces.actions import _ring as ring_of_answers
from chatsync.workspaces.tests.make import a_person, a_workspace
from tests.support.planting import plant

pytestmark = pytest.mark.usefixtures("db", "fresh_rings")
OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()
SECRET = "a secret of somebody"
COLUMNS = list(sealed_columns())
Values = dict[SealedField, list[UUID]]


@pytest.fixture
def fresh_rings(settings: LazySettings) -> Any:
    """Rings are kept for the life of a process; here the keys change within one."""
    settings.ENCRYPTION_KEYS = OLD
    rings = (ring_of_channels, ring_of_answers)
    for ring in rings:
        ring.cache_clear()
    yield
    for ring in rings:
        ring.cache_clear()


def planted(urls: DatabaseUrls, count: int = 1) -> Values:
    """Rows with a sealed value in every sealed column, of two workspaces and of none."""
    ring, made = KeyRing.parse(OLD), Values()
    homes = [a_workspace()[0].id, a_workspace()[0].id]
    with psycopg.connect(urls.admin, dbname=DATABASE, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for field in COLUMNS:
            key = str(field.model._meta.pk.column)
            is_its_own = key == field.owner
            owners = homes if is_its_own or issubclass(field.model, TenantModel) else [None, *homes]
            for owner in owners * (1 if is_its_own else count):
                row = owner if is_its_own and owner else uuid4()
                sealed = {
                    its.name: ring.seal(SECRET, its.place(owner, row))
                    for its in COLUMNS
                    if its.model is field.model
                }
                plain = {
                    its.name: uuid4().hex[:12]
                    for its in field.model._meta.local_fields
                    if its.get_internal_type() == "CharField" and not its.choices
                }
                given: dict[str, object] = {**plain, **sealed, field.owner: owner, key: row}
                plant(connection, field.model, **given)
                made.setdefault(field, []).append(row)
    return made


def values(urls: DatabaseUrls, field: SealedField) -> dict[UUID, bytes]:
    table, column, owner = field.model._meta.db_table, field.column, field.owner
    key = field.model._meta.pk.column
    with psycopg.connect(urls.admin, dbname=DATABASE) as connection:
        found = connection.execute(f'SELECT {key}, "{column}", {owner} FROM {table}').fetchall()
    ring = KeyRing.parse(f"{NEW},{OLD}")
    for row, sealed, whose in found:
        assert ring.open(sealed, field.place(whose, row)) == SECRET
    return {row: bytes(sealed) for row, sealed, _ in found}


def test_every_sealed_column_is_turned_and_opens_as_before(
    database_urls: DatabaseUrls, settings: LazySettings
) -> None:
    made = planted(database_urls)
    assert len(made) >= 4, "this test saw too few sealed columns"
    settings.ENCRYPTION_KEYS = f"{NEW},{OLD}"
    turned = rotate_keys()
    for field in made:
        found = values(database_urls, field)
        assert {key_name(sealed) for sealed in found.values()} == {"new"}
        assert turned[f"{field.model._meta.db_table}.{field.name}"].anew == len(found)
    assert set(keys_in_use()) == {"new"}


def test_it_goes_on_where_it_was_interrupted_and_does_nothing_twice(
    database_urls: DatabaseUrls, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(database_urls, count=3)
    settings.ENCRYPTION_KEYS = f"{NEW},{OLD}"
    monkeypatch.setattr(key_rotation, "AT_ONCE", 2)
    seal_anew, left = KeyRing.seal_anew, [5]

    def dies(ring: KeyRing, *given: Any) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return seal_anew(ring, *given)

    with monkeypatch.context() as patched:
        patched.setattr(KeyRing, "seal_anew", dies)
        with pytest.raises(KeyboardInterrupt):
            rotate_keys()
    some = keys_in_use()
    assert set(some) == {"old", "new"}
    assert sum(kind.anew for kind in rotate_keys().values()) == some["old"].total()
    assert set(keys_in_use()) == {"new"}
    assert not any(kind.anew for kind in rotate_keys().values())


def test_second_factors_are_turned_whatever_holds_them(settings: LazySettings) -> None:
    person = a_person()
    secret = enroll_totp(person.id)
    before = Authenticator.objects.get(user=person)
    codes = {"seed": before.data["secret"], "used_mask": 0, "more": [before.data["secret"]]}
    Authenticator.objects.create(user=person, type="recovery_codes", data=codes)
    settings.ENCRYPTION_KEYS = f"{NEW},{OLD}"
    assert keys_in_use()["old"][FACTORS] == 3
    assert rotate_keys()[FACTORS].anew == 2
    assert keys_in_use()["new"][FACTORS] == 3
    settings.ENCRYPTION_KEYS = NEW
    held = Authenticator.objects.filter(user=person).order_by("pk").values_list("data", flat=True)
    assert [decrypt(it) for it in (held[0]["secret"], held[1]["seed"], held[1]["more"][0])] == [
        secret
    ] * 3


def test_the_operator_reads_which_old_key_is_still_used(
    database_urls: DatabaseUrls, settings: LazySettings
) -> None:
    assert notes_of_doctor() == []
    planted(database_urls)
    settings.ENCRYPTION_KEYS = f"{NEW},{OLD}"
    (note,) = notes_of_doctor()
    assert note.startswith(f"Key old still seals {keys_in_use()['old'].total()} values.")
    rotate_keys()
    (note,) = notes_of_doctor()
    assert note.startswith("Key old seals nothing any more.")
    settings.ENCRYPTION_KEYS = NEW
    assert notes_of_doctor() == []


def test_what_a_lost_key_sealed_is_counted_and_left_as_it_is(
    database_urls: DatabaseUrls, settings: LazySettings
) -> None:
    made = planted(database_urls)
    settings.ENCRYPTION_KEYS = NEW
    before = {field: values(database_urls, field) for field in made}
    turned = rotate_keys()
    assert sum(kind.lost for kind in turned.values()) == sum(map(len, before.values()))
    assert {field: values(database_urls, field) for field in made} == before
    (note,) = key_notes()
    assert "is not in CHATSYNC_ENCRYPTION_KEYS: put it back" in note
