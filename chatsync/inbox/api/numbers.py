"""The door to try a number. It stands here since a test message is a message of the inbox."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chatsync.channels.schemas import TestMessageIn, TestMessageOut
from chatsync.inbox.actions.try_number import send_test_message
from chatsync.kit.problem import answer
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["channels"])


@router.post(
    "/numbers/{number_id}/test-message",
    auth=needs(Can.MANAGE_CHANNELS),
    response={202: TestMessageOut},
)
def try_number(request: HttpRequest, number_id: UUID, body: TestMessageIn) -> HttpResponse:
    """Send Meta's `hello_world` template to a phone, to see that the number works."""
    sent = send_test_message(access_of(request), number_id, body.to)
    return answer(TestMessageOut(message_id=sent.id, conversation_id=sent.conversation_id), 202)
