import io
import json
import socket
from collections.abc import AsyncIterator

import pytest

from chatsync.channels.tests.whatsapp_graph import TOKEN, GraphServer, graph_of, serving
from chatsync.channels.whatsapp import client
from chatsync.channels.whatsapp.answers import (
    Accepted,
    Done,
    NotSent,
    NumberFound,
    Refused,
    Unanswered,
    Uploaded,
)
from chatsync.channels.whatsapp.client import Graph, open_graph, send_message
from chatsync.channels.whatsapp.outgoing import Frame, Recipient, text_body

BODY = text_body(Frame(Recipient(phone="923001234567"), callback_data="attempt-1"), "سلام")


@pytest.fixture
async def server() -> AsyncIterator[GraphServer]:
    async with serving() as server:
        yield server


@pytest.fixture
async def graph(server: GraphServer) -> AsyncIterator[Graph]:
    async with graph_of(server) as graph:
        yield graph


async def test_a_send_carries_token_version_and_body(server: GraphServer, graph: Graph) -> None:
    server.says({"contacts": [{"wa_id": "923001234567"}], "messages": [{"id": "wamid.1"}]})
    sent = await send_message(graph, TOKEN, "100200", BODY)
    assert sent == Accepted("wamid.1", wa_id="923001234567")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v25.0/100200/messages")
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert json.loads(server.bodies[0]) == BODY


async def test_an_alias_a_user_id_and_a_hold_are_reported(
    server: GraphServer, graph: Graph
) -> None:
    message = {"id": "wamid.1", "message_status": "held_for_quality_assessment"}
    server.says({"contacts": [{"user_id": "PK.42"}], "messages": [message]})
    sent = await send_message(graph, TOKEN, "1", BODY)
    assert sent == Accepted("wamid.1", bsuid="PK.42", held="held_for_quality_assessment")
    server.says({"messages": [{"id": "wamid.2", "message_status": "accepted"}]})
    assert await send_message(graph, TOKEN, "1", BODY) == Accepted("wamid.2")


async def test_a_refusal_keeps_what_meta_says(server: GraphServer, graph: Graph) -> None:
    server.fails(131047, error_subcode=2494, error_data={"details": "24 hours have passed"})
    refused = await send_message(graph, TOKEN, "1", BODY)
    assert refused == Refused(
        131047, "permanent", 400, 2494, "(#131047) no", "24 hours have passed", "Trace1"
    )
    server.fails(100, error_data="plain words", error_user_title="Bad value")
    plain = await send_message(graph, TOKEN, "1", BODY)
    assert isinstance(plain, Refused)
    assert (plain.details, plain.title) == ("plain words", "Bad value")


@pytest.mark.parametrize(
    ("code", "status", "retry"),
    [(130429, 400, "retry"), (131056, 400, "retry"), (80007, 429, "retry"), (4, 500, "retry"),
     (131049, 400, "wait"), (190, 401, "permanent"), (424242, 400, "permanent")],
)  # fmt: skip
async def test_a_refusal_says_whether_to_repeat(
    server: GraphServer, graph: Graph, code: int, status: int, retry: str
) -> None:
    server.fails(code, status)
    refused = await send_message(graph, TOKEN, "1", BODY)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.retry) == (code, retry)


@pytest.mark.parametrize("code", [1, 2, 131000, 131016])
async def test_trouble_at_meta_may_have_sent_it(
    server: GraphServer, graph: Graph, code: int
) -> None:
    server.fails(code, 400, is_transient=True)
    unsure = await send_message(graph, TOKEN, "1", BODY)
    assert isinstance(unsure, Unanswered)
    assert (unsure.code, unsure.fbtrace_id) == (code, "Trace1")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_error_without_words_may_have_sent_it(
    server: GraphServer, graph: Graph, status: int
) -> None:
    server.says(b"<html>upstream</html>", status)
    assert await send_message(graph, TOKEN, "1", BODY) == Unanswered(
        f"HTTP {status}", http_status=status
    )


async def test_too_many_requests_without_words_is_repeated(
    server: GraphServer, graph: Graph
) -> None:
    server.says(b"", 429)
    assert await send_message(graph, TOKEN, "1", BODY) == Refused(None, "retry", 429)


async def test_silence_after_the_request_may_have_sent_it(server: GraphServer) -> None:
    server.hangs()
    async with graph_of(server, patience=0.3) as graph:
        assert await send_message(graph, TOKEN, "1", BODY) == Unanswered("no answer in time")
    assert len(server.requests) == 1


