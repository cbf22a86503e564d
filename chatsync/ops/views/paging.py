"""Lists of `/ops`: where a page of one begins, and what each shows beside its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.http import urlencode

from chatsync.kit.errors import Invalid
from chatsync.kit.pages import Place, read_cursor
from chatsync.ops.counts import COUNTED


def place_of(cursor: str | None, *, timed: bool = True) -> Place | None:
    """The place that `?after=` names; raises BadRequest for a cursor that is not of these lists.

    `timed`: whether the list is sorted by time; else by id alone.
    """
    try:
        place = read_cursor(cursor)
    except Invalid as wrong:
        raise BadRequest(str(wrong)) from wrong
    if place and (place.at is not None) != timed:
        raise BadRequest("the cursor of another list")
    return place


def listed(
    request: HttpRequest,
    rows: Sequence[Any],
    following: str | None = None,
    asked: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What `ops/list.html` draws: rows, the way on, what a deed came to. `asked`: what narrows."""
    said = {name: it for name, it in (asked or {}).items() if it}
    return {
        "rows": rows,
        "onward": urlencode({**said, "after": following}) if following else "",
        "is_narrowed": bool(said) or "after" in request.GET,
        "done": request.GET.get("done", ""),
        "counted": COUNTED,
    }
