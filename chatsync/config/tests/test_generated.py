"""The dashboard's types are those of the server."""

import json

import pytest

from chatsync.config.generate import ROOT
from chatsync.config.generated import FILES, PUSHES
from chatsync.config.typescript import CannotSay, type_of


@pytest.mark.parametrize("name", list(FILES))
def test_what_is_committed_is_what_the_server_would_write(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FILES[name](), "run: make generate"


def test_every_push_has_a_type_of_its_own() -> None:
    named = [push.model_json_schema()["properties"]["type"]["const"] for push in PUSHES]
    assert len(set(named)) == len(named)
    assert all(push.model_config.get("extra") == "forbid" for push in PUSHES)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "Record<string, number>"),
        ({"$ref": "#/components/schemas/Me"}, 'Schemas["Me"]'),
        ({"type": "object", "properties": {"a-b": {}}, "required": []}, '{\n  "a-b"?: unknown;\n}'),
    ],
)
def test_a_schema_in_typescript(schema: dict[str, object], said: str) -> None:
    assert type_of(schema) == said


def test_a_kind_that_is_not_known_stops_the_writing() -> None:
    with pytest.raises(CannotSay, match=json.dumps("integral")):
        type_of({"type": "integral"})
