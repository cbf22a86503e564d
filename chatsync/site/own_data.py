"""All that is stored about somebody who signs in, as one file: JSON, and pages to read.

GDPR articles 15 and 20. What they wrote to customers and colleagues belongs to the business: the
file says how much there is and when, not the words. Made by a job, a workspace and a page of its
log to a transaction.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import msgspec
from allauth.mfa.models import Authenticator
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.accounts.events import OwnExportAsked
from chatsync.accounts.models import OwnExport, OwnExportState, Person, SignIn, TrustedBrowser
from chatsync.channels.media import files
from chatsync.inbox.models import Attendance, Draft, HistoryLine, Mention, Message, Note, QuickReply
from chatsync.jobs.events import emit
from chatsync.jobs.models import Mail
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.privacy.models import PolicyNotice
from chatsync.workspaces.models import (
    ApiKey,
    AuditEvent,
    AuditTold,
    Invitation,
    Member,
    StepIn,
    Workspace,
)

KEPT_FOR = timedelta(hours=24)
_PAGE = 500
_encoded = msgspec.json.Encoder().encode
Facts = dict[str, Any]


def ask_own_export(person: Person) -> OwnExport:
    """Have the file made; while one is being made, that one."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=person.id)
        going = own_exports(person).filter(state=OwnExportState.MAKING).first()
        if going:
            return going
        made = OwnExport.objects.create(person=person, total=len(every_workspace()) + 1)
        emit(OwnExportAsked(export_id=made.id))
    return made


def own_exports(person: Person) -> "models.QuerySet[OwnExport]":
    """Those that can be fetched or are being made, the newest first."""
    mine = OwnExport.objects.filter(person=person, asked_at__gt=now() - KEPT_FOR)
    return mine.order_by("-asked_at")


def make_own_export(export_id: UUID) -> None:
    """Make the file and keep it. Safe to be killed and run again: then it begins anew."""
    waiting = OwnExport.objects.filter(id=export_id, state=OwnExportState.MAKING)
    export = waiting.select_related("person").first()
    if export is None:
        return
    with translation.override(export.person.language or "en"):
        kept = files.keep_archive(lambda archive: _fill(archive, export))
    ready = {"state": OwnExportState.READY, "stored_as": kept.stored_as, "size": kept.size}
    if not waiting.update(**ready, done=export.total):
        files.forget(kept.stored_as)


def _fill(archive: ZipFile, export: OwnExport) -> None:
    account = _account(export.person)
    archive.writestr("account.json", _encoded(account))
    told = []
    for done, workspace_id in enumerate(every_workspace(), start=1):
        known = _workspace(workspace_id, export.person_id)
        if known:
            known["log_pages"] = _add_log(archive, workspace_id, export.person_id)
            archive.writestr(f"{known['id']}.json", _encoded(known))
            told.append(known)
        OwnExport.objects.filter(id=export.id).update(done=done)
    page = {"account": account, "workspaces": told, "dir": translation.get_language_bidi()}
    archive.writestr("index.html", render_to_string("site/own_data_index.html", page))


def _account(person: Person) -> Facts:
    """What belongs to the account itself. Of secrets only that they exist."""
    mails = Mail.objects.filter(recipient__iexact=person.email) if person.email else ()
    return {
        "sign_in_name": person.login,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "made_at": person.created_at,
        "operator_since": person.operator_since,
        "second_factors": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "signed_in_browsers": list(
            SignIn.objects.filter(person=person).values(
                "browser", "factor", "started_at", "seen_at"
            )
        ),
        "kinds_of_browsers_used": person.known_browsers.splitlines(),
        "trusted_browsers": list(
            TrustedBrowser.objects.filter(person=person).values("browser", "created_at", "ends_at")
        ),
        "policy_changes_told": list(
            PolicyNotice.objects.filter(person_id=person.id).values(
                "version__policy", "told_at", "read_at"
            )
        ),
        "mails": [{"at": mail.queued_at, "state": mail.state} for mail in mails],
    }


