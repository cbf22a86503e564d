"""How long each kind of stored data is kept: the one table.

The purge deletes from it, the policy page prints it, and a test holds every table of the database
against it. What a workspace may choose (1 to 90 days) is `CHOSEN`; every age counts from the moment
in which we stored the thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as translated

from chatsync.kit.text import gettext_noop as _
from chatsync.workspaces.models import MOST_DAYS_KEPT

_DAY = timedelta(days=1)
TRAFFIC_KEPT = timedelta(days=750)
"""Counts of pages and sign-ups: two years can be compared (CNIL allows 25 months at most)."""


class Whose(StrEnum):
    """Whose rows a line speaks of, and who says how long they stay."""

    CHOSEN = "a workspace's; it chooses the days"
    WORKSPACE = "a workspace's; the time is fixed"
    INSTALLATION = "the installation's"


@dataclass(frozen=True)
class Line:
    """One kind of data. `keeps` is the longest time; `since` says from when it counts."""

    name: str
    says: str
    whose: Whose
    keeps: timedelta
    tables: frozenset[str] = frozenset()
    since: str = _("since it was stored")
    holds_messages: bool = False
    """The time is fixed, but a workspace that chose less than it gets less."""

    def kept_for(self, days: int) -> timedelta:
        """How long a workspace that chose `days` keeps it."""
        if self.whose is Whose.CHOSEN or self.holds_messages:
            return min(self.keeps, timedelta(days=days))
        return self.keeps


@dataclass(frozen=True)
class Said:
    """A line as a page prints it. `chosen`: a workspace may choose less."""

    name: str
    what: str
    since: str
    keeps: timedelta
    chosen: bool


def _line(name: str, says: str, whose: Whose, keeps: timedelta, *tables: str) -> Line:
    return Line(name, says, whose, keeps, frozenset(tables))


_CHOSEN, _FIXED, _ALL = Whose.CHOSEN, Whose.WORKSPACE, Whose.INSTALLATION
_CEILING = timedelta(days=MOST_DAYS_KEPT)

RETENTION: tuple[Line, ...] = (
    _line(
        "messages",
        _("Messages, with the raw form in which they came, and answers that wait to be sent"),
        _CHOSEN,
        _CEILING,
        "inbox_message",
        "channels_outbound",
        "channels_dispatch",
    ),
    _line(
        "files",
        _("Photos, films, voice messages and documents"),
        _CHOSEN,
        _CEILING,
        "channels_media",
        "channels_mediafetch",
    ),
    _line(
        "reports",
        _("Delivery reports (sent, delivered, read)"),
        _CHOSEN,
        _CEILING,
        "inbox_statusreport",
    ),
    _line("parked", _("Updates that could not be read"), _CHOSEN, _CEILING, "channels_parked"),
    _line(
        "news",
        _("News of WhatsApp about a number or an account"),
        _CHOSEN,
        _CEILING,
        "channels_accountupdate",
    ),
    _line(
        "notes",
        _("Notes among colleagues, and whom they name"),
        _CHOSEN,
        _CEILING,
        "inbox_note",
        "inbox_mention",
    ),
    _line("drafts", _("Answers begun and not sent"), _CHOSEN, _CEILING, "inbox_draft"),
    _line(
        "history",
        _("Who took, gave, snoozed or resolved a conversation"),
        _CHOSEN,
        _CEILING,
        "inbox_historyline",
    ),
    Line(
        "pushes",
        _("Changes told to open pages"),
        _FIXED,
        timedelta(hours=48),
        frozenset({"realtime_event"}),
        holds_messages=True,
    ),
    _line(
        "exports",
        _("Files with all about a customer, made when the shop asks for one"),
        _FIXED,
        _DAY,
        "inbox_export",
    ),
    _line(
        "whole_exports",
        _("Files with a whole workspace, made when its owner asks for one"),
        _FIXED,
        _DAY,
        "inbox_wholeexport",
    ),
    _line(
        "own_exports",
        _("Files with all about a member of staff, made when they ask for one"),
        _ALL,
        _DAY,
        "accounts_ownexport",
    ),
    _line(
        "answers",
        _("Answers of the API kept for repeated requests"),
        _FIXED,
        _DAY,
        "workspaces_keptanswer",
    ),
    _line("invitations", _("Invitations"), _FIXED, timedelta(days=30), "workspaces_invitation"),
    _line(
        "business_invitations",
        _("Invitations for new businesses"),
        _ALL,
        timedelta(days=30),
        "workspaces_businessinvitation",
    ),
    _line(
        "step_ins",
        _("Looks of an operator into a workspace; its audit log keeps who, when and why"),
        _FIXED,
        timedelta(days=30),
        "workspaces_stepin",
    ),
    Line(
        "keys",
        _("API keys that were revoked; of a key itself only a digest is stored"),
        _FIXED,
        _CEILING,
        frozenset({"workspaces_apikey"}),
        _("since it was revoked"),
    ),
    _line(
        "deliveries",
        _("Raw webhook bodies; each is deleted as soon as it was read"),
        _ALL,
        _CEILING,
        "channels_inbounddelivery",
    ),
    _line(
        "billing_events",
        _("Notices of the payment provider, which may name who pays"),
        _ALL,
        _CEILING,
        "billing_billingevent",
    ),
    _line(
        "handles",
        _("Ways to a payment page, each of which opens it once within ten minutes"),
        _FIXED,
        _DAY,
        "billing_handle",
    ),
    _line("receipts", _("Receipts of bank transfers"), _FIXED, _CEILING, "billing_receipt"),
    _line(
        "unrouted",
        _("Updates that belong to no connected number"),
        _ALL,
        timedelta(days=30),
        "channels_unrouted",
    ),
    Line(
        "sessions",
        _("Sign-ins, and browsers trusted to skip the second factor"),
        _ALL,
        timedelta(days=7),
        frozenset({"django_session", "accounts_signin", "accounts_trustedbrowser"}),
        _("since the last sign-in there"),
    ),
    _line(
        "limits",
        _("Counts that slow down guessing, and codes sent by mail"),
        _ALL,
        _DAY,
        "shared_cache",
    ),
    Line(
        "paces",
        _("How fast an API key was used"),
        _ALL,
        _DAY,
        frozenset({"workspaces_keypace"}),
        _("since its last request"),
    ),
    Line(
        "failed_mails",
        _("The text of mails that could not be delivered, so that they can be sent again"),
        _ALL,
        timedelta(hours=72),
        frozenset({"jobs_mail"}),
        _("since the last try"),
    ),
    _line(
        "mails", _("Mails we sent; of their text nothing"), _ALL, timedelta(days=30), "jobs_mail"
    ),
    _line(
        "jobs",
        _("Work that failed: ids only"),
        _ALL,
        timedelta(days=30),
        "procrastinate_jobs",
        "procrastinate_events",
    ),
    _line(
        "faults",
        _("Counts of browser reports about broken rules"),
        _ALL,
        timedelta(days=30),
        "privacy_cspreport",
    ),
    _line(
        "consents",
        _("Answers on measurement, without address, browser or account"),
        _ALL,
        timedelta(days=3 * 365),
        "privacy_consentrecord",
    ),
    Line(
        "closures",
        _("Proof that a closed workspace was deleted: counts and a digest, no names"),
        _ALL,
        timedelta(days=3 * 365),
        frozenset({"privacy_closure"}),
        _("since the workspace was deleted"),
    ),
    Line(
        "requests",
        _("Requests to the privacy desk, with all that was written about them"),
        _ALL,
        _CEILING,
        frozenset({"desk_request", "desk_entry"}),
        _("since the request was closed; an answered one is closed after 30 days without a reply"),
    ),
    _line(
        "page_hours",
        _("How often pages were opened, by the hour; nothing about who opened them"),
        _ALL,
        timedelta(days=8),
        "analytics_pagecount",
    ),
    _line("page_counts", _("The same by day and month"), _ALL, TRAFFIC_KEPT, "analytics_viewsum"),
    _line(
        "beacons",
        _("What pages told of their speed, before it is summed, which takes seconds"),
        _ALL,
        _DAY,
        "analytics_beaconbatch",
    ),
    _line(
        "sittings",
        _("How long a visit has lasted, until it is over: a digest that stands for nobody"),
        _ALL,
        _DAY,
        "analytics_opensitting",
    ),
    _line(
        "speed_sums",
        _("How fast pages were, and which buttons were pressed, by day and month"),
        _ALL,
        TRAFFIC_KEPT,
        "analytics_speedsum",
    ),
    _line(
        "funnels",
        _("How many views of a landing page led to a sign-up, by day"),
        _ALL,
        TRAFFIC_KEPT,
        "analytics_funnel",
    ),
    _line(
        "funnel_marks",
        _("That a view of a landing page was counted: a random number of that view, as a digest"),
        _ALL,
        _DAY,
        "analytics_funnelmark",
    ),
    _line(
        "origins",
        _("From which landing page a workspace came, encrypted; erased with its first message"),
        _ALL,
        timedelta(days=30),
        "analytics_signuporigin",
    ),
    _line(
        "contact_messages",
        _("Messages through the contact form, with their answers"),
        _ALL,
        _CEILING,
        "outreach_contactmessage",
    ),
    _line(
        "newsletter_requests",
        _("Addresses that asked for the newsletter and did not confirm"),
        _ALL,
        timedelta(hours=48),
        "outreach_subscriptionrequest",
    ),
    _line(
        "stray_files",
        _("Files left over by an interrupted download"),
        _ALL,
        timedelta(days=30),
    ),
)


def kept_for(name: str) -> timedelta:
    """How long the data of a line are kept at the longest."""
    return next(line.keeps for line in RETENTION if line.name == name)


def retention_lines() -> list[Said]:
    """All lines for a page, in the reader's language; backups are the operator's and come last."""
    told = [
        Said(
            line.name,
            translated(line.says),
            translated(line.since),
            line.keeps,
            line.whose is Whose.CHOSEN,
        )
        for line in RETENTION
    ]
    if settings.BACKUP_DAYS:
        kept = timedelta(days=settings.BACKUP_DAYS)
        told.append(
            Said("backups", translated(_("Backups")), translated(_MADE), kept, chosen=False)
        )
    return told


_MADE = _("since the backup was made")


def chosen_lines() -> Iterable[Line]:
    """The lines whose days a workspace chooses."""
    return (line for line in RETENTION if line.whose is Whose.CHOSEN)
