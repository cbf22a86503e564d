"""What this installation tells, and whom it calls: every log, metric and report, every host.

Tests compare these lists with the source, line by line: a log line, figure or connection that is
not declared here fails. The project itself receives nothing from any installation. There are no
traces and no error-reporting service.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from chatsync.kit.text import gettext_noop
from chatsync.privacy.log_lines import FIELDS
from chatsync.privacy.retention import TRAFFIC_KEPT

REPORT_DAYS = 30
"""How long counted reports of browsers are kept."""

DOWNLOAD_HOST = "lookaside.fbsbx.com"
"""Where Meta hands out files that customers sent."""


@dataclass(frozen=True)
class Stream:
    """Figures or lines that leave a process. `days` None: nothing is kept."""

    name: str
    tells: str
    fields: tuple[str, ...]
    recipient: str
    days: Callable[[], int | None]


@dataclass(frozen=True)
class Outbound:
    """A host that the server calls. `files` are the only ones of the source that may do it."""

    name: str
    sends: str
    hosts: Callable[[], tuple[str, ...]]
    files: tuple[str, ...]


def _log_days() -> int:
    return int(settings.LOG_DAYS)


LOG = Stream(
    gettext_noop("Log"),
    gettext_noop("Faults and sign-ins, one line each. Never messages, numbers or addresses."),
    tuple(FIELDS),
    gettext_noop("The machine this runs on"),
    _log_days,
)
METRICS = Stream(
    gettext_noop("Figures"),
    gettext_noop("How much waits and how busy the process is. Nothing about a person or a shop."),
    (
        "chatsync_deliveries_waiting",
        "chatsync_billing_events_waiting",
        "chatsync_dispatches_waiting",
        "chatsync_media_waiting",
        "chatsync_unrouted",
        "chatsync_undeclared_storage_today",
        "process_cpu_seconds_total",
        "process_max_fds",
        "process_open_fds",
        "process_resident_memory_bytes",
        "process_start_time_seconds",
        "process_virtual_memory_bytes",
    ),
    gettext_noop("The operator's own monitoring, with a token"),
    lambda: None,
)
REPORTS = Stream(
    gettext_noop("Reports of browsers"),
    gettext_noop(
        "That a page broke its own rules, counted by day. No address, page, account or content."
    ),
    ("day", "area", "directive", "blocked", "count"),
    gettext_noop("The operator, in the database"),
    lambda: REPORT_DAYS,
)
COUNTS = Stream(
    gettext_noop("Counts of opened pages"),
    gettext_noop(
        "How often public pages were opened, and how many views of a landing page led to a "
        "sign-up. No address, browser, account or visitor."
    ),
    (
        "hour",
        "page",
        "variant",
        "referrer",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "device",
        "views",
        "day",
        "landing",
        "campaign",
        "viewed",
        "called",
        "shown",
        "submitted",
        "verified",
        "messaged",
    ),
    gettext_noop("The operator, in the database"),
    lambda: TRAFFIC_KEPT.days,
)
SPEED = Stream(
    gettext_noop("Speed of pages"),
    gettext_noop(
        "What pages told of their speed in browsers of people who agreed: counts by day, page and "
        "kind of device. No address, browser, account or visitor; a digest joins the pages of one "
        "visit until it is over."
    ),
    (
        "at",
        "body",
        "mark",
        "device",
        "used_ms",
        "last",
        "grain",
        "page",
        "metric",
        "name",
        "counts",
        "totals",
    ),
    gettext_noop("The operator, in the database"),
    lambda: TRAFFIC_KEPT.days,
)
STREAMS = (LOG, METRICS, REPORTS, COUNTS, SPEED)


def _host(address: str) -> tuple[str, ...]:
    found = urlsplit(address).hostname
    return (found,) if found else ()


META = Outbound(
    gettext_noop("WhatsApp (Meta)"),
    gettext_noop("What your team sends and reads, and questions about your numbers."),
    lambda: (*_host(settings.GRAPH_URL), DOWNLOAD_HOST),
    ("chatsync/channels/whatsapp/client.py",),
)
MAIL = Outbound(
    gettext_noop("The operator's mail server"),
    gettext_noop("Codes, invitations and notices to people who sign in here."),
    lambda: _host(settings.EMAIL_URL),
    ("chatsync/jobs/mail.py",),
)
DATABASE = Outbound(
    gettext_noop("The database"),
    gettext_noop("All that is stored."),
    lambda: _host(settings.DATABASE_URL),
    (),
)
FILES = Outbound(
    gettext_noop("The store of files"),
    gettext_noop("Files of messages, and files with exported data. Only this server reads there."),
    lambda: (settings.BUCKET.host,) if settings.BUCKET else (),
    ("chatsync/kit/bucket.py",),
)
MAILBOX = Outbound(
    gettext_noop("The mailbox of the privacy desk"),
    gettext_noop("The sign-in to it, and the question what is new. What you write there is read."),
    lambda: (settings.PRIVACY_MAILBOX.host,) if settings.PRIVACY_MAILBOX else (),
    ("chatsync/desk/mailbox.py",),
)
PAYMENTS = Outbound(
    gettext_noop("Paddle"),
    gettext_noop(
        "Which workspace buys which plan, what plans cost there, what was paid, and invoices as "
        "files, which may lie with a store that Paddle names."
    ),
    lambda: _host(settings.PADDLE_API_URL) if _takes_money() else (),
    ("chatsync/billing/paddle/client.py",),
)
COLLECTOR = Outbound(
    gettext_noop("The collector of this installation"),
    gettext_noop("What pages told of their speed. Usually it runs on the same machine."),
    lambda: (settings.COLLECTOR[0],) if settings.COLLECTOR else (),
    ("chatsync/analytics/passing.py",),
)


def _takes_money() -> bool:
    return bool(settings.BILLING and settings.PADDLE_API_KEY)


def outbound_here() -> tuple[Outbound, ...]:
    """Those of the list that this installation can call: without billing there is no Paddle, files
    may lie here, and the collector usually runs beside the rest."""
    unused = {
        *(() if settings.BUCKET else (FILES,)),
        *(() if _takes_money() else (PAYMENTS,)),
        *(() if settings.COLLECTOR else (COLLECTOR,)),
    }
    return tuple(it for it in OUTBOUND if it not in unused)


OUTBOUND = (META, MAIL, MAILBOX, DATABASE, FILES, PAYMENTS, COLLECTOR)

OWN_MACHINE = (
    "chatsync/audit/wire.py",
    "chatsync/config/parts.py",
    "chatsync/config/plain_ways.py",
    "chatsync/config/supervisor/run.py",
    "chatsync/config/supervisor/sandbox.py",
)
"""Files that open sockets of this machine alone: they listen, ask whether a part is ready or whose
address a name is, or drive a browser that is installed here."""
