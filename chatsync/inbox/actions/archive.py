"""What both exports are made with: a file on disk, messages page by page, their files, progress.

Made by a job. Pages are read by key, one to a transaction, and of what was written only names are
kept: it needs the same memory for a hundred messages and for a million. Killed, it begins anew.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from shutil import copyfileobj
from typing import Any, TypeVar
from uuid import UUID
from zipfile import ZipFile

import msgspec
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from chatsync.accounts.models import Person
from chatsync.channels.media import files
from chatsync.channels.models import Media
from chatsync.inbox.models import Export, ExportState, Message, WholeExport
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import MessageOut
from chatsync.kit.storage import store
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member, Workspace

PAGE = 500
encoded = msgspec.json.Encoder(enc_hook=vars).encode

Row = TypeVar("Row", Export, WholeExport)
Page = list[MessageOut]
Reading = Callable[[MessageOut | None], "QuerySet[Message]"]
"""The messages that follow one, or all, in their order; asked inside a scope."""


class NotWanted(Exception):  # noqa: N818  it is no fault
    """Nobody waits for the file any more: it was cancelled, or whom it is about is erased."""


def make(
    kind: type[Row], workspace_id: UUID, export_id: UUID, fill: Callable[[Row, ZipFile], None]
) -> None:
    """Make the file of an export that is waited for, and keep it."""
    with scope(workspace_id):
        export = kind.objects.filter(id=export_id, state=ExportState.MAKING).first()
        if export is None:
            return
        export.done = 0
        language = _language(export.asked_by_id)
        zone = Workspace.objects.values_list("time_zone", flat=True).get(id=workspace_id)
    try:
        with translation.override(language), timezone.override(zone):
            kept = files.keep_archive(partial(fill, export))
    except NotWanted:
        return
    with scope(workspace_id):
        is_wanted = kind.objects.filter(id=export_id, state=ExportState.MAKING).update(
            state=ExportState.READY, stored_as=kept.stored_as, size=kept.size, done=export.total
        )
    if not is_wanted:
        files.forget(kept.stored_as)


def weight(messages: "QuerySet[Message]") -> int:
    """What `total` counts: messages, and files."""
    return messages.count() + messages.filter(media_id__isnull=False).count()


def pages_of(workspace_id: UUID, reading: Reading) -> Iterator[Page]:
    """Messages in the order of `reading`; what is stored behind them meanwhile comes too."""
    last: MessageOut | None = None
    while True:
        with scope(workspace_id):
            ids = list(reading(last).values_list("id", flat=True)[:PAGE])
            found = shapes.messages(ids)
        page = [found[one] for one in ids if one in found]
        if page:
            yield page
            last = page[-1]
        if len(ids) < PAGE:
            return


class Thread:
    """The part of an archive that holds messages: JSON, pages to read, files, each file once."""

    def __init__(self, archive: ZipFile, export: Export | WholeExport, template: str) -> None:
        self.pages: list[str] = []
        self._archive, self._export, self._template = archive, export, template
        self._kept: set[UUID] = set()

    def add(self, page: Page, told: Iterable[Any]) -> None:
        """One page; `told` is what its template shows of the messages. Raises NotWanted."""
        number = len(self.pages) + 1
        self._archive.writestr(f"messages-{number}.json", encoded(page))
        shown = {"messages": told, "number": number, "dir": translation.get_language_bidi()}
        self.pages.append(f"messages-{number}.html")
        self._archive.writestr(self.pages[-1], render_to_string(self._template, shown))
        self._add_files({message.media.id for message in page if message.media} - self._kept)
        go_on(self._export, len(page) + sum(1 for message in page if message.media))

    def _add_files(self, wanted: set[UUID]) -> None:
        """Straight from the store into the archive. One that is gone is left out."""
        with scope(self._export.workspace_id):
            stored = Media.objects.filter(id__in=wanted).exclude(stored_as="")
            names = dict(stored.values_list("id", "stored_as"))
        for media_id, name in names.items():
            self._kept.add(media_id)
            try:
                source = store.open(name)
            except FileNotFoundError:
                continue
            with source, self._archive.open(f"files/{media_id}", "w") as to:
                copyfileobj(source, to)


def go_on(export: Export | WholeExport, count: int) -> None:
    """Note how far it is. Raises NotWanted."""
    export.done = min(export.total, export.done + count)
    with scope(export.workspace_id):
        waiting = type(export).objects.filter(id=export.id, state=ExportState.MAKING)
        if not waiting.update(done=export.done):
            raise NotWanted


def delete_with_files(exports: "Iterable[Export | WholeExport]") -> None:
    """Exports of one kind. The file goes first: killed in between, the row still names it."""
    gone = list(exports)
    files.forget(*(export.stored_as for export in gone))
    for kind in {type(export) for export in gone}:
        kind.objects.filter(id__in=[export.id for export in gone]).delete()


def _language(member_id: UUID) -> str:
    person_id = Member.objects.values_list("person_id", flat=True).get(id=member_id)
    return Person.objects.values_list("language", flat=True).get(id=person_id) or "en"
