"""The sandbox as Graph, a process of its own on loopback ports, and a shop that may use it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_workspace

TOKEN = "EAAsandboxtoken0001"
OTHER_TOKEN = "EAAsandboxtoken0002"
ROOT = Path(__file__).parents[3]
CONFIG = {
    "apps": [
        {"app_id": "111", "secret": "s" * 32, "verify_token": "verify-me-please"},
        {"app_id": "222", "secret": "t" * 32, "verify_token": "verify-me-too"},
    ],
    "numbers": [
        {
            "phone_number_id": "5001",
            "waba_id": "6001",
            "display_phone_number": "+92 300 0555101",
            "verified_name": "Kitchen",
            "token": TOKEN,
            "app_id": "111",
        },
        {
            "phone_number_id": "5002",
            "waba_id": "6002",
            "display_phone_number": "+92 300 0555102",
            "verified_name": "Books",
            "token": OTHER_TOKEN,
            "app_id": "222",
        },
    ],
}


@dataclass(frozen=True)
class Sandbox:
    url: str

    def control(self, path: str, body: Any) -> Any:
        request = urllib.request.Request(
            f"{self.url}/_control/{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def upload(self, content: bytes, mime_type: str = "image/jpeg") -> str:
        """A file as Meta would have it from a customer: its id."""
        edge = "edge0123456789"
        fields = (("messaging_product", "whatsapp"), ("type", mime_type))
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
            for k, v in fields
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
        parts += [f"{head}Content-Type: {mime_type}\r\n\r\n".encode(), content]
        request = urllib.request.Request(
            f"{self.url}/v25.0/5001/media",
            b"".join([*parts, f"\r\n--{edge}--\r\n".encode()]),
            {
                "Content-Type": f"multipart/form-data; boundary={edge}",
                "Authorization": f"Bearer {TOKEN}",
            },
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(json.loads(answer.read())["id"])


@contextmanager
def sandbox(folder: Path) -> Iterator[Sandbox]:
    """Run it until the block ends."""
    port, mail, smtp = _free_ports(3)
    wishes = folder / "sandbox.json"
    wishes.write_text(json.dumps(CONFIG))
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--mail-port", str(mail)]
    command += ["--smtp-port", str(smtp), "--target", "http://127.0.0.1:9"]
    command += ["--state-file", str(folder / "state.json"), "--config", str(wishes)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=subprocess.DEVNULL)
    try:
        _await(port)
        yield Sandbox(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(60)


def a_shop(name: str = "Karachi Kitchen", **changes: Any) -> UUID:
    workspace: Workspace = a_workspace(name, **changes)[0]
    return workspace.id


def _free_ports(count: int) -> list[int]:
    holders = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(holder.getsockname()[1]) for holder in holders]
    for holder in holders:
        holder.close()
    return ports


def _await(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("the sandbox did not start")
