"""Field limits of interactive messages (Meta: Cloud API interactive messages)."""

from collections.abc import Callable

from sandbox.checks import (
    allow_text,
    invalid,
    missing,
    need_list,
    need_object,
    need_one_of,
    need_text,
    need_unique,
)
from sandbox.state import Json

_HEADER_TYPES = ("text", "image", "video", "document")
_MAX_BODY = 1024
_MAX_LIST_BODY = 4096
_MAX_LIST_ROWS = 10
_MAX_PRODUCTS = 30
_MAX_SECTIONS = 10


def check_interactive(interactive: Json) -> None:
    """Check one interactive object; GraphError names what does not fit."""
    kind = need_one_of(interactive, "type", "interactive.type", tuple(_ACTIONS))
    most = _MAX_LIST_BODY if kind == "list" else _MAX_BODY
    if kind != "product":
        body = need_object(interactive, "body", "interactive.body")
        need_text(body, "text", "interactive.body.text", most)
    _check_header(interactive, kind)
    if interactive.get("footer") is not None:
        footer = need_object(interactive, "footer", "interactive.footer")
        need_text(footer, "text", "interactive.footer.text", 60)
    _ACTIONS[kind](need_object(interactive, "action", "interactive.action"))


def _check_header(interactive: Json, kind: str) -> None:
    if interactive.get("header") is None:
        if kind == "product_list":
            raise missing("interactive.header")
        return
    header = need_object(interactive, "header", "interactive.header")
    types = ("text",) if kind in {"list", "product_list"} else _HEADER_TYPES
    if need_one_of(header, "type", "interactive.header.type", types) == "text":
        need_text(header, "text", "interactive.header.text", 60)


def _check_buttons(action: Json) -> None:
    titles, ids = [], []
    for button in need_list(action, "buttons", "interactive.action.buttons", (1, 3)):
        need_one_of(button, "type", "interactive.action.buttons.type", ("reply",))
        reply = need_object(button, "reply", "interactive.action.buttons.reply")
        ids.append(need_text(reply, "id", "interactive.action.buttons.reply.id", 256))
        titles.append(need_text(reply, "title", "interactive.action.buttons.reply.title", 20))
    need_unique(titles, "interactive.action.buttons.reply.title")
    need_unique(ids, "interactive.action.buttons.reply.id")


def _check_list(action: Json) -> None:
    need_text(action, "button", "interactive.action.button", 20)
    path = "interactive.action.sections"
    sections = need_list(action, "sections", path, (1, _MAX_SECTIONS))
    ids = []
    for section in sections:
        if len(sections) > 1:
            need_text(section, "title", f"{path}.title", 24)
        for row in need_list(section, "rows", f"{path}.rows", (1, _MAX_LIST_ROWS)):
            ids.append(need_text(row, "id", f"{path}.rows.id", 200))
            need_text(row, "title", f"{path}.rows.title", 24)
            allow_text(row, "description", f"{path}.rows.description", 72)
    if len(ids) > _MAX_LIST_ROWS:
        raise invalid(f"{path}: at most {_MAX_LIST_ROWS} rows in all sections together.")
    need_unique(ids, f"{path}.rows.id")


def _check_named(name: str) -> Callable[[Json], None]:
    def check(action: Json) -> None:
        need_one_of(action, "name", "interactive.action.name", (name,))

    return check


def _check_cta_url(action: Json) -> None:
    need_one_of(action, "name", "interactive.action.name", ("cta_url",))
    parameters = need_object(action, "parameters", "interactive.action.parameters")
    need_text(parameters, "display_text", "interactive.action.parameters.display_text", 20)
    url = need_text(parameters, "url", "interactive.action.parameters.url", 2000)
    if not url.startswith(("https://", "http://")):
        raise invalid("interactive.action.parameters.url must be a web address.")


def _check_flow(action: Json) -> None:
    need_one_of(action, "name", "interactive.action.name", ("flow",))
    path = "interactive.action.parameters"
    parameters = need_object(action, "parameters", path)
    need_one_of(parameters, "flow_message_version", f"{path}.flow_message_version", ("3",))
    need_text(parameters, "flow_cta", f"{path}.flow_cta", 30)
    if bool(parameters.get("flow_id")) == bool(parameters.get("flow_name")):
        raise missing(f"{path}.flow_id or {path}.flow_name, exactly one of them,")


def _check_product(action: Json) -> None:
    need_text(action, "catalog_id", "interactive.action.catalog_id", 256)
    key = "product_retailer_id"
    need_text(action, key, f"interactive.action.{key}", 256)


def _check_product_list(action: Json) -> None:
    need_text(action, "catalog_id", "interactive.action.catalog_id", 256)
    path = "interactive.action.sections"
    total = 0
    for section in need_list(action, "sections", path, (1, _MAX_SECTIONS)):
        items = need_list(section, "product_items", f"{path}.product_items", (1, _MAX_PRODUCTS))
        for item in items:
            need_text(item, "product_retailer_id", f"{path}.product_items", 256)
        total += len(items)
    if total > _MAX_PRODUCTS:
        raise invalid(f"{path}: at most {_MAX_PRODUCTS} products in all sections together.")


def _check_carousel(action: Json) -> None:
    for card in need_list(action, "cards", "interactive.action.cards", (2, 10)):
        need_object(card, "action", "interactive.action.cards.action")


_ACTIONS: dict[str, Callable[[Json], None]] = {
    "button": _check_buttons,
    "list": _check_list,
    "cta_url": _check_cta_url,
    "location_request_message": _check_named("send_location"),
    "address_message": _check_named("address_message"),
    "flow": _check_flow,
    "product": _check_product,
    "product_list": _check_product_list,
    "catalog_message": _check_named("catalog_message"),
    "carousel": _check_carousel,
    "request_contact_info": _check_named("request_contact_info"),
}
