"""A network cable that can be cut: a SOCKS proxy (RFC 1928) that holds every byte while it is.

A cut cable closes nothing: connections stay, and what was on its way arrives when it is mended.
"""

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from struct import unpack

_CHUNK = 65_536


class Cable:
    """Carries a browser's connections to this machine."""

    def __init__(self) -> None:
        self._whole = threading.Event()
        self._whole.set()
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open.append(self._door)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def proxy(self) -> dict[str, str]:
        """Playwright's option of a context; loopback is to go through it too."""
        return {
            "server": f"socks5://127.0.0.1:{self._door.getsockname()[1]}",
            "bypass": "<-loopback>",
        }

    def cut(self) -> None:
        self._whole.clear()

    def mend(self) -> None:
        self._whole.set()

    def close(self) -> None:
        self.mend()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._door.accept()
                self._open.append(near)
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError), near:
            self._whole.wait()
            far = _connect(near)
            self._open.append(far)
            with far:
                self._carry(near, far)

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        while True:
            readable, _, _ = select.select([near, far], [], [])
            self._whole.wait()
            for one in readable:
                data = one.recv(_CHUNK)
                if not data:
                    return
                other[one].sendall(data)


def _connect(near: socket.socket) -> socket.socket:
    """Greet the browser and connect to the port it names, always on this machine."""
    _version, methods = _read(near, 2)
    _read(near, methods)
    near.sendall(b"\x05\x00")
    kind = _read(near, 4)[3]
    _read(near, {1: 4, 4: 16}.get(kind) or _read(near, 1)[0])
    (port,) = unpack("!H", _read(near, 2))
    far = socket.create_connection(("127.0.0.1", port))
    near.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01" + port.to_bytes(2, "big"))
    return far


def _read(near: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = near.recv(size - len(found))
        if not more:
            raise ConnectionError("the browser hung up")
        found += more
    return found


@contextlib.contextmanager
def cable() -> Iterator[Cable]:
    laid = Cable()
    try:
        yield laid
    finally:
        laid.close()
