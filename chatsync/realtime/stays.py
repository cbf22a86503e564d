"""The memory of who is where, as all processes announced it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from chatsync.realtime.pushes import Announced

TYPING_S = 6.0
"""How long one sign of typing counts; a page that types on says so every 3 s."""
FORGOTTEN_S = 50.0
"""A page announced no more for so long went with its process: two announcements are missing."""

Doing = Literal["viewing", "typing", "gone"]
At = tuple[UUID, UUID, UUID, str]
"""Workspace, conversation, member, and the member's name."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One page of a member at a conversation. Times are monotonic."""

    conversation_id: UUID
    member_id: UUID
    name: str
    typing_until: float
    until: float


class Stays:
    """The stays of all pages of all processes, by workspace and page."""

    def __init__(self) -> None:
        self._by_workspace: dict[UUID, dict[UUID, Stay]] = {}

    def of(self, workspace_id: UUID) -> list[Stay]:
        return list(self._by_workspace.get(workspace_id, {}).values())

    def doing(
        self, workspace_id: UUID, conversation_id: UUID, member_id: UUID, moment: float
    ) -> Doing:
        """What a member does at a conversation with all their pages together."""
        stays = [
            stay
            for stay in self._by_workspace.get(workspace_id, {}).values()
            if stay.conversation_id == conversation_id and stay.member_id == member_id
        ]
        if not stays:
            return "gone"
        return "typing" if any(stay.typing_until > moment for stay in stays) else "viewing"

    def note(self, said: Announced, moment: float) -> Iterator[At]:
        """Take in what a page announces; yields what is news to others."""
        pages = self._by_workspace.setdefault(said.workspace_id, {})
        before = pages.pop(said.page_id, None) if said.page_id else None
        if said.page_id and said.conversation_id and said.member_id:
            pages[said.page_id] = Stay(
                said.conversation_id,
                said.member_id,
                said.name,
                moment + TYPING_S if said.typing else 0.0,
                moment + FORGOTTEN_S,
            )
            stayed = before is not None and before.conversation_id == said.conversation_id
            was_typing = before is not None and before.typing_until > moment
            if not stayed or said.typing or was_typing:
                yield said.workspace_id, said.conversation_id, said.member_id, said.name
        if before and before.conversation_id != said.conversation_id:
            yield said.workspace_id, before.conversation_id, before.member_id, before.name
        if not pages:
            del self._by_workspace[said.workspace_id]

    def forget(self, moment: float) -> Iterator[At]:
        """Drop what was not announced again in time; yields what others should hear of."""
        for workspace_id, pages in list(self._by_workspace.items()):
            for page_id, stay in list(pages.items()):
                if stay.until <= moment:
                    del pages[page_id]
                    yield workspace_id, stay.conversation_id, stay.member_id, stay.name
            if not pages:
                del self._by_workspace[workspace_id]
