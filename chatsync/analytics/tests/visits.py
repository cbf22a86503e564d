"""Visitors of landing pages who go as far as they want."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import UUID

from chatsync.analytics.actions.funnel import Step, write_landing_views
from chatsync.analytics.models import Funnel
from chatsync.analytics.tests.traffic import Guest
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.site.tests.stand import FORM, ORIGIN, code_in, last_mail
from chatsync.workspaces.access import access_of_person
from chatsync.workspaces.models import Member

_LINK = re.compile(r'href="(/signup\?via=[^"]+)"')
_VIA = re.compile(r'name="via" value="([^"]+)"')
_NEXT = re.compile(r'name="next" value="([^"]+)"')


@dataclass
class Visit:
    """One visitor's way; each step begins where the one before ended."""

    address: str = "bilal@example.com"
    guest: Guest = field(default_factory=Guest)
    here: str = ""
    onward: str = ""
    link: str = ""
    via: str = ""
    workspace_id: UUID | None = None

    def view(self, path: str, **headers: str) -> str:
        """Open a landing page; the variant that was drawn."""
        answer: Any = self.guest.come(path, **headers)
        page = answer.content.decode()
        self.here = path
        found = _LINK.search(page)
        self.link = found[1].replace("&amp;", "&") if found else "/signup"
        self.onward = unescape(_NEXT.findall(page)[0])
        return "b" if "Variant B" in page else "a"

    def answer(self, **headers: str) -> str:
        """Use a form of the landing page, which leads back to it; the variant that is shown."""
        return self.view(self.onward, Referer=f"{ORIGIN}{self.here}", **headers)

    def call(self, **headers: str) -> str:
        """Press the button, which shows the form."""
        page = self.guest.come(self.link, **headers).content.decode()
        found = _VIA.search(page)
        self.via = found[1] if found else ""
        return str(page)

    def submit(self, **headers: str) -> Any:
        fields = {**FORM, "email": self.address, "via": self.via}
        return self.guest.fill("/signup", fields, **headers)

    def verify(self, **headers: str) -> None:
        code = code_in(last_mail(self.address))
        answer = self.guest.fill("/signup/code", {"code": code}, **headers)
        self.workspace_id = workspace_uuid(answer["Location"].split("/")[2])

    def receive(self) -> None:
        """A customer writes to the new workspace."""
        assert self.workspace_id
        with scope(self.workspace_id):
            person_id = Member.objects.get().person_id
        access = access_of_person(person_id, self.workspace_id)
        assert access
        a_conversation(access, "Salam")

    def go(self, path: str, last: Step, **headers: str) -> str:
        """As far as `last`; the variant that was drawn."""
        variant = self.view(path, **headers)
        deeds: dict[Step, Callable[..., Any]] = {
            Step.SHOWN: self.call,
            Step.SUBMITTED: self.submit,
            Step.VERIFIED: self.verify,
            Step.MESSAGED: lambda **_headers: self.receive(),
        }
        for step, deed in deeds.items():
            if list(Step).index(step) <= list(Step).index(last):
                deed(**headers)
        return variant


def steps(**of: str) -> tuple[int, ...]:
    """viewed, called, shown, submitted, verified, messaged: summed over what is counted."""
    write_landing_views()
    rows = list(Funnel.objects.filter(**of))
    return tuple(sum(getattr(row, step) for row in rows) for step in Step)
