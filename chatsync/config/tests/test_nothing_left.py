"""A marker put into every column of every table that ages is nowhere after 91 days, nor after an
erasure where it was a customer's: not in a row, a file, or a line that was logged.

Tables come from the models, and are held against the catalogue: a new one is filled and looked
through without being named here.
"""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import psycopg
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from chatsync.config import wiring
from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.inbox.actions.erase import ask_erasure, erase
from chatsync.inbox.models import Erasure
from chatsync.inbox.tests.test_erasing import no_files
from chatsync.kit.clock import moved, now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope
from chatsync.privacy.closing import tables_of_workspaces
from chatsync.privacy.lasting import LASTING
from chatsync.privacy.purging import purge
from chatsync.privacy.retention import RETENTION
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace
from tests.support.bucket import bucket, place, store_server
from tests.support.database import rows
from tests.support.dump import places_of
from tests.support.lessons import demand_none
from tests.support.planting import plant

assert wiring.__doc__, "each line of the retention table has its deed"
__all__ = ["bucket", "no_files", "place", "store_server"]
pytestmark = pytest.mark.usefixtures("db", "no_files")
MARK = "zqquokka923009998877"
"""A word and a phone number at once: it stays one word in the search index."""
FILE = f"media/7a/{MARK}"
EXPORTED = f"media/7b/{MARK}.zip"

AGED = {table for line in RETENTION for table in line.tables}
LONGER = {table for line in RETENTION if line.keeps > timedelta(days=90) for table in line.tables}
"""Counts and proofs that name nobody (tests/architecture/test_retention.py says which)."""
NO_MODEL = {"shared_cache", "procrastinate_jobs", "procrastinate_events", "django_session"}
"""Written by others: their own lines are tested where they are used."""
ENDED: dict[str, dict[str, Callable[[], object]]] = {
    "workspaces_apikey": {"revoked_at": now},
    "workspaces_stepin": {"ended_at": now},
    "desk_request": {"state": lambda: "closed", "settled_at": now},
    "jobs_mail": {"state": lambda: "failed", "settled_at": now},
    "accounts_signin": {"session_key": lambda: MARK},
    "realtime_event": {"seq": lambda: 900_000},
    "channels_dispatch": {"state": lambda: "queued"},
    "channels_media": {"stored_as": lambda: FILE, "state": lambda: "stored"},
    "inbox_wholeexport": {"stored_as": lambda: EXPORTED, "state": lambda: "ready"},
}
"""What makes a row one whose time has begun."""
WORDLESS = {
    "analytics_funnelmark",
    "channels_dispatch",
    "channels_mediafetch",
    "inbox_historyline",
    "inbox_mention",
    "workspaces_keypace",
}
"""Ids, times and marks alone: no column could hold a customer's words or number."""
OWN = {
    "workspaces_workspace",
    "workspaces_member",
    "realtime_counter",
    "inbox_erasure",
    "workspaces_auditevent",
    "workspaces_audittold",
}
"""A workspace has them already, or the deed itself writes them."""
NOT_OF_CUSTOMERS = {
    "analytics_signuporigin": "where the business came from",
    "channels_metaapp": "the business's own app",
    "channels_number": "the business's own number",
    "inbox_quickreply": "what the team says to everybody",
    "inbox_savedview": "what the team calls its lists",
    "inbox_tag": "what the team calls its tags",
    "workspaces_apikey": "a way in",
    "workspaces_businessinvitation": "a way in",
    "workspaces_invitation": "a way in",
    "workspaces_keptanswer": "named by a program; what it holds is sealed, and opened to look "
    "(chatsync/inbox/tests/test_erasing.py)",
    "workspaces_stepin": "what the operator wrote to the business",
}
"""Tables of a workspace whose words are never a customer's: what stays there after an erasure."""
OF_THE_BUSINESS = "billing_"
"""How tables begin that are about what the business itself buys and pays."""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


