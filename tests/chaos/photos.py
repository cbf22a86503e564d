"""Photos that customers send in the storm: at the stand-in before it, in the product after it."""

from dataclasses import dataclass

from chatsync.channels.tests.pictures import a_photo
from tests.support.product import Product, request

_EDGE = "edge0123456789"


@dataclass(frozen=True)
class Photo:
    """One photo under Meta's id; no two have the same bytes."""

    media_id: str
    content: bytes


def photos_at_meta(product: Product, count: int) -> list[Photo]:
    """Upload photos to the stand-in, as the phones of customers would."""
    known, base = product.known_to_meta(), product.facts["sandbox_url"]
    same = a_photo(64, 48)
    headers = {
        "Authorization": f"Bearer {known['token']}",
        "Content-Type": f"multipart/form-data; boundary={_EDGE}",
    }
    found = []
    for number in range(count):
        content = same + f"photo {number}".encode()
        path = f"/v25.0/{known['phone_number_id']}/media"
        made = request(base, "POST", path, body=_form(content), headers=headers)
        assert made.status == 200, made.body
        found.append(Photo(str(made.json()["id"]), content))
    return found


def _form(content: bytes) -> bytes:
    part = f"--{_EDGE}\r\nContent-Disposition: form-data; name="
    file = f'{part}"file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    product = f'{part}"messaging_product"\r\n\r\nwhatsapp\r\n'
    return f"{product}{file}".encode() + content + f"\r\n--{_EDGE}--\r\n".encode()


def fetch_what_a_killed_process_held(product: Product) -> None:
    """A file that was being fetched when its process died is tried again minutes later: now."""
    with product.database() as database:
        database.execute("UPDATE channels_mediafetch SET due_at = now()")


def kept(product: Product, media_id: str) -> bytes:
    """The photo as the inbox shows it."""
    answer = product.api(f"media/{media_id}")
    assert answer.status == 200, answer.body
    return answer.body
