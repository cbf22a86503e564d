"""What `deploy/` promises, seen from outside: Caddy and nginx before the running product."""

import http.client
import json
import ssl
from contextlib import suppress

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.chaos import bodies
from tests.support.product import WEBHOOK, Product, eventually, signature
from tests.support.proxy import Front
from tests.support.sign_in import navigation, sign_in

_LARGEST = 4 * 1024 * 1024
_FORGED = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
_SECRET = "sesame-open-the-door"
_YEAR = "max-age=31536000; includeSubDomains"


def _letter(product: Product, text: str, size: int = 0) -> tuple[str, bytes, dict[str, str]]:
    """The id of a message, a signed body with it (of so many bytes), and its headers."""
    facts = product.facts["demo"]
    message = bodies.text_message("923451112233", text)
    body = bodies.letters(facts, [message])
    body += b" " * (size - len(body))
    headers = {
        "X-Hub-Signature-256": signature(facts["app_secret"], body),
        "Content-Type": "application/json",
    }
    return message["id"], body, headers


def test_plain_http_is_sent_on_to_https(front: Front) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front.ports.http, timeout=60)
    connection.request("GET", "/login", headers={"Host": "localhost"})
    answer = connection.getresponse()
    assert answer.status in {301, 308}
    assert answer.headers["Location"].startswith("https://localhost")
    assert answer.headers["Location"].endswith("/login")
    connection.close()


@pytest.mark.parametrize(
    "path", ["/", "/login", "/cookies", "/nothing-here", "/static/site/site.css", "/healthz"]
)
def test_every_answer_demands_https_once(front: Front, path: str) -> None:
    answer = front.ask("GET", path, headers=navigation("none"))
    assert answer.status in {200, 404}
    assert answer.headers.get_all("Strict-Transport-Security") == [_YEAR]  # type: ignore[attr-defined]


def test_a_body_of_4_mb_arrives_with_its_signature_and_more_is_refused(
    front: Front, product: Product
) -> None:
    wamid, body, headers = _letter(product, "Salam through the proxy", _LARGEST)
    assert len(body) == _LARGEST
    assert front.ask("POST", WEBHOOK, body=body, headers=headers).status == 200
    key = {"Authorization": f"Bearer {product.facts['demo']['api_key']}"}
    address = f"/api/v1/messages?wamid={wamid}"
    found = eventually(lambda: front.ask("GET", address, headers=key).json()["items"])
    assert found[0]["text"] == "Salam through the proxy"
    _wamid, larger, headers = _letter(product, "Too much", 5 * 1024 * 1024)
    with suppress(ConnectionError, ssl.SSLError):  # it was refused before all of it was sent
        assert front.ask("POST", WEBHOOK, body=larger, headers=headers).status == 413
    spoilt = {**headers, "X-Hub-Signature-256": signature("another secret", body)}
    assert front.ask("POST", WEBHOOK, body=body, headers=spoilt).status == 401


def test_people_sign_in_and_their_socket_opens(front: Front, product: Product) -> None:
    owner, org = product.facts["demo"]["members"]["owner"], product.facts["demo"]["workspace"]
    cookie = sign_in(front, owner["login"], owner["password"])
    page = front.ask(
        "GET", f"/w/{org}/inbox", headers={**navigation("same-origin"), "Cookie": cookie}
    )
    assert (page.status, b"dashboard" in page.body) == (200, True)
    with connect(
        f"wss://localhost:{front.ports.https}/ws?workspace={org}",
        origin=Origin(front.url),
        additional_headers={"Cookie": cookie},
        ssl=front.trust,
    ) as socket:
        assert json.loads(socket.recv(timeout=60))["type"]


def test_the_visitors_own_address_counts_whatever_they_claim(
    front: Front, product: Product
) -> None:
    key = {"Authorization": f"Bearer {product.facts['demo']['api_key']}"}
    settings = front.ask("GET", "/api/v1/settings", headers=key).json()
    changed = {**settings, "hide_phones_from_agents": not settings["hide_phones_from_agents"]}
    for wanted in (changed, settings):
        answer = front.ask(
            "PUT",
            "/api/v1/settings",
            body=json.dumps(wanted).encode(),
            headers={**key, **_FORGED, "Content-Type": "application/json"},
            visitor="127.9.9.9",
        )
        assert answer.status == 200, answer.body
    newest = front.ask("GET", "/api/v1/audit-events?limit=1", headers=key).json()["items"][0]
    assert newest["place"].startswith("127.9.9.0/24")


def test_no_log_holds_what_follows_a_path(front: Front, product: Product) -> None:
    headers = {
        **navigation("none"),
        "Referer": f"{front.url}/search?q={_SECRET}",
        "Cookie": f"__Host-cs_session={_SECRET}",
        "Authorization": f"Bearer {_SECRET}",
    }
    for path in (
        f"/login?next={_SECRET}",
        f"/invitations/{_SECRET}?again={_SECRET}",
        f"/signup/{_SECRET}",
        f"/w/{_SECRET}/?q={_SECRET}",
    ):
        assert front.ask("GET", path, headers=headers).status < 500
    assert eventually(lambda: "/login" in front.logs)
    eventually(lambda: "/w/" in front.logs)
    told = front.logs.replace(f"/w/{_SECRET}/", "/w/")
    assert _SECRET not in told
    assert "/invitations/" in told
