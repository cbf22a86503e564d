"""Every kind that the sender can send fits Meta's field tables, and the tables can refuse.

The stand-in holds each request to the tables (sandbox/messages_check.py and its neighbours). What
it took from our sender is posted again by hand, as it was and then with one thing wrong.
"""

import copy
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pytest

from chatsync.channels.actions.uploads import keep_upload
from chatsync.channels.tests.pictures import a_photo
from chatsync.channels.tests.sender import a_sandbox_line, all_gone, answer, forget, sending, taken
from chatsync.channels.tests.sound_and_film import A_PDF, AN_MP3, an_mp4
from chatsync.channels.tests.stand_in import TOKEN, Sandbox, sandbox
from chatsync.contacts.models import Identity
from chatsync.inbox.models import Conversation, Message
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace
from sandbox.tests.test_template_messages import NAMED, OFFER, WHOLE, part, words
from sandbox.voice import sample_voice
from tests.support.product import eventually

Json = dict[str, Any]
FILES = {
    "image": ("photo.jpg", a_photo()),
    "video": ("film.mp4", an_mp4()),
    "audio": ("song.mp3", AN_MP3),
    "voice": ("note.ogg", sample_voice()),
    "document": ("price list.pdf", A_PDF),
}
TEMPLATES: list[tuple[str, list[Json]]] = [
    ("order_update", [part("body", words("Ayesha"), words("KKS-1042"))]),
    ("summer_offer", WHOLE),
    ("greeting", [part("body", words("Ayesha", parameter_name="first_name"))]),
]
KINDS = {"text", "image", "video", "audio", "document", "reaction", "template"}


@pytest.fixture(scope="module")
def meta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as stand_in:
        stand_in.control("faults", [{"mode": "review", "verdict": "NONE"}])
        for template in (OFFER, NAMED):
            assert _posted(stand_in, "6001/message_templates", template) == 200
            decided = {"waba_id": "6001", "name": template["name"], "status": "APPROVED"}
            stand_in.control("templates", decided)
        yield stand_in


@pytest.fixture
def talk(db: None, meta: Sandbox, settings: Any) -> tuple[Access, Conversation]:
    settings.GRAPH_URL = meta.url
    forget(meta)
    meta.control("faults", {"mode": "limits", "on": False})
    owner = a_workspace()[1]
    return owner, a_conversation(owner, number=a_sandbox_line(owner))


@pytest.fixture
def bodies(talk: tuple[Access, Conversation], meta: Sandbox) -> list[Json]:
    """What the stand-in took from the sender: every kind, one as a reply, one to a user id."""
    owner, conversation = talk
    first = answer(owner, conversation, "Hello\n" + "👍" * 4_000)
    with sending():
        eventually(all_gone)
        with scope(owner.workspace_id):
            reached = Message.objects.get(id=first.id)
        _send_the_rest(owner, conversation, reached)
        eventually(all_gone)
        with scope(owner.workspace_id):
            Identity.objects.update(kind="bsuid", value="PK.12ab34")
        answer(owner, conversation, "To a user id")
        eventually(all_gone)
    return [item["body"] for item in taken(meta)]


def _send_the_rest(owner: Access, conversation: Conversation, reached: Message) -> None:
    answer(owner, conversation, "A reply", reply_to=reached.id)
    for emoji in ("👍🏽", ""):
        mark = {"message_id": reached.id, "emoji": emoji}
        answer(owner, conversation, None, type="reaction", reaction=mark)
    for kind, (name, content) in FILES.items():
        media = keep_upload(owner.workspace_id, BytesIO(content), len(content), name)
        caption = None if kind in {"audio", "voice"} else "c" * 1_024
        answer(owner, conversation, caption, type=media.kind, media_id=media.id)
    for name, components in TEMPLATES:
        template = {"name": name, "language": "en", "components": components}
        answer(owner, conversation, None, type="template", template=template)


def _posted(meta: Sandbox, path: str, body: Json) -> int:
    request = urllib.request.Request(
        f"{meta.url}/v25.0/{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as found:
            return int(found.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def _wrong(body: Json) -> Iterator[Json]:
    """The body with one thing wrong: a field too many, a text far too long, the content gone."""
    for place in _objects(body, ()):
        spoilt = copy.deepcopy(body)
        _at(spoilt, place)[uuid7().hex] = "x"
        yield spoilt
    for *path, last in _texts(body, ()):
        spoilt = copy.deepcopy(body)
        _at(spoilt, path)[last] = "x" * 40_000
        yield spoilt
    yield {key: value for key, value in body.items() if key != body["type"]}
    yield {key: value for key, value in body.items() if key not in {"to", "recipient"}}


def _at(value: Any, path: Sequence[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


def _children(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _objects(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        yield path
    for step, inner in _children(value):
        yield from _objects(inner, (*path, step))


def _texts(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, str):
        yield path
    for step, inner in _children(value):
        yield from _texts(inner, (*path, step))


def test_every_kind_that_is_sent_fits_the_tables_and_every_spoilt_one_does_not(
    bodies: list[Json], meta: Sandbox
) -> None:
    assert {body["type"] for body in bodies} == KINDS
    assert len(bodies) == 5 + len(FILES) + len(TEMPLATES)
    assert {"voice": True, "id": ...}.keys() in [
        body["audio"].keys() for body in bodies if "audio" in body
    ]
    assert [body["context"] for body in bodies if "context" in body]
    assert [body["recipient"] for body in bodies if "recipient" in body] == ["PK.12ab34"]
    tried = 0
    for body in bodies:
        assert _posted(meta, "5001/messages", body) == 200, body
        for spoilt in _wrong(body):
            tried += 1
            assert _posted(meta, "5001/messages", spoilt) >= 400, spoilt
    assert tried > 100
