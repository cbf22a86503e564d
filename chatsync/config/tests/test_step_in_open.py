"""An operator's open page while they look into a workspace: what it hears, and how it is cut."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from django.http import HttpRequest, StreamingHttpResponse

from chatsync.accounts.actions import enroll_totp
from chatsync.accounts.models import Person
from chatsync.accounts.operators import remove_operator
from chatsync.config import wiring
from chatsync.config.tests.running import cut, in_thread, open_page, signed_in, told, web
from chatsync.config.tests.test_presence import go_to, presence
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit import streams
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.members import remove_member
from chatsync.workspaces.actions.step_in import end_step_in, step_in, step_out
from chatsync.workspaces.models import StepIn, Workspace
from chatsync.workspaces.streams import cut_with_access
from chatsync.workspaces.tests.make import a_member, a_person, a_workspace, of

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__, "facts are heard: lost rights end what runs"


def _an_operator() -> Person:
    person = a_person("Omar")
    Person.objects.filter(id=person.id).update(is_operator=True)
    enroll_totp(person.id)
    return Person.objects.get(id=person.id)


def _looked_into() -> tuple[Access, Access, str]:
    """The owner, the operator who looks in, and the operator's cookies."""
    _workspace, owner = a_workspace()
    operator = _an_operator()
    step_in(owner.workspace_id, reason="Why.", operator=operator)
    looking = of(operator.id, owner.workspace_id)
    return owner, looking, signed_in(looking)


async def test_who_looks_in_is_told_everything_as_it_happens() -> None:
    owner, looking, cookies = await in_thread(_looked_into)
    async with web() as port, open_page(port, looking, cookies) as page:
        assert (await told(page))["type"] == "hello"
        await in_thread(a_conversation, owner, "Salam")
        frame = await told(page)
        assert (frame["type"], frame["message"]["text"]) == ("message.stored", "Salam")
        assert frame["conversation"]["contact"]["phone"]


def _leave(_owner: Access, looking: Access) -> None:
    step_out(looking.workspace_id, Person.objects.get(id=looking.person_id))


def _send_out(owner: Access, looking: Access) -> None:
    end_step_in(owner, looking.member_id)


def _run_out(_owner: Access, looking: Access) -> None:
    past = now() - timedelta(minutes=61)
    with scope(looking.workspace_id):
        StepIn.objects.update(begun_at=past, ends_at=past + timedelta(minutes=60))


def _lose_rights(_owner: Access, looking: Access) -> None:
    remove_operator(looking.person_id, by=_an_operator())


@pytest.mark.parametrize(
    ("end", "code"), [(_leave, 4403), (_send_out, 4403), (_run_out, 4403), (_lose_rights, 4401)]
)
async def test_its_end_cuts_the_page(end: Callable[[Access, Access], None], code: int) -> None:
    owner, looking, cookies = await in_thread(_looked_into)
    async with web() as port, open_page(port, looking, cookies) as page:
        await told(page)
        await in_thread(end, owner, looking)
        assert await cut(page) == code
        async with open_page(port, looking, cookies) as again:
            assert await cut(again) == code


async def test_pages_of_the_workspace_hear_of_beginning_and_end() -> None:
    _workspace, owner = await in_thread(a_workspace)
    operator, owners = await in_thread(_an_operator), await in_thread(signed_in, owner)
    async with web() as port, open_page(port, owner, owners) as page:
        await told(page)
        await in_thread(step_in, owner.workspace_id, reason="Why.", operator=operator)
        assert (await told(page))["type"] == "standing.changed"
        await in_thread(step_out, owner.workspace_id, operator)
        assert (await told(page))["type"] == "standing.changed"


async def test_who_looks_in_is_nobodys_company() -> None:
    owner, looking, cookies = await in_thread(_looked_into)
    first, second = [await in_thread(a_conversation, owner) for _ in range(2)]
    owners = await in_thread(signed_in, owner)
    async with (
        web() as port,
        open_page(port, owner, owners) as seeing,
        open_page(port, looking, cookies) as page,
    ):
        await told(page)
        await go_to(page, first.id)
        await go_to(seeing, second.id)
        seen = [await presence(seeing)]
        await go_to(seeing, first.id)
        while seen[-1]["conversation_id"] != str(first.id):
            seen.append(await presence(seeing))
        assert {one["member_id"] for one in seen} == {str(owner.member_id)}


def _left(owner: Access, looking: Access, agent: Access) -> None:
    _leave(owner, looking)
    remove_member(owner, agent.member_id)


async def test_a_file_that_runs_is_cut_where_its_reader_may_read_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "LOOK_EVERY_S", -1.0)
    owner, looking, _cookies = await in_thread(_looked_into)
    agent = await in_thread(a_member, Workspace(id=owner.workspace_id))
    files = [_running(one) for one in (looking, agent)]
    assert [await anext(file) for file in files] == [b"a", b"a"]
    await in_thread(_left, owner, looking, agent)
    for file in files:
        with pytest.raises(ConnectionAbortedError):
            await anext(file)
    assert await anext(_running(owner)) == b"a"


def _running(access: Access) -> AsyncIterator[bytes]:
    """A file that somebody reads."""

    async def file() -> AsyncIterator[bytes]:
        for piece in (b"a", b"b", b"c"):
            yield piece

    request = HttpRequest()
    request.auth = access  # type: ignore[attr-defined]  # the guard's answer
    answered = cut_with_access(lambda _request: StreamingHttpResponse(file()))(request)
    pieces: AsyncIterator[bytes] = aiter(answered.streaming_content)
    return pieces
