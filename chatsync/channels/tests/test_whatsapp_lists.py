from chatsync.channels.tests.whatsapp_graph import TOKEN, GraphServer, graph_of, serving
from chatsync.channels.whatsapp import client
from chatsync.channels.whatsapp.answers import Refused, TemplateFound


def template(name: str) -> dict[str, str]:
    return {"id": f"id-{name}", "name": name, "language": "en-US", "status": "APPROVED"}


def page(*items: object, after: str | None = None) -> dict[str, object]:
    paging = {"cursors": {"after": after}, "next": "https://graph.test/next"} if after else {}
    return {"data": list(items), "paging": paging}


async def names(server: GraphServer) -> list[str]:
    async with graph_of(server) as graph:
        found = await client.list_templates(graph, TOKEN, "900")
    assert isinstance(found, list)
    return [item.name for item in found]


async def test_templates_are_read_page_by_page() -> None:
    async with serving() as server:
        server.says(page(template("a"), after="CUR1"))
        server.says(page(template("b")))
        assert await names(server) == ["a", "b"]
        assert [request.query.get("after") for request in server.requests] == [None, "CUR1"]


async def test_a_stale_cursor_starts_the_list_again() -> None:
    async with serving() as server:
        server.says(page(template("a"), after="STALE"))
        server.fails(131059)
        server.says(page(template("a"), template("b")))
        assert await names(server) == ["a", "b"]
        assert [request.query.get("after") for request in server.requests] == [None, "STALE", None]


async def test_a_cursor_that_stays_stale_ends_in_a_refusal() -> None:
    async with serving() as server, graph_of(server) as graph:
        for _ in range(2):
            server.says(page(template("a"), after="STALE"))
            server.fails(131059)
        refused = await client.list_templates(graph, TOKEN, "900")
        assert isinstance(refused, Refused)
        assert (refused.code, len(server.requests)) == (131059, 4)


async def test_one_odd_template_costs_only_itself() -> None:
    async with serving() as server, graph_of(server) as graph:
        server.says(page(7, {"name": "without id"}, template("good"), {"id": []}))
        found = await client.list_templates(graph, TOKEN, "900")
        assert isinstance(found, list)
        (only,) = found
        assert isinstance(only, TemplateFound)
        assert (only.name, only.language, only.status) == ("good", "en_US", "APPROVED")


async def test_a_number_is_looked_for_on_every_page_of_its_account() -> None:
    async with serving() as server, graph_of(server) as graph:
        server.says(page({"id": "1"}, after="CUR1"))
        server.says(page({"id": 2}))
        assert await client.check_waba(graph, TOKEN, "900", "2") is True
        server.says(page({"id": "1"}))
        assert await client.check_waba(graph, TOKEN, "900", "3") is False
