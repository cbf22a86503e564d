"""Media: upload, look-up, download with the token, expiry."""

import base64
import hashlib
import io

from aiohttp import FormData

from sandbox.samples import sample_image
from sandbox.tests.support import Answer, Meta, fresh_phone

PICTURE = sample_image("teapot")


async def upload(meta: Meta, content: bytes, mime_type: str) -> Answer:
    form = FormData({"messaging_product": "whatsapp", "type": mime_type})
    form.add_field("file", io.BytesIO(content), filename="a.jpg", content_type=mime_type)
    url = f"{meta.base}/v25.0/{meta.number_id}/media"
    headers = {"Authorization": f"Bearer {meta.token}"}
    async with meta.session.post(url, data=form, headers=headers) as answer:
        return Answer(answer.status, await answer.json())


async def download(meta: Meta, url: str, token: str) -> tuple[int, bytes]:
    async with meta.session.get(url, headers={"Authorization": f"Bearer {token}"}) as answer:
        return answer.status, await answer.read()


async def test_an_uploaded_picture_can_be_sent_and_fetched(meta: Meta) -> None:
    media_id = (await upload(meta, PICTURE, "image/jpeg")).body["id"]
    sent = await meta.send(f"+{fresh_phone()}", type="image", image={"id": media_id})
    assert sent.status == 200
    found = (await meta.graph("GET", media_id)).body
    assert found["mime_type"] == "image/jpeg"
    assert found["file_size"] == str(len(PICTURE))
    assert found["sha256"] == hashlib.sha256(PICTURE).hexdigest()
    assert await download(meta, found["url"], meta.token) == (200, PICTURE)


async def test_a_download_needs_the_token(meta: Meta) -> None:
    media_id = (await upload(meta, PICTURE, "image/jpeg")).body["id"]
    url = (await meta.graph("GET", media_id)).body["url"]
    assert (await download(meta, url, "wrong"))[0] == 401


async def test_an_expired_address_is_gone_but_a_fresh_one_works(meta: Meta) -> None:
    media_id = (await upload(meta, PICTURE, "image/jpeg")).body["id"]
    await meta.fault("media", url_seconds=0)
    old = (await meta.graph("GET", media_id)).body["url"]
    assert (await download(meta, old, meta.token))[0] == 404
    await meta.fault("media", url_seconds=300)
    fresh = (await meta.graph("GET", media_id)).body["url"]
    assert (await download(meta, fresh, meta.token))[0] == 200


async def test_a_customers_photo_can_be_fetched_by_its_id(meta: Meta) -> None:
    await meta.write(fresh_phone(), type="image", text="look")
    await meta.receiver.until(lambda: bool(meta.receiver.messages()))
    image = meta.receiver.messages()[0]["image"]
    assert image["caption"] == "look"
    found = (await meta.graph("GET", f"{image['id']}?phone_number_id={meta.number_id}")).body
    _, content = await download(meta, found["url"], meta.token)
    assert base64.b64encode(hashlib.sha256(content).digest()).decode() == image["sha256"]


async def test_wrong_and_too_large_files_are_refused(meta: Meta) -> None:
    wrong = await upload(meta, b"<svg/>", "image/svg+xml")
    large = await upload(meta, b"x" * (5 * 1024 * 1024 + 1), "image/png")
    assert wrong.body["error"]["code"] == 100
    assert large.body["error"]["code"] == 131053


async def test_a_deleted_file_is_gone(meta: Meta) -> None:
    media_id = (await upload(meta, PICTURE, "image/jpeg")).body["id"]
    assert (await meta.graph("DELETE", media_id)).body == {"success": True}
    assert (await meta.graph("GET", media_id)).body["error"]["error_subcode"] == 33
