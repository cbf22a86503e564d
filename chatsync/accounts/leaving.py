"""Signing out: the session ends on the server, and its sockets hear of it at once."""

from allauth.account.internal.flows.logout import logout
from django.http import HttpRequest

from chatsync.accounts.sessions import forget_sign_in


def leave(request: HttpRequest) -> None:
    """End the session of this browser. What belongs to a half-done sign-in goes too."""
    key = request.session.session_key
    logout(request, show_message=False)
    request.session.flush()
    if key:
        forget_sign_in(key)
