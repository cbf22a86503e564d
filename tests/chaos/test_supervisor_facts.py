"""The real product under its supervisor: what is killed comes back, what is stopped is gone."""

import os
import signal
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from uuid import uuid4

import pytest

from tests.chaos import bodies
from tests.support.processes import living
from tests.support.product import (
    PARTS,
    Product,
    eventually,
    home_folder,
    request,
    running,
)


def _is_ready(product: Product) -> bool:
    with suppress(OSError, HTTPException):
        return request(product.url, "GET", "/readyz", timeout=5).status == 200
    return False


def _is_taken(product: Product, body: bytes) -> bool:
    with suppress(OSError, HTTPException):
        return product.deliver(body) == 200
    return False


def _is_shown(product: Product, wamid: str) -> bool:
    with suppress(OSError, HTTPException):
        answer = product.api(f"messages?wamid={wamid}")
        return answer.status == 200 and bool(answer.json()["items"])
    return False


def _serves(product: Product, sender: str = "923481110000") -> str:
    """Ready, and a customer's message is taken and shown; its id."""
    message = bodies.text_message(sender, "Salam")
    body = bodies.letters(product.facts["demo"], [message])
    eventually(lambda: _is_ready(product))
    eventually(lambda: _is_taken(product, body))
    eventually(lambda: _is_shown(product, message["id"]))
    return str(message["id"])


@pytest.mark.parametrize("name", PARTS)
def test_a_killed_part_comes_back_and_the_product_serves_again(served: Product, name: str) -> None:
    _serves(served)
    killed, at = served.pid(name), time.monotonic()
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: served.pid(name) not in {killed, 0})
    back = time.monotonic() - at
    _serves(served)
    again = time.monotonic() - at
    sys.stderr.write(f"\n{name}: started again after {back:.2f} s, served after {again:.2f} s\n")


def test_an_answer_waits_while_meta_cannot_be_reached(served: Product) -> None:
    wamid = _serves(served, "923481119999")
    (inbound,) = served.api(f"messages?wamid={wamid}").json()["items"]
    path = f"conversations/{inbound['conversation_id']}/messages"
    os.kill(served.pid("sandbox"), signal.SIGKILL)
    wish = {"client_id": str(uuid4()), "text": "are you there?"}
    assert served.api(path, method="POST", body=wish).status == 201
    eventually(lambda: served.api(path).json()["items"][0]["status"] in {"delivered", "read"})


def test_ctrl_c_ends_everything_and_the_next_start_has_all_data() -> None:
    with home_folder() as home:
        with running(home) as first:
            family = first.family()
            wamid = _serves(first)
            assert first.stop(signal.SIGINT) == 0
        assert not family & living().keys()
        assert not (home / "ready.json").exists()
        with running(home) as again:
            assert _is_shown(again, wamid)
            family = again.family()
            assert len(family) > len(PARTS)
            again.process.kill()
            again.process.wait()
            eventually(lambda: not family & living().keys())
