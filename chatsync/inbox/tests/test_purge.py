"""What is past its time goes, in every workspace by its own days; the rest stays."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from chatsync.channels.media import files
from chatsync.channels.models import Dispatch, Media, MediaState, Outbound, Parked
from chatsync.config import wiring
from chatsync.inbox.actions.send import send_message
from chatsync.inbox.models import (
    Conversation,
    Draft,
    HistoryLine,
    Message,
    Note,
    StatusReport,
)
from chatsync.inbox.queries.lists import conversation
from chatsync.inbox.schemas import MessageIn
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.privacy.purging import purge, purge_workspace, would_go
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


def _kept(access: Access, model: Any) -> int:
    with scope(access.workspace_id):
        return int(model.objects.count())


def _a_picture(access: Access, talk: Conversation, **changes: Any) -> Media:
    with scope(access.workspace_id):
        media: Media = Media.objects.create(
            number_id=talk.number_id,
            kind="image",
            state=MediaState.STORED,
            stored_as=files.keep(b"picture"),
            thumbnail_as=files.keep(b"small"),
            file_name="invoice.jpg",
            **changes,
        )
    return media


def test_messages_of_ninety_days_go_and_the_conversation_stays_empty() -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access, "My address is Saddar 12")
    with moved(timedelta(days=89)):
        purge()
        assert _kept(access, Message) == 1
    with moved(timedelta(days=90, minutes=1)):
        purge()
    shown = conversation(access, talk.id)
    assert _kept(access, Message) == 0
    assert (shown.last_message, shown.unread, shown.waiting_since) == (None, 0, None)
    assert shown.last_message_at is not None, "it keeps its place in the list"


def test_the_list_shows_the_newest_message_that_is_left() -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access, "newest by its own clock")
    with moved(timedelta(days=80)):
        late = a_message(access, talk.id, "told late", at=now() - timedelta(days=85))
        with scope(access.workspace_id):
            Conversation.objects.filter(id=talk.id).update(last_message_id=talk.last_message_id)
    with moved(timedelta(days=91)):
        purge()
    last = conversation(access, talk.id).last_message
    assert last is not None
    assert (last.id, last.text) == (late.id, "told late")


def test_a_workspace_that_chose_less_keeps_less_and_its_neighbour_does_not() -> None:
    _shop, brief = a_workspace(retention_days=7)
    _other, long = a_workspace("Lahore Books")
    for access in (brief, long):
        a_conversation(access)
    with moved(timedelta(days=8)):
        assert purge()["messages"] == 1
    assert (_kept(brief, Message), _kept(long, Message)) == (0, 1)


def test_more_than_one_piece_is_deleted_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access)
    for _ in range(4):
        a_message(access, talk.id)
    monkeypatch.setattr("chatsync.privacy.purging.AT_ONCE", 2)
    with moved(timedelta(days=91)):
        assert purge_workspace(access.workspace_id)["messages"] == 5


def test_files_go_from_the_disk_too() -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access)
    media = _a_picture(access, talk)
    a_message(access, talk.id, None, type="image", media=media)
    with moved(timedelta(days=91)):
        purge()
    assert _kept(access, Media) == 0
    assert not default_storage.exists(media.stored_as)
    assert not default_storage.exists(media.thumbnail_as)


def test_a_file_older_than_its_message_leaves_an_empty_frame_once() -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access)
    media = _a_picture(access, talk)
    with moved(timedelta(days=60)):
        a_message(access, talk.id, None, type="image", media=media)
    with moved(timedelta(days=91)):
        assert purge()["files"] == 1
        assert purge()["files"] == 0
    with scope(access.workspace_id):
        media.refresh_from_db()
    assert (media.state, media.stored_as, media.file_name) == (MediaState.EXPIRED, "", "")


def test_an_answer_that_waited_too_long_is_never_sent() -> None:
    _shop, access = a_workspace(retention_days=1)
    talk = a_conversation(access)
    wanted = MessageIn(client_id=uuid4(), type="text", text="Your order left")
    send_message(access, talk.id, wanted)
    with moved(timedelta(days=2)):
        purge()
    assert (_kept(access, Outbound), Dispatch.objects.count()) == (0, 0)


def test_reports_go_with_their_message_and_by_themselves() -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access)
    with scope(access.workspace_id):
        number, wamid = talk.number_id, Message.objects.get().wamid
        for its in (wamid, "wamid.of-nobody"):
            StatusReport.objects.create(
                number_id=number, wamid=its, status="read", rank=8, at=now(), raw=b"{}"
            )
    with moved(timedelta(days=91)):
        purge()
    assert _kept(access, StatusReport) == 0


def test_notes_drafts_history_parked_and_pushes_go() -> None:
    _shop, access = a_workspace()
    talk = a_conversation(access)
    with scope(access.workspace_id):
        Note.objects.create(conversation=talk, author_id=access.member_id, text="likes tea")
        Draft.objects.create(conversation=talk, member_id=access.member_id, text="Dear")
        HistoryLine.objects.create(conversation=talk, kind="taken")
        Parked.objects.create(kind="x", reason="x", raw=b"{}")
    with moved(timedelta(days=91)):
        purge()
    for model in (Note, Draft, HistoryLine, Parked):
        assert _kept(access, model) == 0
    assert _kept(access, Event) <= 1, "what is left tells of the emptied row"


def test_what_would_go_is_counted_beforehand() -> None:
    _shop, access = a_workspace()
    a_conversation(access)
    with moved(timedelta(days=8)):
        a_conversation(access)
        assert would_go(access.workspace_id, 7) == {"messages": 1, "files": 0, "notes": 0}
