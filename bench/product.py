"""The running product that a benchmark measures: started in an empty folder, stopped at the end."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from chatsync.config.supervisor.cluster import open_cluster
from chatsync.config.supervisor.initdb import RolePasswords
from chatsync.config.supervisor.installation import kept_secret
from chatsync.config.supervisor.postgres import DatabaseUrls, urls

_READY_WITHIN_S = 180
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Product:
    """Addresses, secrets and process ids of a run."""

    facts: dict[str, Any]
    data: Path
    supervisor: int

    @property
    def url(self) -> str:
        return str(self.facts["url"])

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def database_url(self) -> str:
        """The embedded database as the server's own role."""
        return self._urls().app

    @property
    def owner_url(self) -> str:
        """The same as the tables' owner, who may fill them past the policies' checks."""
        return self._urls().admin.replace("/postgres?", "/chatsync?")

    def _urls(self) -> DatabaseUrls:
        superuser = kept_secret(self.data, "database_superuser")
        passwords = RolePasswords(
            kept_secret(self.data, "database_owner"), kept_secret(self.data, "database_app")
        )
        return urls(open_cluster(self.data, superuser), superuser, passwords)

    def sign_in(self, who: str, member: str) -> str:
        """The cookie header of a signed-in member."""
        page = urlopen(f"{self.url}/login", timeout=30)
        cookies = _cookies(page.headers)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
        person = self.facts[who]["members"][member]
        form = urlencode(
            {
                "csrfmiddlewaretoken": found[1] if found else "",
                "login": person["login"],
                "password": person["password"],
            }
        )
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        connection.request(
            "POST",
            "/login",
            form,
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": cookies,
                "Origin": self.url,
                "Sec-Fetch-Site": "same-origin",
            },
        )
        answer = connection.getresponse()
        if answer.status != 302:
            raise RuntimeError(f"sign-in was answered {answer.status}")
        return _cookies(answer.headers)

    def api(self, path: str, *, who: str = "demo", body: Any = None, method: str = "") -> Any:
        """One API call with the workspace's key; raises on anything but success."""
        return call(
            f"{self.url}/api/v1/{path}",
            body=body,
            method=method,
            headers={"Authorization": f"Bearer {self.facts[who]['api_key']}"},
        )

    def sandbox(self, path: str, body: Any = None, method: str = "") -> Any:
        return call(f"{self.facts['sandbox_url']}/_control/{path}", body=body, method=method)


def _cookies(headers: Message) -> str:
    return "; ".join(c.split(";")[0] for c in headers.get_all("Set-Cookie") or ())


def call(
    url: str, *, body: Any = None, method: str = "", headers: dict[str, str] | None = None
) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data=data, headers=headers or {}, method=method or None)
    request.add_header("Content-Type", "application/json")
    with urlopen(request, timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text else None


@contextmanager
def running(settings: Mapping[str, str] | None = None) -> Iterator[Product]:
    """Start `chatsync run` on free ports in a folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHATSYNC_")}
    with tempfile.TemporaryDirectory(prefix="chatsync-bench-") as folder:
        Path(folder).chmod(0o755)
        data, ready = Path(folder) / "data", Path(folder) / "ready.json"
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "chatsync.config.cli",
                    "run",
                    *("--port", str(free_port()), "--sandbox-port", str(free_port())),
                    *("--data", str(data), "--ready-file", str(ready)),
                ],
                cwd=_ROOT,
                stdout=log,
                stderr=log,
                env={**kept, **(settings or {})},
            )
            try:
                _await(process, ready, Path(folder) / "log")
                yield Product(json.loads(ready.read_text()), data, process.pid)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=60)


def _await(process: subprocess.Popen[bytes], ready: Path, log: Path) -> None:
    until = time.monotonic() + _READY_WITHIN_S
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the product did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
