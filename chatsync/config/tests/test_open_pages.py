"""What happens to a member's open page when their rights shrink while it is open."""

import pytest

from chatsync.config import wiring
from chatsync.config.tests.running import cut, in_thread, open_page, signed_in, told, web
from chatsync.inbox.actions.assign import assign
from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.make import a_contact, a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.adjust import change_settings
from chatsync.workspaces.actions.members import remove_member
from chatsync.workspaces.queries.team import settings_of
from chatsync.workspaces.schemas import SettingsIn
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


def _shop() -> tuple[Access, Access, str, str]:
    """An owner and an agent with their cookies; agents see everything but numbers."""
    workspace, owner = a_workspace(visibility="all", hide_phones_from_agents=True)
    agent = a_member(workspace)
    return owner, agent, signed_in(owner), signed_in(agent)


def _customer_writes(owner: Access) -> str:
    contact = a_contact(owner)
    a_conversation(owner, "Salam", contact=contact)
    return str(contact.phone)


async def test_a_push_brings_a_number_to_the_owner_and_none_to_the_agent() -> None:
    owner, agent, owners, agents = await in_thread(_shop)
    async with (
        web() as port,
        open_page(port, owner, owners) as seeing,
        open_page(port, agent, agents) as blind,
    ):
        assert (await told(seeing))["type"] == (await told(blind))["type"] == "hello"
        phone = await in_thread(_customer_writes, owner)
        whole, less = await told(seeing), await told(blind)
        assert whole["conversation"]["contact"]["phone"] == phone
        assert less["conversation"]["contact"]["phone"] is None
        assert less["message"]["text"] == "Salam"
        assert phone.lstrip("+") not in str(less)
        assert (whole["seq"], whole["prev"]) == (less["seq"], less["prev"])


def _show_numbers(owner: Access) -> None:
    wanted = settings_of(owner).model_dump() | {"hide_phones_from_agents": False}
    change_settings(owner, SettingsIn.model_validate(wanted))


async def test_an_open_page_starts_afresh_when_numbers_are_shown_again() -> None:
    owner, agent, _owners, agents = await in_thread(_shop)
    async with web() as port, open_page(port, agent, agents) as page:
        await told(page)
        await in_thread(_show_numbers, owner)
        assert (await told(page))["type"] == "reset"
        phone = await in_thread(_customer_writes, owner)
        assert (await told(page))["conversation"]["contact"]["phone"] == phone


def _hand_over(owner: Access, agent: Access) -> Conversation:
    conversation = a_conversation(owner)
    assign(owner, conversation.id, agent.member_id)
    return conversation


def _holder(owner: Access, conversation: Conversation) -> object:
    with scope(owner.workspace_id):
        return Conversation.objects.get(id=conversation.id).assignee_id


async def test_a_member_who_is_removed_loses_socket_and_threads() -> None:
    owner, agent, _owners, agents = await in_thread(_shop)
    conversation = await in_thread(_hand_over, owner, agent)
    async with web() as port, open_page(port, agent, agents) as page:
        await told(page)
        await in_thread(remove_member, owner, agent.member_id)
        assert await cut(page) == 4403
        assert await in_thread(_holder, owner, conversation) is None
