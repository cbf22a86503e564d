"""Facts are heard, reactions are bound on one page, and nothing listens in secret."""

import ast
import importlib
from collections.abc import Iterator

from chatsync.config import wiring
from chatsync.jobs.events import Event, wired
from tests.support.lessons import demand_none
from tests.support.source import PRODUCT, Source, product

UNHEARD: dict[str, str] = {}
"""Events that nobody needs yet, and why they are told all the same."""

SIGNALS_IN = "chatsync/accounts/"
DYNAMIC = {
    "chatsync/config/cli.py": "starts a part by name, so that no part imports the others",
    "chatsync/config/cli_audit.py": "as above",
    "chatsync/config/supervisor/setup.py": "finds the demo's seed by name",
    "chatsync/config/supervisor/run.py": "warms the modules that its children fork with",
    "chatsync/config/setup_check.py": "loads the wiring page for its bindings",
    "chatsync/accounts/apps.py": "registers the room's checks once Django is ready",
}
"""Files that import by name, and why."""

NETWORK = {"http", "urllib.request", "smtplib", "ftplib", "imaplib", "socket", "ssl"}
CALLS_OUT = {
    "chatsync/config/supervisor/run.py": "asks its own child on loopback whether it is ready",
    "chatsync/config/supervisor/sandbox.py": "speaks to the stand-in that it started",
    "chatsync/desk/mailbox.py": "reads mail: the standard library's client for IMAP",
    "chatsync/config/plain_ways.py": "asks the system whose address a name is; opens nothing",
    "chatsync/config/parts.py": "takes the listening socket that the supervisor hands over",
}
"""Files that open connections with the standard library, and why."""


def _events() -> Iterator[type[Event]]:
    for path in PRODUCT.glob("*/events.py"):
        module = importlib.import_module(f"chatsync.{path.parent.name}.events")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Event) and thing is not Event:
                yield thing


def test_every_event_is_heard_or_listed() -> None:
    assert wiring.__doc__
    events = set(_events())
    assert len(events) >= 4, "this test saw too few events"
    demand_none(
        (event.__name__ for event in events if event not in wired() | _listed(events)),
        "An event has no reaction: bind one in chatsync/config/wiring.py, or list it as UNHEARD "
        "with the reason.",
    )
    assert set(UNHEARD) <= {event.__name__ for event in events}, "UNHEARD names a gone event"


def _listed(events: set[type[Event]]) -> dict[type[Event], int]:
    return {event: 0 for event in events if event.__name__ in UNHEARD}


def test_events_are_bound_on_one_page() -> None:
    demand_none(
        (
            source.name
            for source in product()
            if "chatsync.jobs.events.on" in set(_imported(source))
            if source.name != "chatsync/config/wiring.py"
        ),
        "Only chatsync/config/wiring.py binds reactions: a reader must find them all there.",
    )


def test_signals_are_received_in_one_file() -> None:
    found = [
        source.name
        for source in product()
        if any(
            ".signals" in name or name.endswith(".Signal")
            for name in _imported(source)
            if not name.startswith("chatsync.privacy.")  # there they are what browsers say
        )
    ]
    demand_none(
        [name for name in found if not name.startswith(SIGNALS_IN)] + found[1:],
        "A signal is an import that nobody sees. allauth's are received in one file of accounts; "
        "all else is an event.",
    )


def test_imports_by_name_are_listed() -> None:
    found = {
        source.name
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.Attribute)
        if (node.id if isinstance(node, ast.Name) else node.attr)
        in {"import_module", "__import__", "import_string", "get_model"}
    }
    demand_none(
        [f"{name} imports by name" for name in found - set(DYNAMIC)]
        + [f"{name} is listed and needs it no more" for name in set(DYNAMIC) - found],
        "An import by name is invisible to the borders: import at the top, or list the file in "
        "DYNAMIC with its reason.",
    )


def test_only_listed_files_open_connections() -> None:
    found = {
        source.name
        for source in product()
        for name in _imported(source)
        if name.partition(".")[0] in NETWORK - {"http"} or name.startswith(tuple(NETWORK))
        if not name.startswith(("http.HTTP", "http.cookies", "socket.AF_"))
    }
    demand_none(
        [f"{name} opens connections" for name in found - set(CALLS_OUT)]
        + [f"{name} is listed and needs it no more" for name in set(CALLS_OUT) - found],
        "Only a provider's client calls out: put the call there, or list the file in CALLS_OUT.",
    )


def _imported(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
