"""An IMAP mailbox in a thread of this process, and mails as bytes."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from sandbox.imap import PASSWORD, start_imap
from sandbox.state import Mail, World, next_serial

ADDRESS = "privacy@indus.example"


@dataclass
class Stand:
    """What a desk's mailbox holds."""

    world: World
    port: int = 0
    end: Callable[[], object] = field(default=lambda: None)

    def url(self, password: str = PASSWORD, folder: str = "INBOX") -> str:
        return f"imap://{quote(ADDRESS)}:{password}@127.0.0.1:{self.port}/{folder}"

    def receive(self, raw: bytes, to: str = ADDRESS) -> Mail:
        """Bytes that nobody has looked into."""
        uid = next_serial(self.world)
        mail = Mail(str(uid), [to], "", "", "", None, 0.0, "", raw, uid)
        self.world.mails.append(mail)
        return mail

    @property
    def unread(self) -> list[int]:
        return [mail.uid for mail in self.world.mails if not mail.seen]


@contextmanager
def a_mailbox() -> Iterator[Stand]:
    """A mailbox on a free port of this machine."""
    stand, ready = Stand(World()), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(stand, ready)))
    thread.start()
    ready.wait(20)
    try:
        yield stand
    finally:
        stand.end()
        thread.join()


async def _serve(stand: Stand, ready: threading.Event) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    stand.end = lambda: loop.call_soon_threadsafe(stop.set)
    server = await start_imap(stand.world, "127.0.0.1", 0)
    stand.port = server.sockets[0].getsockname()[1]
    ready.set()
    await stop.wait()
    server.close()


def a_mail(text: str = "Please delete my data.", **headers: Any) -> bytes:
    """A mail as it comes; underscores in names of headers stand for hyphens."""
    given = {
        "From": "Fatima Noor <fatima@example.com>",
        "Subject": "My data",
        "Message-ID": "<one@example.com>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"{head}\r\n{text}\r\n".encode()