@pytest.mark.parametrize("after", [b"", b'{"messages":'])
async def test_a_lost_connection_may_have_sent_it(
    server: GraphServer, graph: Graph, after: bytes
) -> None:
    server.hangs_up(after)
    assert isinstance(await send_message(graph, TOKEN, "1", BODY), Unanswered)
    assert len(server.requests) == 1


async def test_a_refused_connection_sent_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        async with open_graph(f"http://127.0.0.1:{closed.getsockname()[1]}", "v25.0") as graph:
            answer = await send_message(graph, TOKEN, "1", BODY)
    assert isinstance(answer, NotSent)
    assert TOKEN not in repr(answer)


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"{}", b'{"messages":[]}', b"\xff"])
async def test_success_without_a_message_id_may_have_sent_it(
    server: GraphServer, graph: Graph, body: bytes
) -> None:
    server.says(body)
    assert isinstance(await send_message(graph, TOKEN, "1", BODY), Unanswered)


async def test_an_endless_answer_is_cut_off(server: GraphServer, graph: Graph) -> None:
    server.says(b" " * (client.ANSWER_MAX + 1))
    assert await send_message(graph, TOKEN, "1", BODY) == Unanswered(
        "the answer is too long", http_status=200
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_the_token_never_follows_a_redirect(
    server: GraphServer, graph: Graph, status: int
) -> None:
    async with serving() as other:
        server.sends_to(f"http://127.0.0.1:{other.port}/v25.0/1/messages", status)
        assert isinstance(await send_message(graph, TOKEN, "1", BODY), Refused)
        server.sends_to(f"http://127.0.0.1:{other.port}/", status)
        assert isinstance(await client.check_number(graph, TOKEN, "1"), Refused)
        assert other.requests == []


@pytest.mark.parametrize("token", ["", "EAA\n", "EAA\r\nX-Evil: 1", "EAA B", "توکن"])
async def test_a_pasted_token_that_is_none_is_refused_here(
    server: GraphServer, graph: Graph, token: str
) -> None:
    refused = await send_message(graph, token, "1", BODY)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.http_status, server.requests) == (190, 0, [])


@pytest.mark.parametrize("number", ["", "..", "1/../2", "1?x=y", "1#", "1%2f2"])
async def test_an_id_that_is_no_id_is_refused_here(
    server: GraphServer, graph: Graph, number: str
) -> None:
    refused = await send_message(graph, TOKEN, number, BODY)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.http_status, server.requests) == (100, 0, [])


async def test_a_number_is_found_with_its_state(server: GraphServer, graph: Graph) -> None:
    server.says({"id": "1", "display_phone_number": "+92 21 1", "status": "CONNECTED"})
    found = await client.check_number(graph, TOKEN, "1")
    assert isinstance(found, NumberFound)
    assert (found.display_phone_number, found.status) == ("+92 21 1", "CONNECTED")
    assert "health_status" in server.requests[0].query["fields"]
    server.fails(190, 401)
    assert isinstance(await client.check_number(graph, TOKEN, "1"), Refused)


async def test_an_app_is_subscribed_and_listed(server: GraphServer, graph: Graph) -> None:
    server.says({"success": True})
    assert await client.subscribe_app(graph, TOKEN, "900") == Done()
    assert (server.requests[0].method, server.requests[0].path) == (
        "POST",
        "/v25.0/900/subscribed_apps",
    )
    server.says({"data": [{"whatsapp_business_api_data": {"id": "55", "name": "Ours"}}]})
    apps = await client.subscribed_apps(graph, TOKEN, "900")
    assert isinstance(apps, list)
    assert [(app.app_id, app.name) for app in apps] == [("55", "Ours")]


async def test_a_read_mark_names_the_message(server: GraphServer, graph: Graph) -> None:
    server.says({"success": True})
    assert await client.mark_read(graph, TOKEN, "1", "wamid.9", typing=True) == Done()
    assert json.loads(server.bodies[0])["message_id"] == "wamid.9"


async def test_a_file_is_uploaded_with_its_type(server: GraphServer, graph: Graph) -> None:
    server.says({"id": "777"})
    file = io.BytesIO(b"\xff\xd8\xff picture")
    uploaded = await client.upload_media(graph, TOKEN, "1", file, ("رسید.jpg", "image/jpeg"))
    assert uploaded == Uploaded("777")
    assert b"Content-Type: image/jpeg" in server.bodies[0]
    assert b"\xff\xd8\xff picture" in server.bodies[0]
