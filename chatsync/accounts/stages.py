"""The step between a right password and being signed in: the second factor."""

from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from chatsync.accounts.factors import has_second_factor
from chatsync.accounts.trust import trusted_browser

_VOUCHED = "cs_vouched"


class SecondFactor(AuthenticateStage):  # type: ignore[misc]
    """Asks whoever has a second factor for it, unless a passkey was used or the browser is trusted.

    A password that changes while the factor is asked for ends the attempt.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        if person is None or not has_second_factor(person):
            return False
        if did_use_passwordless_login(request, person) or trusted_browser(request, person):
            return False
        self.state.setdefault(_VOUCHED, person.get_session_auth_hash())
        return True

    def still_stands(self) -> bool:
        """Whether the password of the first step is still the person's."""
        person = self.login.user
        vouched = str(self.state.get(_VOUCHED, ""))
        return person.is_active and constant_time_compare(vouched, person.get_session_auth_hash())
