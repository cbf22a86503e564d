"""`chatsync run`: the whole product on one machine, from an empty folder to a sign-in page."""

import gc
import http.client
import json
import os
import secrets
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import django

from chatsync.config.supervisor import postgres
from chatsync.config.supervisor.children import fork
from chatsync.config.supervisor.cluster import open_cluster
from chatsync.config.supervisor.initdb import RolePasswords
from chatsync.config.supervisor.installation import (
    claim,
    kept_secret,
    new_encryption_keys,
    write_private,
)
from chatsync.config.supervisor.processes import Child, Crew, StopRequested, say
from chatsync.config.supervisor.ready import Announcement, announce, write_ready_file
from chatsync.config.supervisor.refusals import StartRefused
from chatsync.config.supervisor.sandbox import Sandbox, is_loopback, launch_sandbox, plan_sandbox
from chatsync.config.supervisor.setup import (
    Facts,
    Preparation,
    dotted,
    is_current,
    read_facts,
    set_up,
)
from chatsync.kit import env
from chatsync.kit.bucket_place import BUCKET

_HOST = "127.0.0.1"
_NOTED = "run.json"
"""In the data folder: address and stand-ins of the run on this machine, for other commands."""
_BACKLOG = 2048
_PORT_IS_FREED_WITHIN = 1.0  # seconds; a supervisor killed a moment ago still lets go of it
_DATABASE_STARTS_WITHIN = 120.0  # seconds; a full log may have to be replayed
_SET_UP_WITHIN = 600.0  # seconds; a migration of a large database
_READY_WITHIN = 120.0  # seconds
_FILES_TRIED_WITHIN = 300.0  # seconds; a store that does not answer is asked several times
_DATABASE_STOPS = ((signal.SIGINT, postgres.FAST_STOP_WITHIN), (signal.SIGQUIT, 6.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line of `chatsync run`."""

    port: int = 8000
    sandbox_port: int = 8001
    data: Path = Path("data")
    demo: bool = True
    ready_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is run: each part a `module:function` that serves until SIGTERM.

    `warm` is imported once, before the parts are forked from it. The web part takes connections
    from the listening socket whose descriptor CHATSYNC_LISTEN_FD names: the supervisor holds it,
    so that a web process that is killed refuses nobody while the next one starts.
    """

    parts: Mapping[str, str] = field(
        default_factory=lambda: {
            name: f"chatsync.config.parts:{name}"
            for name in ("web", "ingest", "sender", "jobs", "collector")
        }
    )
    warm: tuple[str, ...] = (
        "chatsync.config.urls",
        "chatsync.config.wiring",
        "chatsync.config.asgi",
        "chatsync.config.parts",
    )
    seed: str = "chatsync.config.demo:seed"


@dataclass(frozen=True, slots=True)
class _Run:
    """One start: what was asked for and what it holds."""

    options: Options
    product: Product
    data: Path
    base_url: str
    lock: int
    listener: socket.socket
    crew: Crew


def run(options: Options, product: Product | None = None) -> None:
    """Start everything, keep it alive and stop it; returns after Ctrl-C or SIGTERM.

    Raises StartRefused or WrongSetting with one sentence; whatever was started is stopped first.
    """
    base_url = env.url("CHATSYNC_BASE_URL", f"http://localhost:{options.port}")
    if options.demo and not is_loopback(base_url):
        raise StartRefused(
            f"the demo shows its passwords and must stay on this machine, but CHATSYNC_BASE_URL is "
            f"{base_url}; add --no-demo, or unset CHATSYNC_BASE_URL."
        )
    if options.ready_file:
        options.ready_file.unlink(missing_ok=True)
    lock = claim(options.data)
    listener = _listen(options.port)
    crew = Crew()
    crew.sign_on()
    try:
        data = options.data.resolve()
        _bring_up(_Run(options, product or Product(), data, base_url, lock, listener, crew))
        crew.serve()
    except StopRequested:
        pass
    finally:
        _stop(crew)
        if options.ready_file:
            options.ready_file.unlink(missing_ok=True)


def _stop(crew: Crew) -> None:
    if crew.children:
        say("stopping.")
        crew.stop()
        say("stopped.")


def _bring_up(this: _Run) -> None:
    started = time.monotonic()
    sandbox = _plan_stand_ins(this)
    _set_environment(this, sandbox)
    preparation = _start_database(this)
    if not is_current(preparation):
        say("preparing the database.")
        this.crew.finish(
            partial(set_up, preparation),
            _SET_UP_WITHIN,
            "the database could not be prepared; the lines above say why.",
        )
    facts = read_facts(this.data) if this.options.demo else {}
    if sandbox:
        _start_sandbox(this, sandbox, facts)
    _start_parts(this)
    this.crew.until(
        partial(_answers, this.options.port, this.base_url),
        _READY_WITHIN,
        "the product did not become ready; the lines above say why.",
    )
    if sandbox:
        this.crew.until(
            partial(_takes_connections, sandbox.port),
            _READY_WITHIN,
            "the stand-ins did not start; the lines above say why.",
        )
    _tell(this, Announcement(this.base_url, sandbox, facts))
    say(f"this start took {time.monotonic() - started:.1f} s.")


def _plan_stand_ins(this: _Run) -> Sandbox | None:
    """Stand-ins run beside every local product; a public one talks to the real Meta."""
    if not is_loopback(this.base_url):
        return None
    _listen(this.options.sandbox_port).close()
    return plan_sandbox(this.options.sandbox_port, this.data)


def _set_environment(this: _Run, sandbox: Sandbox | None) -> None:
    """What the operator set stays; the rest comes from the data folder and from this run."""
    made = {
        "DJANGO_SETTINGS_MODULE": "chatsync.config.settings",
        "CHATSYNC_BASE_URL": this.base_url,
        **(sandbox.environment if sandbox else {}),
    }
    for name, value in made.items():
        if not env.text(name):
            os.environ[name] = value
    _note_run(this, sandbox)
    if not env.text("CHATSYNC_SECRET_KEY"):
        os.environ["CHATSYNC_SECRET_KEY"] = kept_secret(
            this.data, "secret_key", partial(secrets.token_urlsafe, 50)
        )
    if not env.text("CHATSYNC_ENCRYPTION_KEYS"):
        os.environ["CHATSYNC_ENCRYPTION_KEYS"] = kept_secret(
            this.data, "encryption_keys", new_encryption_keys
        )
    os.environ["CHATSYNC_DATA"] = str(this.data)
    os.environ["CHATSYNC_PORT"] = str(this.options.port)
    os.environ["CHATSYNC_LISTEN_FD"] = str(this.listener.fileno())


def _note_run(this: _Run, sandbox: Sandbox | None) -> None:
    """Leave word in the data folder: the ports are others in each run. Not of a public one."""
    noted = this.data / _NOTED
    noted.unlink(missing_ok=True)
    if sandbox:
        paddle = sandbox.paddle.environment if sandbox.paddle else {}
        names = ("CHATSYNC_BASE_URL", *paddle)
        write_private(noted, {name: os.environ[name] for name in names})


def use_folder(data: Path) -> None:
    """Let a command work on the embedded database and the keys of a data folder.

    What the operator set stays; without such a folder nothing changes.
    """
    noted = data / _NOTED
    if noted.exists():
        for name, value in json.loads(noted.read_text(encoding="utf-8")).items():
            os.environ.setdefault(name, value)
    if env.text("DATABASE_URL") or not (data / "secrets.json").exists():
        return
    folder = data.resolve()
    superuser = kept_secret(folder, "database_superuser")
    passwords = RolePasswords(
        kept_secret(folder, "database_owner"), kept_secret(folder, "database_app")
    )
    urls = postgres.urls(open_cluster(folder, superuser), superuser, passwords)
    made = {
        "DATABASE_URL": urls.app,
        "CHATSYNC_DATA": str(folder),
        "CHATSYNC_SECRET_KEY": kept_secret(folder, "secret_key"),
        "CHATSYNC_ENCRYPTION_KEYS": kept_secret(folder, "encryption_keys", new_encryption_keys),
    }
    for name, value in made.items():
        os.environ.setdefault(name, value)


def _start_database(this: _Run) -> Preparation:
    """The operator's server, or the embedded one when there is none."""
    seed = this.product.seed if this.options.demo else ""
    app_url, owner_url = env.text("DATABASE_URL"), env.text("DATABASE_OWNER_URL")
    # Only the process that migrates learns the owner's address.
    for name in ("DATABASE_OWNER_URL", "DATABASE_OWNER_URL_FILE"):
        os.environ.pop(name, None)
    if app_url:
        urls = postgres.DatabaseUrls(owner=owner_url, app=app_url, admin="")
        return Preparation(this.data, urls, None, seed)
    superuser = kept_secret(this.data, "database_superuser")
    passwords = RolePasswords(
        kept_secret(this.data, "database_owner"), kept_secret(this.data, "database_app")
    )
    cluster = open_cluster(this.data, superuser)
    child = Child(
        name="postgres",
        launch=partial(postgres.start, cluster),
        stop_with=_DATABASE_STOPS,
        stops_last=True,
    )
    this.crew.add(child)
    this.crew.until(
        lambda: postgres.is_ready(cluster, child.pid),
        _DATABASE_STARTS_WITHIN,
        f"PostgreSQL did not start in {cluster.home}; the lines above say why.",
    )
    urls = postgres.urls(cluster, superuser, passwords)
    os.environ["DATABASE_URL"] = urls.app
    return Preparation(this.data, urls, passwords, seed)


def _start_sandbox(this: _Run, sandbox: Sandbox, facts: Facts) -> None:
    launch = partial(launch_sandbox, sandbox, data=this.data, base_url=this.base_url, facts=facts)
    this.crew.add(Child(name="sandbox", launch=launch))


def _takes_connections(port: int) -> bool:
    with suppress(OSError), socket.create_connection((_HOST, port), timeout=1.0):
        return True
    return False


def _start_parts(this: _Run) -> None:
    """Import the product once, then fork: parts start in milliseconds and share its memory."""
    django.setup()
    for module in this.product.warm:
        import_module(module)
    if env.text(BUCKET):
        import_module("chatsync.kit.bucket")
        # In a child, since the forked parts may share no connection.
        this.crew.finish(
            dotted("chatsync.config.setup_check:refuse_unusable_bucket"),
            _FILES_TRIED_WITHIN,
            "files cannot be kept; the line above says why.",
        )
    gc.collect()
    gc.freeze()
    ours = (this.lock, *this.crew.wakeup)
    for name, target in this.product.parts.items():
        without = ours if name == "web" else (*ours, this.listener.fileno())
        this.crew.add(Child(name=name, launch=partial(fork, dotted(target), without=without)))


def _tell(this: _Run, announcement: Announcement) -> None:
    path = this.options.ready_file

    def write() -> None:
        pids = {child.name: child.pid for child in this.crew.children}
        if path:
            write_ready_file(path, announcement, {"supervisor": os.getpid(), **pids})

    write()
    this.crew.after_restart = write
    announce(announcement)


def _listen(port: int) -> socket.socket:
    until = time.monotonic() + _PORT_IS_FREED_WITHIN
    while True:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, port))
            listener.listen(_BACKLOG)
        except OSError as error:
            listener.close()
            if time.monotonic() > until:
                raise StartRefused(
                    f"port {port} cannot be used ({error.strerror}); stop what uses it, or choose "
                    "other ports with --port and --sandbox-port."
                ) from error
            time.sleep(0.05)
        else:
            return listener


def _answers(port: int, base_url: str) -> bool:
    """Whether /readyz says 200: database, migrations and loops are there."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=1.0)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz", headers={"Host": urlsplit(base_url).netloc})
        return connection.getresponse().status == 200
    connection.close()
    return False
