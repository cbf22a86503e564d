"""Files that run while the right to the workspace ends: a seat taken away, a step-in over."""

from collections.abc import AsyncIterator, Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from chatsync.kit.streams import cut_when
from chatsync.workspaces.access import Access, access_of_person


def cut_with_access(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a door of the API: a file that it answers stops where its reader may read no more."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        access = getattr(request, "auth", None)
        if isinstance(response, StreamingHttpResponse) and isinstance(access, Access):
            pieces = response.streaming_content
            if isinstance(pieces, AsyncIterator):
                response.streaming_content = cut_when(lambda: _is_out(access), pieces)
        return response

    return answered


def _is_out(access: Access) -> bool:
    return access_of_person(access.person_id, access.workspace_id) is None
