"""Reading where a page of a list begins."""

from django.core.exceptions import BadRequest

from chatsync.kit.errors import Invalid
from chatsync.kit.pages import Place, read_cursor


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