class Planter:
    """Fills tables with rows that belong together: of one conversation, in one workspace."""

    def __init__(self, urls: DatabaseUrls, access: Access) -> None:
        self.access = access
        self.ids: dict[str, UUID] = {}
        self.connection = psycopg.connect(urls.admin, dbname=DATABASE, autocommit=True)
        self.connection.execute("SET session_replication_role = replica")

    def row_of(self, model: type[models.Model]) -> None:
        given = {
            field.column: self._value(model, field)
            for field in model._meta.local_concrete_fields
            if field.column and not field.generated and not isinstance(field, models.AutoField)
        }
        table = model._meta.db_table
        given |= {name: value() for name, value in ENDED.get(table, {}).items()}
        wanted = {name: value for name, value in given.items() if value is not None}
        plant(self.connection, model, **wanted)

    def _value(self, model: type[models.Model], field: "models.Field[Any, Any]") -> object:
        kind = field.get_internal_type()
        if isinstance(field, models.ForeignKey):
            kind = field.target_field.get_internal_type()
            if kind == "UUIDField":
                return self.id_of(field.remote_field.model._meta.db_table)
        if kind == "UUIDField":
            return self._uuid(model, field.attname)
        if field.choices or kind in {"BooleanField", "DateField"} or "Integer" in kind:
            return None
        if kind == "DateTimeField":
            return now() if not field.null else None
        return self._words(field, kind)

    def _words(self, field: "models.Field[Any, Any]", kind: str) -> object:
        if kind == "JSONField":
            return f'{{"said": "{MARK}"}}'
        if kind == "BinaryField":
            return MARK.encode() if (field.max_length or 99) >= len(MARK) else None
        if kind == "EmailField":
            return f"{MARK}@shop.example"
        return MARK if (field.max_length or 99) >= len(MARK) else None

    def _uuid(self, model: type[models.Model], column: str) -> UUID:
        named = {
            "workspace_id": self.access.workspace_id,
            "pair_id": self.id_of("inbox_conversation"),
            "member_id": self.access.member_id,
            "author_id": self.access.member_id,
            "last_message_id": self.id_of("inbox_message"),
            "asked_by_id": self.access.member_id,
            "person_id": self.access.person_id,
        }
        same = {"channels_outbound": "inbox_message", "channels_dispatch": "inbox_message"}
        same["channels_mediafetch"] = "channels_media"
        if column == "id":
            return self.id_of(same.get(model._meta.db_table, model._meta.db_table))
        tables = {f"{one._meta.model_name}_id": one._meta.db_table for one in apps.get_models()}
        return named.get(column) or self.id_of(tables.get(column, column))

    def id_of(self, table: str) -> UUID:
        known = {
            "workspaces_member": self.access.member_id,
            "accounts_person": self.access.person_id,
            "workspaces_workspace": self.access.workspace_id,
        }
        return known.get(table) or self.ids.setdefault(table, uuid7())


@pytest.fixture(params=["in a folder", "in a bucket"])
def planter(request: pytest.FixtureRequest, database_urls: DatabaseUrls) -> Iterator[Planter]:
    if request.param == "in a bucket":
        request.getfixturevalue("bucket")
    planter = Planter(database_urls, a_workspace("Karachi Kitchen")[1])
    default_storage.save(FILE, ContentFile(MARK.encode()))
    default_storage.save(EXPORTED, ContentFile(zipped()))
    yield planter
    planter.connection.close()


def zipped() -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("messages-1.json", MARK * 9)
    return held.getvalue()


def tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def test_every_table_of_the_database_is_filled_or_said_to_hold_nothing(
    database_urls: DatabaseUrls,
) -> None:
    found = {row[0] for row in rows(database_urls, _TABLES)}
    assert found == AGED | set(LASTING)
    demand_none(AGED - set(tables()) - NO_MODEL, "No model fills it: say in NO_MODEL who tests it.")
    theirs = {model._meta.db_table for model in tables_of_workspaces()}
    demand_none(set(NOT_OF_CUSTOMERS) - theirs, "It belongs to no workspace any more.")


def test_after_ninety_one_days_nothing_that_ages_is_left(
    planter: Planter, database_urls: DatabaseUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = AGED - LONGER - NO_MODEL
    for table in sorted({"inbox_conversation", *filled}):
        planter.row_of(tables()[table])
    found = set(places_of(database_urls, MARK))
    assert filled - found == WORDLESS
    assert "inbox_conversation" in found, "its last line is a message's"
    with moved(timedelta(days=91)):
        purge()
    assert places_of(database_urls, MARK) == {}
    said = capsys.readouterr()
    assert MARK not in said.out + said.err


def test_right_after_an_erasure_nothing_about_the_customer_is_left(
    planter: Planter, database_urls: DatabaseUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = {model._meta.db_table for model in tables_of_workspaces()} - OWN
    for table in sorted({"channels_unrouted", *theirs}):
        planter.row_of(tables()[table])
    assert len(places_of(database_urls, MARK)) > 25
    ask_erasure(planter.access, planter.id_of("contacts_contact"))
    with scope(planter.access.workspace_id):
        asked = Erasure.objects.get()
    erase(planter.access.workspace_id, asked.id)
    left = set(places_of(database_urls, MARK)) - set(NOT_OF_CUSTOMERS)
    demand_none(
        {table for table in left if not table.startswith(OF_THE_BUSINESS)},
        "A customer's words stay there after an erasure (chatsync/inbox/actions/erase.py); or it "
        "can never hold any: then it belongs into NOT_OF_CUSTOMERS with the reason.",
    )
    said = capsys.readouterr()
    assert MARK not in said.out + said.err
