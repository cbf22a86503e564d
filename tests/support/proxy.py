"""Caddy and nginx in front of a running product, with the files of `deploy/` as they are.

Only what belongs to one machine is put in their place: host, ports, certificate and log folder.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

from tests.support.certificate import Certificate, make_certificate
from tests.support.product import Answer, eventually
from tests.support.source import ROOT

DEPLOY = ROOT / "deploy"
PROXIES = ("caddy", "nginx")
HOST = "chat.example"
_STOPS_WITHIN_S = 20.0
_NGINX_AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ }}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/chatsync.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    """Where the proxy listens, and where the product does."""

    https: int
    http: int
    product: int


@dataclass(frozen=True)
class Front:
    """A running proxy, asked from outside."""

    ports: Ports
    folder: Path
    certificate: Certificate

    @property
    def url(self) -> str:
        return f"https://localhost:{self.ports.https}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate.authority))

    @property
    def logs(self) -> str:
        """All that it wrote down."""
        found = (*self.folder.glob("*.log"), *self.folder.glob("*.out"))
        return "\n".join(path.read_text(errors="replace") for path in found)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        visitor: str = "127.0.0.1",
    ) -> Answer:
        """One request over TLS, on a connection of its own, from an address of this machine."""
        connection = HTTPSConnection(
            "localhost",
            self.ports.https,
            context=self.trust,
            timeout=60,
            source_address=(visitor, 0),
        )
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())  # type: ignore[arg-type]
        finally:
            connection.close()


def program(name: str) -> str | None:
    """The proxy's program; Debian keeps nginx where only root looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


@contextmanager
def in_front(name: str, ports: Ports, folder: Path) -> Iterator[Front]:
    """The proxy, listening until the end."""
    found = program(name)
    assert found, f"{name} is not installed"
    certificate = make_certificate(folder)
    command = _COMMANDS[name](found, ports, folder, certificate)
    with (folder / f"{name}.out").open("wb") as said:
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        )
    front = Front(ports, folder, certificate)
    try:
        eventually(lambda: process.poll() is not None or _listens(ports.https))
        assert process.poll() is None, front.logs
        yield front
    finally:
        process.terminate()
        process.wait(_STOPS_WITHIN_S)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _caddy(found: str, ports: Ports, folder: Path, certificate: Certificate) -> list[str]:
    text = (DEPLOY / "Caddyfile").read_text()
    ours = f"\tadmin off\n\thttp_port {ports.http}\n"
    ours += f"\thttps_port {ports.https}\n\tskip_install_trust\n\tstorage file_system {folder}\n"
    text = _replaced(text, r"^\{\n", f"{{\n{ours}")
    text = _replaced(
        text,
        rf"^{re.escape(HOST)} \{{\n",
        f"localhost {{\n\ttls {certificate.chain} {certificate.key}\n",
    )
    text = _replaced(text, r"/var/log/caddy/", f"{folder}/")
    text = _replaced(text, r"127\.0\.0\.1:8000", f"127.0.0.1:{ports.product}")
    (folder / "Caddyfile").write_text(text)
    return [found, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _nginx(found: str, ports: Ports, folder: Path, certificate: Certificate) -> list[str]:
    text = (DEPLOY / "nginx.conf").read_text()
    text = _replaced(text, r" *listen \[::\]:.*\n", "")  # not every machine has IPv6
    text = _replaced(text, r"listen 80\b", f"listen 127.0.0.1:{ports.http}")
    text = _replaced(text, r"listen 443\b", f"listen 127.0.0.1:{ports.https}")
    text = _replaced(text, r"ssl_certificate /\S+;", f"ssl_certificate {certificate.chain};")
    text = _replaced(text, r"ssl_certificate_key /\S+;", f"ssl_certificate_key {certificate.key};")
    text = _replaced(text, re.escape(f"https://{HOST}"), f"https://localhost:{ports.https}")
    text = _replaced(text, re.escape(f"server_name {HOST}"), "server_name localhost")
    text = _replaced(text, r"/var/log/nginx/", f"{folder}/")
    text = _replaced(text, r"127\.0\.0\.1:8000", f"127.0.0.1:{ports.product}")
    (folder / "chatsync.conf").write_text(text)
    (folder / "nginx.conf").write_text(_NGINX_AROUND.format(folder=folder))
    return [found, "-p", str(folder), "-c", str(folder / "nginx.conf")]


_COMMANDS = {"caddy": _caddy, "nginx": _nginx}


def _replaced(text: str, pattern: str, by: str) -> str:
    """Fails when the file no longer holds what a test puts something in the place of."""
    changed, count = re.subn(pattern, lambda _at: by, text, flags=re.MULTILINE)
    assert count, f"deploy/ no longer holds {pattern}"
    return changed
