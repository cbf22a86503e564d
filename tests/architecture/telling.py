"""What the source logs and which files of it can open a connection, read from its syntax."""

import ast
import re
from collections.abc import Iterator

from tests.support.source import Source

_CALLS_OUT = re.compile(
    r"(aiohttp|boto3|botocore|ftplib|grpc|http\.client|httpx|imaplib|nntplib|poplib|pycurl|requests"
    r"|smtplib|socket|telnetlib|urllib\.request|urllib3|websockets|xmlrpc|opentelemetry|sentry_sdk"
    r"|statsd|django\.core\.mail\.backends\.smtp)(\.|$)"
)
_OPENS = {"open_connection", "create_connection", "create_datagram_endpoint", "sock_connect"}


def log_lines(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    """Each line that a file logs: its event and its fields. Events must be written out."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"_log", "log"}:
            fields = {keyword.arg or "**" for keyword in node.keywords}
            fields |= {"exception"} if node.func.attr == "exception" else set()
            yield _event(node), frozenset(fields)


def _event(node: ast.Call) -> str:
    first = node.args[0] if node.args else None
    is_written_out = isinstance(first, ast.Constant) and len(node.args) == 1
    return str(first.value) if is_written_out and isinstance(first, ast.Constant) else "?"


def can_call_out(source: Source) -> bool:
    """Whether a file imports or uses something that opens a connection (the database's aside)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import) and any(_CALLS_OUT.match(it.name) for it in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and _from_calls_out(node):
            return True
        if isinstance(node, ast.Attribute) and node.attr in _OPENS:
            return True
    return False


def _from_calls_out(node: ast.ImportFrom) -> bool:
    module = node.module or ""
    names = [module, *(f"{module}.{it.name}" for it in node.names)]
    return any(_CALLS_OUT.match(name) for name in names)
