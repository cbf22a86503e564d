"""Two full workspaces, each with one of everything that an address can name."""

import random
import string
from dataclasses import dataclass, field
from uuid import uuid4

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.channels.models import Media, MediaState, Parked
from chatsync.inbox.models import Draft
from chatsync.inbox.tests.make import a_contact, a_conversation, a_message, a_number
from chatsync.kit.ids import org_id, uuid7
from chatsync.kit.tenancy import scope
from chatsync.site.actions import NewBusiness, sign_up
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions import create_api_key
from chatsync.workspaces.models import Member, Role
from chatsync.workspaces.tests.make import of

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
    agent, former = _person("agent", mark), _person("former", mark)
    with scope(workspace.id):
        Member.objects.create(person=former, role=Role.OWNER, active=False)
        seat = Member.objects.create(person=agent, role=Role.AGENT)
        key, token = create_api_key(member_id=access.member_id, name=f"Key {mark}")
    world = World(org_id(workspace.id), mark, owner, agent, former, token)
    world.ids = {"member": str(seat.id), "api_key": str(key.id), **_inbox(access, mark)}
    return world


def _person(kind: str, mark: str) -> Person:
    return Person.objects.create(
        login=f"{kind}-{mark}", name=f"{kind} {mark}", password=hash_password(PASSWORD)
    )


def _inbox(access: Access, mark: str) -> dict[str, str]:
    number = a_number(access, verified_name=f"Number {mark}")
    contact = a_contact(access, profile_name=f"Customer {mark}")
    conversation = a_conversation(access, f"Salam {mark}", number=number, contact=contact)
    message = a_message(access, conversation.id, f"Is my order {mark} on its way?")
    with scope(access.workspace_id):
        media = Media.objects.create(
            number_id=number.id,
            provider_id=mark,
            kind="image",
            mime_type="image/jpeg",
            file_name=f"{mark}.jpg",
            state=MediaState.STORED,
        )
        parked = Parked.objects.create(number_id=number.id, kind=mark, reason=mark, raw=b"{}")
        Draft.objects.create(conversation=conversation, member_id=access.member_id, text=mark)
    return {
        "number": str(number.id),
        "contact": str(contact.id),
        "conversation": str(conversation.id),
        "message": str(message.id),
        "wamid": str(message.wamid),
        "media": str(media.id),
        "parked": str(parked.id),
        "words": mark,
    }


def strangers() -> tuple[str, dict[str, str]]:
    """A workspace and ids that do not exist, in the shape of those that do."""
    kinds = ("member", "api_key", "number", "contact", "conversation", "message", "media", "parked")
    ids = {kind: str(uuid7()) for kind in kinds}
    return org_id(uuid4()), {**ids, "wamid": f"wamid.{uuid4().hex}", "words": _word()}


def _word() -> str:
    """Letters only: nothing that a search would take for a phone number."""
    return "".join(random.choices(string.ascii_lowercase, k=12))
