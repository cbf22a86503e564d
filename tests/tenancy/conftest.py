"""Meta's side for the operations that ask it: the sandbox, a process of its own."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The stand-in's address; it knows the number and the app that the API's example connects."""
    from chatsync.channels.tests.stand_in import sandbox  # noqa: PLC0415  settings are complete
    from chatsync.config.api_examples import EXAMPLES  # noqa: PLC0415  as above
    from tests.tenancy.operations import spelled_out  # noqa: PLC0415  as above

    entered = spelled_out(EXAMPLES["enter"]["request"])
    asked = spelled_out(EXAMPLES["connect"]["request"])
    app = asked["app"] | {"verify": False}
    number = {key: asked[key] for key in ("phone_number_id", "waba_id", "token")} | {
        "display_phone_number": "+92 300 0555109",
        "verified_name": "Example",
        "app_id": app["app_id"],
    }
    with sandbox(tmp_path_factory.mktemp("sandbox")) as stand_in:
        stand_in.control("apps", app)
        if entered["app_id"] != app["app_id"]:
            stand_in.control("apps", {"verify_token": "-" * 8} | entered | {"trusting": True})
        stand_in.control("numbers", number)
        yield stand_in.url


@pytest.fixture(autouse=True)
def _asked(graph: str, settings: Any) -> None:
    settings.GRAPH_URL = graph
