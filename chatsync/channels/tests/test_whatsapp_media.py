import base64
import hashlib
import io
from collections.abc import AsyncIterator

import pytest

from chatsync.channels.tests.whatsapp_graph import TOKEN, GraphServer, graph_of, serving
from chatsync.channels.whatsapp import client
from chatsync.channels.whatsapp.answers import Downloaded, MediaLink, NotDownloaded, Refused
from chatsync.channels.whatsapp.client import Graph, download_media
from chatsync.channels.whatsapp.digests import same_sha256

PICTURE = b"\x89PNG picture" * 10_000
DIGEST = hashlib.sha256(PICTURE)


@pytest.fixture
async def server() -> AsyncIterator[GraphServer]:
    async with serving() as server:
        yield server


@pytest.fixture
async def graph(server: GraphServer) -> AsyncIterator[Graph]:
    async with graph_of(server) as graph:
        yield graph


def link(server: GraphServer, sha256: str | None = None) -> MediaLink:
    address = f"http://127.0.0.1:{server.port}/media?sig=a%2Fb+c"
    return MediaLink(address, "image/png", sha256)


async def test_a_link_is_asked_for_by_media_id(server: GraphServer, graph: Graph) -> None:
    found = {"url": "https://lookaside.fbsbx.com/x", "file_size": "120", "sha256": "ab"}
    server.says(found)
    media = await client.media_url(graph, TOKEN, "777", "100200")
    assert media == MediaLink("https://lookaside.fbsbx.com/x", None, "ab", 120)
    assert server.requests[0].query["phone_number_id"] == "100200"
    server.fails(100)
    assert isinstance(await client.media_url(graph, TOKEN, "777"), Refused)


@pytest.mark.parametrize("name", [DIGEST.hexdigest(), base64.b64encode(DIGEST.digest()).decode()])
async def test_a_file_is_streamed_and_compared_in_either_spelling(
    server: GraphServer, graph: Graph, name: str
) -> None:
    server.says(PICTURE)
    sink = io.BytesIO()
    done = await download_media(graph, TOKEN, link(server, name), sink, len(PICTURE))
    assert done == Downloaded(len(PICTURE), DIGEST.hexdigest(), "image/png", sha256_matches=True)
    assert sink.getvalue() == PICTURE
    assert server.requests[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert server.requests[0].raw_path == "/media?sig=a%2Fb+c"


async def test_another_file_than_announced_is_noticed(server: GraphServer, graph: Graph) -> None:
    server.says(PICTURE + b"!")
    done = await download_media(graph, TOKEN, link(server, DIGEST.hexdigest()), io.BytesIO(), 10**6)
    assert isinstance(done, Downloaded)
    assert done.sha256_matches is False


async def test_a_file_beyond_the_limit_is_given_up(server: GraphServer, graph: Graph) -> None:
    server.says(PICTURE)
    sink = io.BytesIO()
    answer = await download_media(graph, TOKEN, link(server), sink, 70_000)
    assert answer == NotDownloaded("too_large", 200)
    assert len(sink.getvalue()) <= 70_000


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "gone"), (410, "gone"), (401, "refused"), (403, "refused"), (429, "busy"),
     (500, "busy"), (302, "refused")],
)  # fmt: skip
async def test_a_failed_download_says_why(
    server: GraphServer, graph: Graph, status: int, reason: str
) -> None:
    server.says(b"no", status)
    answer = await download_media(graph, TOKEN, link(server), io.BytesIO(), 100)
    assert isinstance(answer, NotDownloaded)
    assert (answer.reason, answer.http_status) == (reason, status)


async def test_a_torn_download_is_broken(server: GraphServer, graph: Graph) -> None:
    server.hangs_up(after=b"half")
    answer = await download_media(graph, TOKEN, link(server), io.BytesIO(), 10_000)
    assert answer == NotDownloaded("broken")


async def test_the_token_goes_to_no_other_host(server: GraphServer, graph: Graph) -> None:
    async with serving() as other:
        server.sends_to(f"http://127.0.0.1:{other.port}/stolen")
        await download_media(graph, TOKEN, link(server), io.BytesIO(), 100)
        answer = await download_media(graph, TOKEN, link(other), io.BytesIO(), 100)
        assert answer == NotDownloaded("untrusted_host")
        assert other.requests == []


@pytest.mark.parametrize(
    "address",
    ["https://evil.test/x", "http://lookaside.fbsbx.com/x", "https://lookaside.fbsbx.com.evil.test",
     "https://evillookaside.fbsbx.com/", "https://lookaside.fbsbx.com:8443/x", "//x", "",
     "https://lookaside.fbsbx.com@evil.test/x", "https://me:pw@lookaside.fbsbx.com/x",
     "https://evil.test\\@lookaside.fbsbx.com/", "file:///etc/passwd", "https://169.254.169.254/",
     "https://[::1/", "http://localhost:99999/", "lookaside.fbsbx.com/x"],
)  # fmt: skip
async def test_an_address_of_no_trusted_host_is_never_asked(graph: Graph, address: str) -> None:
    answer = await download_media(graph, TOKEN, MediaLink(address), io.BytesIO(), 100)
    assert answer == NotDownloaded("untrusted_host")


async def test_a_file_that_cannot_be_written_raises_its_own_error(
    server: GraphServer, graph: Graph
) -> None:
    server.says(PICTURE)
    sink = io.BytesIO()
    sink.close()
    with pytest.raises(ValueError, match="closed file"):
        await download_media(graph, TOKEN, link(server), sink, 10**6)


def test_a_name_that_is_no_digest_proves_nothing() -> None:
    named = [None, "", "xyz", "a1b2c3d4e5f6...", "z" * 64, base64.b64encode(b"short").decode()]
    assert [same_sha256(name, DIGEST.digest()) for name in named] == [None] * 6
