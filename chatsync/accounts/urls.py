"""Addresses of the account pages. The names are those that allauth looks up."""

from django.urls import path

from chatsync.accounts.confirming import confirm_first
from chatsync.accounts.views import address, confirm, factors, own, second_factor, sessions
from chatsync.accounts.views import signing_in as signing

_FACTORS = "account/factors"

urlpatterns = [
    path("login", signing.SignIn.as_view(), name="account_login"),
    path("login/passkey", second_factor.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("login/inactive", signing.inactive, name="account_inactive"),
    path("logout", signing.sign_out, name="account_logout"),
    path("password/reset", signing.AskReset.as_view(), name="account_reset_password"),
    path(
        "password/reset/code",
        signing.ResetCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/new", signing.NewPassword.as_view(), name="account_complete_password_reset"
    ),
    path("password/reset/done", signing.reset_done, name="account_password_reset_completed"),
    path("account", own.account, name="account"),
    path("account/name", own.own_name, name="own_name"),
    path("account/login", confirm_first(own.own_login), name="own_login"),
    path("account/password", confirm_first(own.own_password), name="own_password"),
    path("account/email", confirm_first(address.own_address), name="own_address"),
    path("account/email/code", confirm_first(address.address_code), name="address_code"),
    path("account/confirm", confirm.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("account/confirm/code", confirm.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey",
        confirm.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(_FACTORS, factors.factors, name="mfa_index"),
    path(f"{_FACTORS}/app", confirm_first(factors.TotpOn.as_view()), name="mfa_activate_totp"),
    path(
        f"{_FACTORS}/app/off", confirm_first(factors.TotpOff.as_view()), name="mfa_deactivate_totp"
    ),
    path(
        f"{_FACTORS}/passkeys/new",
        confirm_first(factors.PasskeyOn.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        f"{_FACTORS}/passkeys/<int:pk>/off",
        confirm_first(factors.PasskeyOff.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        f"{_FACTORS}/codes",
        confirm_first(factors.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{_FACTORS}/codes/new",
        confirm_first(factors.NewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path("account/session", sessions.session_left, name="session_left"),
    path("account/sessions", sessions.sessions, name="sessions"),
    path(
        "account/sessions/others",
        confirm_first(sessions.end_others, back="sessions"),
        name="end_other_sessions",
    ),
    path("account/sessions/<uuid:sign_in_id>/end", sessions.end_session, name="end_session"),
    path(
        "account/sessions/trusted/<uuid:trusted_id>/forget",
        sessions.forget_browser,
        name="forget_browser",
    ),
]
