"""The one connection to a browser that is driven: commands out, answers and events in.

Chromium's DevTools protocol and WebDriver BiDi (W3C) both speak JSON with a number for each
command, so one class serves both.
"""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

_ANSWERS_WITHIN_S = 60.0

Event = dict[str, Any]


class BrowserFault(Exception):  # noqa: N818
    """The browser did not start, did not answer, or refused a command."""


class Wire:
    """Commands are answered in order; `heard` gets each event as it comes."""

    def __init__(self, address: str, heard: Callable[[Event], None]) -> None:
        self._open = ExitStack()
        try:
            found = connect(address, max_size=None, compression=None, proxy=None)
            self._socket = self._open.enter_context(found)
        except (OSError, WebSocketException) as error:
            raise BrowserFault(f"The browser cannot be reached: {error}.") from error
        self._heard = heard
        self._count = 0

    def call(self, method: str, params: dict[str, Any] | None = None, **more: Any) -> Event:
        """Do one command and wait for its answer. Raises BrowserFault."""
        self._count += 1
        mine = self._count
        message = {"id": mine, "method": method, "params": params or {}, **more}
        self._socket.send(json.dumps(message))
        until = time.monotonic() + _ANSWERS_WITHIN_S
        while (left := until - time.monotonic()) > 0:
            told = self._next(left)
            if told is None:
                break
            if told.get("id") != mine:
                continue
            if "error" in told:
                raise BrowserFault(f"{method}: {told.get('message') or told['error']}")
            return dict(told.get("result") or {})
        raise BrowserFault(f"{method}: the browser does not answer.")

    def tell(self, method: str, params: dict[str, Any] | None = None, **more: Any) -> None:
        """Do one command without waiting for its answer."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params or {}, **more}
        self._socket.send(json.dumps(message))

    def listen(self, seconds: float) -> bool:
        """Take the next event if one comes in time; whether one came."""
        return self._next(seconds) is not None

    def close(self) -> None:
        self._open.close()

    def _next(self, seconds: float) -> Event | None:
        try:
            told: Event = json.loads(self._socket.recv(timeout=max(seconds, 0)))
        except TimeoutError:
            return None
        except (OSError, WebSocketException) as error:
            raise BrowserFault(f"The browser is gone: {error}.") from error
        if "id" not in told:
            self._heard(told)
        return told
