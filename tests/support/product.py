"""The running product, `chatsync run` in a folder of its own, seen and driven from outside."""

import hmac
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg

from chatsync.config.supervisor.cluster import open_cluster
from chatsync.config.supervisor.initdb import DATABASE, RolePasswords
from chatsync.config.supervisor.postgres import DatabaseUrls, urls
from tests.support.processes import living

PARTS = ("web", "ingest", "sender", "jobs", "collector", "sandbox", "postgres")
WEBHOOK = "/webhooks/whatsapp"
_ROOT = Path(__file__).parents[2]
_CHATSYNC = (sys.executable, "-m", "chatsync.config.cli")
_READY_WITHIN_S, _STOPS_WITHIN_S, _PATIENCE_S = 240.0, 60.0, 60.0
_OURS = ("CHATSYNC_", "DATABASE_", "DJANGO_", "WHATSAPP_", "EMAIL_", "PRIVACY_", "S3_", "PG")
_T = TypeVar("_T")
_given: set[int] = set()


@dataclass(frozen=True)
class Answer:
    """What came back on one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Product:
    """A supervisor and all it keeps alive. `faults` collects every answer of 500 and above."""

    home: Path
    process: subprocess.Popen[bytes]
    port: int
    faults: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def facts(self) -> dict[str, Any]:
        """The ready file as it is now: pids change with every restart."""
        found: dict[str, Any] = json.loads((self.home / "ready.json").read_text())
        return found

    def pid(self, name: str) -> int:
        """The process of a part; 0 while it is being started again."""
        return int(self.facts["pids"][name])

    def pids(self) -> dict[str, int]:
        return {name: self.pid(name) for name in PARTS}

    def family(self) -> set[int]:
        """The supervisor and all that descends from it."""
        found, parents = {self.process.pid}, living()
        for _generation in range(4):
            found |= {pid for pid, parent in parents.items() if parent in found}
        return found

    def log(self) -> str:
        return (self.home / "log").read_text(errors="replace")

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Answer:
        """One request on a connection of its own; an iterable body goes out in chunks."""
        answer = request(self.url, method, path, body=body, headers=headers, timeout=timeout)
        if answer.status >= 500:
            self.faults.append(f"{method} {path[:200]}: {answer.status} {answer.body[:200]!r}")
        return answer

    def api(self, path: str, *, method: str = "GET", body: Any = None, who: str = "demo") -> Answer:
        """One call of the API with the workspace's key; the body is any JSON value."""
        headers = {"Authorization": f"Bearer {self.facts[who]['api_key']}"}
        raw = None if body is None else json.dumps(body).encode()
        if raw is not None:
            headers["Content-Type"] = "application/json"
        return self.ask(method, f"/api/v1/{path}", body=raw, headers=headers)

    def deliver(
        self, body: bytes, *, who: str = "demo", path: str = WEBHOOK, **headers: str
    ) -> int:
        """Post a webhook body signed with the workspace's app secret; the status."""
        signed = {"X-Hub-Signature-256": signature(self.facts[who]["app_secret"], body)}
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, body=body, headers={**signed, **more}).status

    def sandbox(self, path: str, body: Any = None, method: str = "") -> Any:
        """The stand-in's control: what was sent, and faults."""
        raw = None if body is None else json.dumps(body).encode()
        answer = request(
            self.facts["sandbox_url"],
            method or ("GET" if body is None else "POST"),
            f"/_control/{path}",
            body=raw,
            headers={"Content-Type": "application/json"} if raw else {},
        )
        assert answer.status == 200, answer.body
        return answer.json()

    def known_to_meta(self, who: str = "demo") -> dict[str, str]:
        """What the stand-in knows of a workspace's number: token, app, callback address."""
        known = json.loads((self.data / "sandbox" / "config.json").read_text())
        wanted = self.facts[who]["phone_number_id"]
        number = next(n for n in known["numbers"] if n["phone_number_id"] == wanted)
        app = next(a for a in known["apps"] if a["app_id"] == number["app_id"])
        return {**number, **app}

    def callback_path(self, who: str = "demo") -> str:
        """The address with the app's own key that the demo gave to Meta."""
        return str(urlsplit(self.known_to_meta(who)["callback_url"]).path)

    def command(self, *words: str) -> str:
        """What a command of `chatsync` says when it is run beside the product."""
        return self.beside(*_CHATSYNC, *words)

    def beside(self, *command: str, **more: str) -> str:
        """What a program says that is run beside the product, with `more` settings."""
        return subprocess.check_output(
            command, cwd=_ROOT, env={**self.environment, **more}, text=True
        )

    @property
    def environment(self) -> dict[str, str]:
        """What a part of it would find, if it were started once more."""
        kept = self._kept()
        return {
            **_environment(),
            "DJANGO_SETTINGS_MODULE": "chatsync.config.settings",
            "DATABASE_URL": self._urls().app,
            "CHATSYNC_BASE_URL": self.url,
            "CHATSYNC_DATA": str(self.data),
            "CHATSYNC_SECRET_KEY": kept["secret_key"],
            "CHATSYNC_ENCRYPTION_KEYS": kept["encryption_keys"],
        }

    def _kept(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.data / "secrets.json").read_text())
        return found

    def _urls(self) -> DatabaseUrls:
        kept = self._kept()
        cluster = open_cluster(self.data, kept["database_superuser"])
        passwords = RolePasswords(kept["database_owner"], kept["database_app"])
        return urls(cluster, kept["database_superuser"], passwords)

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """The embedded database as superuser: every tenant's rows, the queues included."""
        with psycopg.connect(self._urls().admin, dbname=DATABASE, autocommit=True) as connection:
            yield connection

    def count(self, sql: str) -> int:
        """One number out of the database."""
        with self.database() as connection:
            row = connection.execute(sql.encode()).fetchone()
        return int(row[0]) if row else 0

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C, or another signal; the exit code once it has ended."""
        self.process.send_signal(number)
        return self.process.wait(_STOPS_WITHIN_S)


def start(home: Path, settings: Mapping[str, str] | None = None) -> Product:
    """Start in `home` (made reachable for PostgreSQL's account) and wait until it is ready."""
    home.chmod(0o755)
    port, sandbox_port = free_port(), free_port()
    command = [*_CHATSYNC, "run", "--port", str(port), "--sandbox-port", str(sandbox_port)]
    command += ["--data", str(home / "data"), "--ready-file", str(home / "ready.json")]
    with (home / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=_ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**_environment(), **(settings or {})},
        )
    product, ready = Product(home, process, port), home / "ready.json"
    until = time.monotonic() + _READY_WITHIN_S
    while not ready.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    if not ready.exists():
        process.kill()
        process.wait()
        raise AssertionError(f"it did not start:\n{product.log()[-4000:]}")
    return product


