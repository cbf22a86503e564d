"""Two full workspaces, each with one of everything that an address can name."""

import io
import random
import string
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.billing.models import Invoice, Transfer, TransferState
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.receipts import keep_receipt
from chatsync.channels.actions.apps import enter_app
from chatsync.channels.media.files import keep
from chatsync.channels.models import Parked
from chatsync.channels.schemas import MetaAppIn
from chatsync.channels.seals import seal_token
from chatsync.channels.tests.stand_in import TOKEN, Sandbox
from chatsync.config import wiring
from chatsync.inbox.models import (
    ConversationTag,
    Draft,
    Export,
    ExportState,
    Note,
    QuickReply,
    SavedView,
    Tag,
    WholeExport,
    WholeState,
)
from chatsync.inbox.tests.make import a_contact, a_conversation, a_message, a_number
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id, uuid7
from chatsync.kit.tenancy import scope
from chatsync.privacy.models import PolicyNotice, PolicyVersion
from chatsync.site.actions import NewBusiness, sign_up
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions import create_api_key
from chatsync.workspaces.actions.invite import invite
from chatsync.workspaces.actions.step_in import step_in
from chatsync.workspaces.models import Member, Role
from chatsync.workspaces.tests.make import of

assert wiring.__doc__, "facts are heard: removing somebody frees what they hold"
ACCOUNT = "6001"
"""The business account that the stand-in's token opens."""
PASSWORD = "correct horse battery staple"


@dataclass
class World:
    """A workspace. `ids` names one row of each kind, `mark` stands in every text of it.

    `former` was a member and is no longer.
    """

    org: str
    mark: str
    owner: Person
    agent: Person
    former: Person
    key: str
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def secrets(self) -> set[str]:
        """What nobody outside may ever read."""
        return {self.mark, self.org, self.key, *self.ids.values()}


def a_world() -> World:
    mark = _word()
    email = f"{mark}@example.com"
    business = NewBusiness(
        business=f"Shop {mark}",
        name=f"Owner {mark}",
        email=email,
        phone="+923001234567",
        password_hash=hash_password(PASSWORD),
        language="en",
    )
    owner, workspace = sign_up(business)
    access = of(owner.id, workspace.id)
    agent, former = person("agent", mark), person("former", mark)
    invited = invite(access, Role.AGENT, f"invited-{mark}@example.com").invitation
    with scope(workspace.id):
        Member.objects.create(person=former, role=Role.OWNER, active=False)
        seat = Member.objects.create(person=agent, role=Role.AGENT)
        Member.objects.create(person=person("partner", mark), role=Role.OWNER)
        key, token = create_api_key(member_id=access.member_id, name=f"Key {mark}")
    world = World(org_id(workspace.id), mark, owner, agent, former, token)
    world.ids = {"member": str(seat.id), "api_key": str(key.id), **_inbox(access, mark)}
    world.ids["workspace_name"] = workspace.name
    world.ids["invitation"] = str(invited.id)
    world.ids["media"] = _upload(world)
    world.ids["policy_notice"] = str(_told_of_a_policy(owner))
    world.ids["invoice"] = str(_invoiced(workspace.id))
    world.ids["transfer"] = str(_transferred(workspace.id, mark))
    world.ids["step_in"] = str(_looked_into(workspace.id, mark))
    return world


def _invoiced(workspace_id: UUID) -> UUID:
    """An invoice that waits to be paid."""
    with scope(workspace_id):
        made: Invoice = Invoice.objects.create(
            transaction_id=f"txn_{uuid7().hex[:26]}",
            state="past_due",
            currency="USD",
            total=3100,
            occurred_at=now(),
        )
    return made.id


def _transferred(workspace_id: UUID, mark: str) -> UUID:
    """A bank transfer that waits for the operator."""
    with scope(workspace_id):
        made: Transfer = Transfer.objects.create(
            reference=f"CS-{mark}",
            plan=Plan.GROWTH,
            interval=Interval.MONTH,
            rupees=8500,
            state=TransferState.RECEIVED,
        )
        keep_receipt(made.id, a_photo(), "image/jpeg")
    return made.id


def _looked_into(workspace_id: UUID, mark: str) -> UUID:
    """An operator looks in."""
    operator = person("operator", mark)
    Person.objects.filter(id=operator.id).update(is_operator=True)
    return step_in(workspace_id, reason=f"Reason {mark}", operator=operator).id


def _told_of_a_policy(owner: Person) -> UUID:
    """The terms changed, and the owner was told."""
    facts = {"policy": "terms", "asks_again": False, "reason": "", "made_at": now()}
    return PolicyNotice.objects.create(
        version=PolicyVersion.objects.create(**facts), person_id=owner.id
    ).id


