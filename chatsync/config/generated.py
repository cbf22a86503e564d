"""The dashboard's types: the API's schemas, and the closed union of what the socket tells.

The same shapes write the same bytes; a test compares them with the files.
"""

import re
from collections.abc import Callable

from pydantic import BaseModel

from chatsync.channels.pushes import NumberChanged
from chatsync.config.doors import document
from chatsync.config.typescript import object_of, type_of
from chatsync.inbox.pushes import (
    ContactChanged,
    ConversationChanged,
    MessageChanged,
    MessageStored,
    NoteChanged,
)
from chatsync.realtime.pushes import (
    Attending,
    ConversationRemoved,
    PresenceChanged,
    Whereabouts,
)
from chatsync.workspaces.pushes import StandingPush

PUSHES: tuple[type[BaseModel], ...] = (
    MessageStored,
    MessageChanged,
    ConversationChanged,
    ConversationRemoved,
    NumberChanged,
    StandingPush,
    ContactChanged,
    NoteChanged,
    PresenceChanged,
)
"""Every kind of push. One that stands here alone, or in a browser alone, does not work."""

_OURS = re.compile(r'Schemas\["(\w+?)Out"\]')


def schemas() -> str:
    """`generated.ts`: the schemas of the API's description."""
    found = document()["components"]["schemas"]
    lines = [
        f"    {name}: {type_of(found[name], '    ').replace('Schemas[', _DEEP)};"
        for name in sorted(found)
    ]
    return "\n".join(
        (
            _NOTE,
            "",
            "export interface components {",
            "  schemas: {",
            *lines,
            "  };",
            "}",
            "",
        )
    )


def pushes() -> str:
    """`pushes.ts`: one interface for each kind, and their union."""
    bodies = [f"export interface {push.__name__} {_body(push)}\n" for push in PUSHES]
    union = "\n".join(f"  | {push.__name__}" for push in PUSHES)
    return "\n".join(
        (
            _NOTE,
            'import type { components } from "./generated.ts";',
            "",
            'type Schemas = components["schemas"];',
            "",
            *bodies,
            f"export type Push =\n{union};\n",
            "/** What a page says over the socket. */",
            f"export interface Whereabouts {_body(Whereabouts)}",
            "",
            "/** The same: whether somebody is at it. */",
            f"export interface Attending {_body(Attending)}",
            "",
        )
    )


_NOTE = "/* generated: `make generate` writes this file from the server's shapes. Do not edit. */"
_DEEP = 'components["schemas"]['

FILES: dict[str, Callable[[], str]] = {
    "dashboard/src/api/generated.ts": schemas,
    "dashboard/src/api/pushes.ts": pushes,
}


def _body(push: type[BaseModel]) -> str:
    """A push's fields; its shapes go by their names in the API's description."""
    schema = push.model_json_schema(mode="serialization")
    schema["required"] = list(schema["properties"])
    return _OURS.sub(r'Schemas["\1"]', object_of(schema))