def _environment() -> dict[str, str]:
    """Ours without the settings that belong to the tests' own database."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}


@contextmanager
def home_folder() -> Iterator[Path]:
    """An empty folder under one that PostgreSQL's account can reach (pytest's are private)."""
    home = Path(tempfile.mkdtemp(prefix="chatsync-test-"))
    try:
        yield home
    finally:
        shutil.rmtree(home)


@contextmanager
def running(
    home: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Product]:
    """The product with its demo, in a fresh folder or in `home`; stopped at the end."""
    with nullcontext(home) if home else home_folder() as folder:
        product = start(folder, settings)
        try:
            yield product
        finally:
            if product.process.poll() is None:
                product.stop()


def request(
    base: str,
    method: str,
    path: str,
    *,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Answer:
    """One HTTP request; raises OSError or HTTPException when nobody answers."""
    parts = urlsplit(base)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=timeout)
    try:
        connection.request(
            method, path, body=body, headers={"Host": parts.netloc, **(headers or {})}
        )
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())  # type: ignore[arg-type]
    finally:
        connection.close()


def signature(secret: str, body: bytes) -> str:
    """The value of X-Hub-Signature-256 (Meta: validate payloads)."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def eventually(holds: Callable[[], _T | None], within: float = _PATIENCE_S) -> _T:
    """Ask until the answer is true; raises AssertionError when it never is."""
    until = time.monotonic() + within
    while not (found := holds()):
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)
    return found


def free_port() -> int:
    """None twice: one that is let go before the next is asked for is free again."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in _given:
            _given.add(port)
            return port
