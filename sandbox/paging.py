"""Lists of the Graph API: cursors, pages, filters (Meta: Graph API, paginated results)."""

import base64
from collections.abc import Sequence

from aiohttp import web

from sandbox.errors import GraphError
from sandbox.state import Json

_MAX_PAGE = 250


def page_of(request: web.Request, found: Sequence[Json]) -> Json:
    """Give the page that the request asks for, with cursors and the address of the next one."""
    start = _position(request.query.get("after"))
    try:
        limit = min(max(int(request.query.get("limit", "25")), 1), _MAX_PAGE)
    except ValueError as error:
        raise GraphError(100, "limit must be a number.") from error
    page = list(found[start : start + limit])
    paging: Json = {"cursors": {"before": _cursor(start), "after": _cursor(start + len(page))}}
    if start + len(page) < len(found):
        after = _cursor(start + len(page))
        query = {**request.query, "after": after}
        paging["next"] = str(request.url.with_query(query))
    return {"data": page, "paging": paging}


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"at:{position}".encode()).decode()


def _position(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("at:"))
    except ValueError as error:
        raise GraphError(131059, "The cursor is not valid: start again without one.") from error