def person(kind: str, mark: str) -> Person:
    return Person.objects.create(
        login=f"{kind}-{mark}", name=f"{kind} {mark}", password=hash_password(PASSWORD)
    )


def _inbox(access: Access, mark: str) -> dict[str, str]:
    number = a_number(
        access,
        verified_name=f"Number {mark}",
        waba_id=ACCOUNT,
        phone_number_id=_known_to_meta(mark),
    )
    contact = a_contact(access, profile_name=f"Customer {mark}")
    conversation = a_conversation(access, f"Salam {mark}", number=number, contact=contact)
    message = a_message(access, conversation.id, f"Is my order {mark} on its way?")
    with scope(access.workspace_id):
        number.token = seal_token(TOKEN, access.workspace_id, number.id)
        number.save()
        parked = Parked.objects.create(number_id=number.id, kind=mark, reason=mark, raw=b"{}")
        note = Note.objects.create(
            conversation=conversation, author_id=access.member_id, text=f"Note {mark}"
        )
        tag = Tag.objects.create(name=f"Tag {mark}", colour="grey")
        ConversationTag.objects.create(conversation=conversation, tag=tag)
        reply = QuickReply.objects.create(name=f"Hours {mark}", text=mark)
        view = SavedView.objects.create(name=f"View {mark}", queue="all", status="open", tag=tag)
        export = Export.objects.create(
            contact_id=contact.id,
            asked_by_id=access.member_id,
            state=ExportState.READY,
            stored_as=keep(mark.encode()),
        )
        whole = WholeExport.objects.create(
            asked_by_id=access.member_id,
            state=WholeState.READY,
            stored_as=keep(mark.encode()),
        )
        Draft.objects.create(conversation=conversation, member_id=access.member_id, text=mark)
    return {
        "number": str(number.id),
        "meta_app": str(_own_app(access, mark)),
        "contact": str(contact.id),
        "conversation": str(conversation.id),
        "message": str(message.id),
        "note": str(note.id),
        "export": str(export.id),
        "whole_export": str(whole.id),
        "tag": str(tag.id),
        "quick_reply": str(reply.id),
        "view": str(view.id),
        "wamid": str(message.wamid),
        "parked": str(parked.id),
        "words": mark,
    }


def _known_to_meta(mark: str) -> str:
    """A number that the stand-in has too, so that questions about it are answered."""
    phone_number_id = str(uuid4().int)[:15]
    number = {
        "phone_number_id": phone_number_id,
        "waba_id": ACCOUNT,
        "display_phone_number": "+92 21 35870000",
        "verified_name": f"Number {mark}",
        "token": TOKEN,
        "app_id": "111",
    }
    Sandbox(settings.GRAPH_URL).control("numbers", number)
    return phone_number_id


def _own_app(access: Access, mark: str) -> UUID:
    """An app of the workspace's own; the stand-in knows its secret."""
    app_id = str(uuid4().int)[:15]
    wanted = MetaAppIn(app_id=app_id, secret=f"secret-{mark}")
    app = {"app_id": app_id, "secret": wanted.secret, "verify_token": "-" * 8, "trusting": True}
    Sandbox(settings.GRAPH_URL).control("apps", app)
    return enter_app(access.workspace_id, wanted)


def strangers() -> tuple[str, dict[str, str]]:
    """A workspace and ids that do not exist, in the shape of those that do."""
    kinds = (
        "member",
        "invitation",
        "api_key",
        "number",
        "contact",
        "conversation",
        "message",
        "note",
        "tag",
        "quick_reply",
        "view",
        "media",
        "parked",
        "meta_app",
        "step_in",
        "policy_notice",
        "export",
        "whole_export",
        "invoice",
        "transfer",
    )
    ids = {kind: str(uuid7()) for kind in kinds}
    return org_id(uuid4()), {
        **ids,
        "wamid": f"wamid.{uuid4().hex}",
        "words": _word(),
        "workspace_name": _word(),
    }


def _upload(world: World) -> str:
    photo = SimpleUploadedFile(f"{world.mark}.jpg", a_photo(), "image/jpeg")
    program = Client(headers={"Authorization": f"Bearer {world.key}"})
    answer = program.post("/api/v1/media", {"file": photo})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def a_photo() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "JPEG")
    return held.getvalue()


def _word() -> str:
    """Letters only: nothing that a search would take for a phone number."""
    return "".join(random.choices(string.ascii_lowercase, k=12))
