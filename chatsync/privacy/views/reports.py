"""The address to which browsers report broken policies."""

import threading
import time

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chatsync.privacy.actions import count_violations
from chatsync.privacy.reports import MOST_BYTES, read_reports

_MOST_PER_MINUTE = 120
_lock = threading.Lock()
_minute = 0
_taken = 0


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Count a report and answer 204, whatever it holds. The browser sends it, not a form."""
    size = request.headers.get("Content-Length", "")
    if size.isdigit() and int(size) <= MOST_BYTES and _may_count():
        count_violations(read_reports(request.body))
    return HttpResponse(status=204)


def _may_count() -> bool:
    """Bound the writes of this process: strangers can post here."""
    global _minute, _taken  # noqa: PLW0603  one bound per process
    with _lock:
        minute = int(time.monotonic() // 60)
        if minute != _minute:
            _minute, _taken = minute, 0
        _taken += 1
        return _taken <= _MOST_PER_MINUTE
