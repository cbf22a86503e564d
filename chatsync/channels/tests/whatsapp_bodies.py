"""All our own webhook bodies by name, and the real ones if the folder of them is named."""

import json
import os
from pathlib import Path

from chatsync.channels.tests.whatsapp_builders import Json, inbound, reported
from chatsync.channels.tests.whatsapp_fields import ACCOUNT, ECHOES, SINGLES
from chatsync.channels.tests.whatsapp_messages import MESSAGES
from chatsync.channels.tests.whatsapp_statuses import STATUSES

FOLDER_VARIABLE = "CHATSYNC_TEST_PAYLOADS"

OWN: dict[str, Json] = {
    **{f"message: {name}": inbound(item) for name, (item, _) in MESSAGES.items()},
    **{f"status: {name}": reported(item) for name, (item, _) in STATUSES.items()},
    **{f"field: {name}": body for name, (body, _) in ACCOUNT.items()},
    **{f"echo: {name}": body for name, (body, _) in ECHOES.items()},
    **SINGLES,
}


def real_items() -> list[Json]:
    """The index of real bodies, each with its `body` read; empty where no folder is named."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return []
    home = Path(folder) / "whatsapp"
    items: list[Json] = json.loads((home / "index.json").read_bytes())["items"]
    return [{**item, "body": (home / item["file"]).read_bytes()} for item in items]


REAL = real_items()
EVERY = [*OWN.values(), *(json.loads(item["body"]) for item in REAL)]
