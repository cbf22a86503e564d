"""The API describes itself, and every door in the description has its guard."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from chatsync.config.doors import api, document
from chatsync.workspaces.guard import ApiKeyBearer, SessionCookie

pytestmark = pytest.mark.usefixtures("db")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_is_openapi_3_1_and_served_to_everybody() -> None:
    said = Client().get("/api/v1/openapi.json")

    assert said.status_code == 200
    assert said.json()["openapi"] == "3.1.0"
    assert said.json() == json.loads(json.dumps(document()))


def test_every_operation_has_its_own_name_and_both_guards() -> None:
    names = [operation["operationId"] for _path, _method, operation in operations()]

    assert len(names) == len(set(names)) > 20
    for _path, _method, operation in operations():
        schemes = {name for entry in operation["security"] for name in entry}
        assert schemes == {"SessionCookie", "ApiKeyBearer"}


def test_every_mounted_door_is_guarded() -> None:
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                kinds = [type(guard) for guard in operation.auth_callbacks]
                assert kinds == [SessionCookie, ApiKeyBearer], operation.path


def test_every_reference_leads_somewhere() -> None:
    schemas = document()["components"]["schemas"]
    text = json.dumps(document())
    for part in text.split('"$ref": "')[1:]:
        assert part.split('"')[0].rpartition("/")[2] in schemas
    assert {"Conversation", "Message", "Me", "Capability", "Draft", "Problem"} <= set(schemas)


def test_a_description_names_the_rights_that_a_door_asks_for() -> None:
    named = {operation["operationId"]: operation for _p, _m, operation in operations()}

    assert named["send"]["x-capabilities"] == ["inbox.reply"]
    assert named["conversations"]["x-capabilities"] == []


def test_examples_have_the_fields_of_their_schemas() -> None:
    schemas = document()["components"]["schemas"]
    for _path, _method, operation in operations():
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                name = content["schema"].get("$ref", "").rpartition("/")[2]
                if "example" in content and name:
                    assert set(content["example"]) == set(schemas[name]["properties"]), name


def test_the_page_needs_no_script() -> None:
    said = Client().get("/api/v1/docs")

    assert said.status_code == 200
    # The guard against undeclared storage is on every page and draws nothing.
    (script,) = re.findall(rb"<script[^>]*>", said.content)
    assert b"/privacy/drift." in script
    assert b"/conversations/{conversation_id}/messages" in said.content
    assert "style-src 'self'" in said.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/", "/api/v1/me/more"])
def test_an_unknown_address_is_a_problem_like_an_unknown_id(path: str) -> None:
    said = Client().get(path)

    assert (said.status_code, said.json()["code"]) == (404, "not_found")


def test_a_wrong_method_is_a_problem_too() -> None:
    said = Client().patch("/api/v1/conversations/counts")

    assert (said.status_code, said.json()["code"]) == (405, "method_not_allowed")
    assert said.headers["Allow"] == "GET"
