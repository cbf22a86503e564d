"""What ChatSync asks of allauth: our words, our redirects, our password rules."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import refuse_weak
from chatsync.accounts.session_limits import begin

_log = structlog.get_logger()
_WRONG = _("The sign-in name or the password is wrong. Check both and try again.")


def is_own_path(address: str) -> bool:
    """Whether an address is a path on this site, not another host in any spelling."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "incorrect_code": _("This code is wrong. Check the mail and type it again."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes and try again."),
        "rate_limited": _("Too many requests. Wait a minute and try again."),
    }

    def is_safe_url(self, url: str) -> bool:
        return is_own_path(url)

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Our account pages are pages: no JSON form of them exists."""
        return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """People join by the sign-up of the site or by invitation, not through allauth."""
        return False

    def clean_password(self, password: str, user: Person | None = None) -> str:
        near = [user.name, user.login, user.email or ""] if user else []
        refuse_weak(password, near)
        return password

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        begin(request.session)
        _log.info("signed_in", person=str(user.pk))

    def authentication_failed(self, request: HttpRequest, **_credentials: Any) -> None:  # noqa: ARG002
        """Note the failure, never what was typed: people type passwords into the wrong field."""
        _log.warning("sign_in_failed")

    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        _log.info("password_set", person=str(user.pk))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        *_args: Any,
        message: str | None = None,
        **_kwargs: Any,
    ) -> None:
        """Keep errors only: the pages say the rest, and a notice would make a session."""
        if level >= messages.ERROR and message:
            messages.add_message(request, level, message)
