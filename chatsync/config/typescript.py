"""From JSON Schema to TypeScript, for the shapes that our own models make."""

import json
import re
from typing import Any

Json = dict[str, Any]
_PLAIN = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


class CannotSay(Exception):  # noqa: N818  it is a limit of this module
    """A schema of a kind that none of our models made until now: teach this module first."""


def type_of(schema: Json, indent: str = "") -> str:
    """The TypeScript type of a schema. References become members of `Schemas`."""
    if "$ref" in schema:
        return f'Schemas["{schema["$ref"].rpartition("/")[2]}"]'
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " | ".join(dict.fromkeys(type_of(each, indent) for each in schema[key]))
    if len(schema.get("allOf", ())) == 1:
        return type_of(schema["allOf"][0], indent)
    return _by_kind(schema, indent)


def _by_kind(schema: Json, indent: str) -> str:
    kind = schema.get("type")
    if kind == "array":
        item = type_of(schema.get("items", {}), indent)
        return f"({item})[]" if " | " in item else f"{item}[]"
    if kind == "object":
        return object_of(schema, indent)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is None:
        return "unknown"
    raise CannotSay(json.dumps(schema))


def object_of(schema: Json, indent: str = "") -> str:
    """The body of an object type; fields that have a default in a request are optional."""
    if "properties" not in schema:
        values = schema.get("additionalProperties", True)
        inner = type_of(values, indent) if isinstance(values, dict) else "unknown"
        return f"Record<string, {inner}>"
    required = set(schema.get("required", ()))
    deeper = f"{indent}  "
    lines = [
        f"{deeper}{_key(name)}{'' if name in required else '?'}: {type_of(value, deeper)};"
        for name, value in schema["properties"].items()
    ]
    return "\n".join(("{", *lines, indent + "}"))


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name)
