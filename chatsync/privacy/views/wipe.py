"""Taking everything of ours out of a browser, in two answers.

The first ends the session and expires each cookie by name. The second may then send
`Clear-Site-Data`: a Set-Cookie beside it would be dropped (measured in Chromium and Firefox). It
leaves out `"cache"`, with which browsers hang. Pages that were read stay until the browser drops
them: only its own settings remove those.
"""

from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from chatsync.accounts.leaving import leave
from chatsync.accounts.trust import stop_trusting
from chatsync.privacy.areas import in_language, language_in_path
from chatsync.privacy.cookies import forget, forget_foreign
from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.registry import COOKIES

_SALT = "chatsync.privacy.wiped"
_MOMENT_S = 300


@csrf_exempt  # works without cookies: Origin, Fetch Metadata and a signed token stand in
@require_POST
def wipe(request: HttpRequest) -> HttpResponse:
    """End the session and expire every cookie, ours by name and whatever else came along."""
    if not came_from_our_form(request):
        return render(request, "403.html", status=403)
    stop_trusting(request)
    leave(request)
    proof = urlencode({"done": signing.dumps("wiped", salt=_SALT)})
    page = in_language("/cookies/wiped", language_in_path(request.path))
    onward = HttpResponseRedirect(f"{page}?{proof}")
    onward.status_code = 303
    for name in COOKIES:
        forget(onward, name)
    forget_foreign(request, onward)
    return onward


@require_safe
def wiped(request: HttpRequest) -> HttpResponse:
    """Clear the rest, and say what still came with this request. Only right after a wipe."""
    is_wiped = _follows_a_wipe(request)
    facts = {
        "is_wiped": is_wiped,
        "arrived": sorted(request.COOKIES),
        # Who chooses a theme here must not come back to a page that wipes it again.
        "here": in_language("/cookies/preferences", language_in_path(request.path)),
    }
    answer = render(request, "privacy/wiped.html", facts, status=200 if is_wiped else 404)
    if is_wiped:
        answer.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return answer


def _follows_a_wipe(request: HttpRequest) -> bool:
    """A link from elsewhere must not clear anything: the way here is our own form's."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    try:
        done = signing.loads(request.GET.get("done", ""), salt=_SALT, max_age=_MOMENT_S)
    except signing.BadSignature:
        return False
    return bool(done == "wiped")