def _workspace(workspace_id: UUID, person_id: UUID) -> Facts:
    """What one workspace stores about them; empty where it knows nothing of them."""
    with scope(workspace_id):
        seat = Member.objects.filter(person_id=person_id).first()
        looks = list(
            StepIn.objects.filter(person_id=person_id).values("reason", "begun_at", "ended_at")
        )
        is_told = AuditTold.objects.filter(person_id=person_id).exists()
        if not (seat or looks or is_told):
            return {}
        name = Workspace.objects.values_list("name", flat=True).get(id=workspace_id)
        held = _held(seat) if seat else {}
    return {"id": org_id(workspace_id), "name": name, "step_ins": looks, **held}


def _held(seat: Member) -> Facts:
    return {
        "role": seat.role,
        "active": seat.active,
        "joined_at": seat.joined_at,
        "api_keys": list(
            ApiKey.objects.filter(member=seat).values(
                "name", "prefix", "created_at", "last_used_at", "revoked_at"
            )
        ),
        "invitations_made": list(
            Invitation.objects.filter(made_by=seat).values("role", "made_at", "accepted_at")
        ),
        "quick_replies": list(QuickReply.objects.filter(member=seat).values("name", "text")),
        "attendance": list(
            Attendance.objects.filter(member=seat).values("seen_at", "is_away", "given_at")
        ),
        "written": {
            "messages": _span(Message.objects.filter(author_id=seat.id), "stored_at"),
            "notes": _span(Note.objects.filter(author_id=seat.id), "created_at"),
            "drafts": _span(_begun(seat), "updated_at"),
            "history": _span(HistoryLine.objects.filter(actor_id=seat.id), "at"),
            "named_in_notes": _span(Mention.objects.filter(member=seat), "note__created_at"),
        },
    }


def _begun(seat: Member) -> "models.QuerySet[Draft]":
    return Draft.objects.filter(member=seat).exclude(text="", unsent=[])


def _span(rows: "models.QuerySet[Any]", at: str) -> Facts:
    """How many there are, and from when to when."""
    return rows.aggregate(count=models.Count("*"), first=models.Min(at), last=models.Max(at))


def _add_log(archive: ZipFile, workspace_id: UUID, person_id: UUID) -> list[str]:
    """What the audit log tells by them and about them, page by page."""
    pages = []
    for number, events in enumerate(_log_pages(workspace_id, person_id), start=1):
        name = f"{org_id(workspace_id)}-log-{number}"
        archive.writestr(f"{name}.json", _encoded(events))
        page = {"events": events, "dir": translation.get_language_bidi()}
        archive.writestr(f"{name}.html", render_to_string("site/own_data_log.html", page))
        pages.append(f"{name}.html")
    return pages


def _log_pages(workspace_id: UUID, person_id: UUID) -> Iterator[list[Facts]]:
    last = 0
    while True:
        with scope(workspace_id):
            named = AuditTold.objects.filter(person_id=person_id).values("event_id")
            rows = AuditEvent.objects.filter(seq__gt=last).order_by("seq")
            mine = list(rows.filter(models.Q(actor_id=person_id) | models.Q(id__in=named))[:_PAGE])
            places = dict(
                AuditTold.objects.filter(
                    event_id__in=[event.id for event in mine], part="place", person_id=person_id
                ).values_list("event_id", "text")
            )
        if mine:
            yield [_event(event, person_id, places.get(event.id, "")) for event in mine]
        if len(mine) < _PAGE:
            return
        last = mine[-1].seq


def _event(event: AuditEvent, person_id: UUID, place: str) -> Facts:
    return {
        "at": event.at,
        "act": event.action,
        "by_you": event.actor_id == person_id,
        "about": f"{event.object_kind} {event.object_id}".strip(),
        "place": place,
    }
