"""The second step of signing in; a browser that shall be trusted gets its cookie here."""

from django.http import HttpRequest, HttpResponse

from chatsync.accounts.views.second_factor import second_factor_page
from chatsync.privacy.cookies import remember
from chatsync.privacy.registry import TRUSTED


def second_step(request: HttpRequest) -> HttpResponse:
    """`/login/code`."""
    answer = second_factor_page(request)
    token = getattr(request, "new_trust", None)
    if token:
        remember(answer, TRUSTED, token)
    return answer
