"""The product with its files in a bucket, and what it says and does while the store is away."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import StreamingHttpResponse

from chatsync.accounts.models import OwnExport, OwnExportState, Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.tests.people import PASSWORD, confirm, sign_in
from chatsync.channels.actions.media import fetch_due_media
from chatsync.channels.actions.purge import delete_stray_files
from chatsync.channels.media.serving import Stored, served
from chatsync.channels.models import Dispatch, Media, MediaFetch
from chatsync.channels.tests.pictures import a_photo
from chatsync.channels.tests.sender import a_sandbox_line, all_gone, answer, sending, taken
from chatsync.channels.tests.stand_in import Sandbox, sandbox
from chatsync.config import wiring
from chatsync.config.setup_check import findings, refuse_unusable_bucket
from chatsync.inbox.tests.make import a_conversation, a_number
from chatsync.kit.bucket import Bucket
from chatsync.kit.bucket_place import BucketPlace
from chatsync.kit.clock import moved, now
from chatsync.kit.env import WrongSetting
from chatsync.kit.moving import folder, left_in_folder, move_files
from chatsync.kit.tenancy import scope
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace
from tests.support.bucket import NOBODY, bucket, client_of, place, store_server, use
from tests.support.product import eventually

assert wiring.__doc__, "the wiring page binds who hears that a file is there"
__all__ = ["bucket", "place", "store_server"]
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def meta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as stand_in:
        yield stand_in


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


PHOTO = a_photo(600, 400)


def upload(owner: Caller) -> Any:
    file = SimpleUploadedFile("lamp.jpg", PHOTO)
    return owner.client.post("/api/v1/media", {"file": file})


def names(bucket: Bucket) -> set[str]:
    return {name for name, _at in bucket.listed("")}


def test_a_file_comes_whole_in_parts_and_not_at_all_where_it_is_known(
    owner: Caller, bucket: Bucket
) -> None:
    a_number(owner.access)
    path = f"/api/v1/media/{upload(owner).json()['id']}"
    assert len(names(bucket)) == 2, "the photo and its small copy"
    whole = owner.client.get(path)
    assert whole.content == PHOTO
    part = owner.client.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    known = owner.client.get(path, headers={"If-None-Match": whole["ETag"]})
    assert known.status_code == 304


def test_a_large_file_is_streamed_piece_by_piece(bucket: Bucket) -> None:
    size = 9 * 1024 * 1024 + 5
    bucket.save("media/aa/film", ContentFile(b"abc" * (size // 3) + b"ab"))
    answer = served(Stored("media/aa/film", "video/mp4", "film.mp4", "film"), None, None)
    assert isinstance(answer, StreamingHttpResponse)

    async def pieces() -> list[bytes]:
        return [piece async for piece in answer]

    found = asyncio.run(pieces())
    assert [len(piece) for piece in found] == [bucket.piece] * 9 + [5]
    assert b"".join(found) == b"abc" * (size // 3) + b"ab"


def test_while_the_store_is_away_a_reader_is_asked_to_come_back(
    owner: Caller, place: BucketPlace, settings: Any
) -> None:
    use(settings, place)
    a_number(owner.access)
    path = f"/api/v1/media/{upload(owner).json()['id']}"
    use(settings, replace(place, endpoint=NOBODY))
    for refused in (owner.client.get(path), upload(owner)):
        assert (refused.status_code, refused["Retry-After"]) == (503, "30")
        assert refused.json()["code"] == "unavailable"
        assert "at the moment" in refused.json()["detail"]


def test_a_page_says_the_same(owner: Caller, place: BucketPlace, settings: Any) -> None:
    use(settings, replace(place, endpoint=NOBODY))
    Person.objects.filter(id=owner.access.person_id).update(password=hash_password(PASSWORD))
    person = Person.objects.get(id=owner.access.person_id)
    export = OwnExport.objects.create(
        person=person, state=OwnExportState.READY, stored_as="media/aa/one", size=1
    )
    browser = sign_in(person.login)
    confirm(browser)
    browser.raise_request_exception = False
    refused = browser.get(f"/account/data/{export.id}")
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")


def test_what_a_customer_sent_is_fetched_again_when_the_store_is_back(
    owner: Caller, meta: Sandbox, place: BucketPlace, settings: Any
) -> None:
    settings.GRAPH_URL = meta.url
    number = a_sandbox_line(owner.access)
    with scope(owner.access.workspace_id):
        media = Media.objects.create(
            number_id=number.id, provider_id=meta.upload(a_photo()), kind="image"
        )
    MediaFetch.objects.create(id=media.id, workspace_id=owner.access.workspace_id)
    use(settings, replace(place, endpoint=NOBODY))
    assert fetch_due_media() == 1
    assert state_of(owner, media.id) == "waiting"
    bucket = use(settings, place)
    with moved(timedelta(minutes=1)):
        assert fetch_due_media() == 1
    assert state_of(owner, media.id) == "stored"
    assert len(names(bucket)) == 2


def state_of(owner: Caller, media_id: UUID) -> str:
    with scope(owner.access.workspace_id):
        return str(Media.objects.get(id=media_id).state)


def test_an_answer_waits_for_the_store_of_its_file(
    owner: Caller, meta: Sandbox, place: BucketPlace, settings: Any
) -> None:
    settings.GRAPH_URL = meta.url
    number = a_sandbox_line(owner.access)
    use(settings, place)
    media_id = UUID(upload(owner).json()["id"])
    use(settings, replace(place, endpoint=NOBODY))
    talk = a_conversation(owner.access, number=number)
    message = answer(owner.access, talk, "look", type="image", media_id=media_id)
    with sending():
        eventually(lambda: Dispatch.objects.filter(waits__gte=1, state="queued").exists())
    use(settings, place)
    with sending():
        eventually(all_gone)
    with scope(owner.access.workspace_id):
        message.refresh_from_db()
    assert message.status == "accepted"
    assert "look" in {item["body"].get("image", {}).get("caption") for item in taken(meta)}


def test_a_stray_file_is_deleted_and_a_named_one_is_not(owner: Caller, bucket: Bucket) -> None:
    a_number(owner.access)
    upload(owner)
    named = names(bucket)
    strays = {f"media/{folder:02x}/stray" for folder in range(256)}
    for name in sorted(strays)[:3]:
        bucket.save(name, ContentFile(b"left behind"))
    with moved(timedelta(seconds=(256 * 3600 - now().timestamp()) % (256 * 3600))):
        assert delete_stray_files(now() - timedelta(days=30), 500) == 0
        assert delete_stray_files(now() + timedelta(days=300), 500) == 1
    assert names(bucket) == named | set(sorted(strays)[1:3])


def test_files_of_the_folder_are_moved_and_a_killed_move_goes_on(
    place: BucketPlace, settings: Any
) -> None:
    for number in range(30):
        folder().save(f"media/{number:02x}/{number}", ContentFile(str(number).encode()))
    with pytest.raises(WrongSetting, match="S3_BUCKET"):
        move_files()
    use(settings, replace(place, endpoint=NOBODY))
    with pytest.raises(OSError, match="127"):
        move_files()
    assert len(list(left_in_folder())) == 30
    bucket = use(settings, place)
    bucket.save("media/00/0", ContentFile(b"0"))  # the run before was killed between the two
    assert [it for it in findings() if "still lie in" in it]
    assert move_files() == 30
    assert not list(left_in_folder())
    assert len(names(bucket)) == 30
    assert bucket.part("media/1d/29", 0, 9) == b"29"
    assert not [it for it in findings() if "still lie in" in it]


def test_no_part_starts_with_a_bucket_that_would_keep_what_is_erased(
    bucket: Bucket, place: BucketPlace
) -> None:
    refuse_unusable_bucket()
    client_of(place).put_bucket_versioning(
        Bucket=place.name, VersioningConfiguration={"Status": "Enabled"}
    )
    with pytest.raises(WrongSetting, match="keeps old versions"):
        refuse_unusable_bucket()
    assert any("keeps old versions" in it for it in findings())
