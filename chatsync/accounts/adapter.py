"""What ChatSync asks of allauth: our words, our redirects, our password rules."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.browsers import browser_name
from chatsync.accounts.factors import least_password
from chatsync.accounts.held_back import held_back
from chatsync.accounts.models import Person, TrustedBrowser
from chatsync.accounts.passwords import refuse_weak
from chatsync.accounts.session_limits import begin
from chatsync.accounts.sessions import end_sign_ins, note_sign_in, remember_browser
from chatsync.accounts.trust import trusted_browser
from chatsync.jobs.mail import KIND_HEADER

_log = structlog.get_logger()
_WRONG = _("The sign-in name or the password is wrong. Check both and try again.")
_CONFIRM_WITH = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


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
        "incorrect_password": _("This password is wrong. Check it and try again."),
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
        if user is None:
            refuse_weak(password)
        else:
            refuse_weak(password, [user.name, user.login, user.email or ""], least_password(user))
        return password

    def login(self, request: HttpRequest, user: Person) -> None:
        """Open the session, with a new key, and note the browser.

        Whoever is held back until they set a password or a factor of their own has just shown who
        they are, and is not asked again for it.
        """
        trusted = trusted_browser(request, user)
        factor = _factor_of(request, user, trusted)
        if held_back(user):
            record_authentication(request, user, method="password", reauthenticated=True)
        super().login(request, user)
        begin(request.session, factor)
        note_sign_in(request, user, factor, trusted)
        self._tell_of_new_browser(request, user, trusted)
        _log.info("signed_in", person=str(user.pk), factor=factor)

    def _tell_of_new_browser(
        self, request: HttpRequest, person: Person, trusted: TrustedBrowser | None
    ) -> None:
        """So that nobody signs in as somebody else unnoticed."""
        name = browser_name(request.headers.get("User-Agent", ""))
        if remember_browser(person, name) and trusted is None:
            facts = {"browser": name, "link": f"{settings.BASE_URL}/account/sessions"}
            self.send_notification_mail("account/email/new_browser", person, facts)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Refuse who was switched off, and temporary passwords past their time."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refused is None and user.has_expired_password():
            clear_login(request)
            refused = render(request, "accounts/expired_password.html", status=403)
        return refused

    def get_login_stages(self) -> list[str]:
        """Our own second step; none of allauth's others is in use."""
        return ["chatsync.accounts.stages.SecondFactor"]

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """How somebody shows again who they are, in our words."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**one, "description": _CONFIRM_WITH[one["id"]]} for one in found]

    def authentication_failed(self, request: HttpRequest, **_credentials: Any) -> None:  # noqa: ARG002
        """Note the failure, never what was typed: people type passwords into the wrong field."""
        _log.warning("sign_in_failed")

    def set_password(self, user: Person, password: str) -> None:
        """Set one's own password: a temporary one is over, as is every other session."""
        user.must_change_password, user.password_valid_until = False, None
        with transaction.atomic():
            super().set_password(user, password)
            TrustedBrowser.objects.filter(person=user).delete()
            end_sign_ins(user.pk, but=str(self.request.session.session_key))
        _log.info("password_set", person=str(user.pk))

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], **kwargs: Any
    ) -> EmailMessage:
        """Tell the queue what is written, for the operator's list."""
        mail: EmailMessage = super().render_mail(template_prefix, email, context, **kwargs)
        mail.extra_headers[KIND_HEADER] = template_prefix.rpartition("/")[2]
        return mail

    def send_notification_mail(
        self, template_prefix: str, user: Person, *args: Any, **kwargs: Any
    ) -> None:
        """Tell the person in the language they chose, whoever caused it."""
        with override(user.language or get_language()):
            super().send_notification_mail(template_prefix, user, *args, **kwargs)

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


def _factor_of(request: HttpRequest, person: Person, trusted: TrustedBrowser | None) -> str:
    """What opened this session beyond a password; empty for the password alone."""
    records = get_authentication_records(request, person)
    shown = [str(one.get("type", "")) for one in records if one.get("method") == "mfa"]
    return shown[-1] if shown else ("trusted" if trusted else "")
