"""Browsers whose people agreed, and what their pages tell."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import msgspec

from chatsync.analytics.beacons import Line, decode_line, encode_line
from chatsync.analytics.door import Door
from chatsync.analytics.loops.collect import Marks
from chatsync.analytics.pages import seal_of
from chatsync.analytics.tests.traffic import DESKTOP
from chatsync.privacy.tests.visitor import Visitor

ORIGIN = "http://localhost:8000"


def told(page: str = "/", **more: Any) -> dict[str, Any]:
    """A report of a page, the first of its view, as the script writes it."""
    return {"p": page, "s": seal_of(page), "n": True, "v": 5000, "a": 4000, "c": [], **more}


@dataclass
class Heard:
    """A door whose lines go nowhere but here."""

    door: Door = field(default_factory=Door)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door.passing.take = self._take  # type: ignore[method-assign]

    def _take(self, line: bytes) -> bool:
        self.lines.append(decode_line(line))
        return True

    def ask(self, method: str, body: bytes, headers: dict[str, str], **scope: Any) -> "Answer":
        """One request to the door."""
        given = [
            (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
        ]
        asked = {
            "type": "http",
            "method": method,
            "path": "/beacon",
            "scheme": "http",
            "client": ("203.0.113.7", 4000),
            "headers": given,
            **scope,
        }
        answer = Answer()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {
                    name.decode(): value.decode() for name, value in message["headers"]
                }

        asyncio.run(self.door(asked, receive, send))
        return answer


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)


class Agreed(Visitor):
    """Somebody who said yes."""

    def __init__(self) -> None:
        super().__init__()
        self.say("accept")

    def carried(self, **more: str) -> dict[str, str]:
        """What their browser sends with a report."""
        kept = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        return {
            "Host": "localhost:8000",
            "Origin": ORIGIN,
            "Sec-Fetch-Site": "same-origin",
            "User-Agent": DESKTOP,
            "Cookie": kept,
            **{name.replace("_", "-"): value for name, value in more.items()},
        }

    def tell(self, heard: Heard, report: Any, **more: str) -> Answer:
        body = report if isinstance(report, bytes) else msgspec.json.encode(report)
        headers = {"Content-Length": str(len(body)), **self.carried(**more)}
        return heard.ask("POST", body, headers)


def batch(*lines: Line) -> str:
    """What the collector stores of these."""
    marks = Marks()
    made = [encode_line(Line(marks.of(one.visit), one.device, one.told)) for one in lines]
    return f"[{b','.join(made).decode()}]"
