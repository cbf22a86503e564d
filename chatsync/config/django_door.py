"""Django behind ASGI, with its whole chain synchronous in one of a few threads.

Django's own handler hops between event loop and threads when middleware of both kinds meet, and
starts a thread for each request; both cost more than an inbox list.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_THREADS = 8


class SyncChain(ASGIHandler):
    """Answers each request in one thread, which gives its database connection back at the end."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="request")

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        answer = sync_to_async(self._answer, thread_sensitive=False, executor=self._threads)
        response: HttpResponseBase = await answer(request)
        return response

    def _answer(self, request: HttpRequest) -> Any:
        try:
            return self.get_response(request)
        finally:
            connections.close_all()
