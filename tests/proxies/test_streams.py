"""Files, exports and uploads pass through Caddy and nginx as they come, not when they are whole."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.product import free_port
from tests.support.proxy import Front, Ports, in_front

_HALF = 3_000
_TOLD = f"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {2 * _HALF}\r\n\r\n"
_SECRET = "sesame-open-the-door"


@pytest.fixture
def behind() -> Iterator[socket.socket]:
    """Stands in for the product: the test itself answers, piece by piece."""
    with socket.socket() as listener:
        listener.settimeout(60)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


@pytest.fixture
def front(proxy: str, behind: socket.socket, tmp_path: Path) -> Iterator[Front]:
    ports = Ports(free_port(), free_port(), behind.getsockname()[1])
    with in_front(proxy, ports, tmp_path) as front:
        yield front


def _visit(front: Front) -> socket.socket:
    plain = socket.create_connection(("127.0.0.1", front.ports.https), timeout=60)
    return front.trust.wrap_socket(plain, server_hostname="localhost")


def _until(connection: socket.socket, mark: bytes, length: int = 0) -> bytes:
    """Read until the mark and so many bytes after it are there."""
    found = b""
    while mark not in found or len(found.partition(mark)[2]) < length:
        piece = connection.recv(65536)
        assert piece, found
        found += piece
    return found


def test_an_answer_begins_before_it_ends(front: Front, behind: socket.socket) -> None:
    with _visit(front) as visitor:
        visitor.sendall(b"GET /api/v1/exports/1/file HTTP/1.1\r\nHost: localhost\r\n\r\n")
        product, _address = behind.accept()
        with product:
            _until(product, b"\r\n\r\n")
            product.sendall(_TOLD.encode() + b"a" * _HALF)
            _until(visitor, b"\r\n\r\n", _HALF)
            product.sendall(b"b" * _HALF)
            assert _until(visitor, b"b" * _HALF)


def test_a_body_is_passed_on_before_it_is_whole(front: Front, behind: socket.socket) -> None:
    with _visit(front) as visitor:
        head = f"POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nContent-Length: {2 * _HALF}"
        visitor.sendall(f"{head}\r\n\r\n".encode() + b"a" * _HALF)
        product, _address = behind.accept()
        with product:
            _until(product, b"\r\n\r\n", _HALF)
            visitor.sendall(b"b" * _HALF)
            assert _until(product, b"b" * _HALF)
            product.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            assert _until(visitor, b"\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_a_fault_writes_no_query_string_either(front: Front, behind: socket.socket) -> None:
    behind.close()
    answer = front.ask("GET", f"/search?q={_SECRET}", headers={"Referer": f"/?q={_SECRET}"})
    assert answer.status == 502
    assert _SECRET not in front.logs
