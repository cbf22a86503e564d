"""Addresses of public pages, sign-up, preferences and the dashboard's page."""

from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from chatsync.accounts.confirming import confirm_first
from chatsync.site.pages import PAGES
from chatsync.site.policies import POLICIES
from chatsync.site.views import (
    blog,
    dashboard,
    docs,
    invitations,
    invited_sign_up,
    landing,
    own_data,
    pages,
    policies,
    preferences,
    second_step,
    sign_up,
    status,
    well_known,
)


def _of_policies(before: str) -> list[URLPattern]:
    """The policies in one language: English bare, Urdu below ur/."""
    return [
        path(f"{before}policies.atom", policies.feed),
        *(
            path(f"{before}{key}{rest}", view, {"key": key})
            for key in POLICIES
            for rest, view in (
                ("", policies.policy),
                ("/changes", policies.changes),
                ("/changes/<int:number>", policies.change),
            )
        ),
    ]


def _of_texts(before: str) -> list[URLPattern]:
    """Docs and blog in one language."""
    return [
        path(f"{before}docs", docs.index),
        path(f"{before}docs/<slug:slug>", docs.page),
        path(f"{before}blog", blog.index),
        path(f"{before}blog.atom", blog.feed),
        path(f"{before}blog/<slug:slug>", blog.post),
    ]


urlpatterns = [
    *(path(f"{before}{key}", pages.page, {"key": key}) for before in ("", "ur/") for key in PAGES),
    path("ur", RedirectView.as_view(url="/ur/", permanent=True)),
    *_of_policies(""),
    *_of_policies("ur/"),
    *_of_texts(""),
    *_of_texts("ur/"),
    path("favicon.ico", well_known.favicon),
    path("robots.txt", well_known.robots),
    path("l/<slug:slug>", landing.landing, name="landing"),
    path("ur/l/<slug:slug>", landing.landing),
    path(
        "cards/<slug:slug>/<int:version>/<str:language>-<str:key>.jpg",
        landing.card,
        name="landing_card",
    ),
    path("sitemap.xml", well_known.sitemap),
    path("status", status.status),
    path("ur/status", status.status),
    path("signup", sign_up.sign_up_form, name="account_signup"),
    path("signup/code", sign_up.sign_up_code, name="sign_up_code"),
    path("signup/<str:token>", invited_sign_up.invited_sign_up, name="invited_sign_up"),
    path("invitations/<str:token>", invitations.invitation, name="invitation"),
    path("account/data", confirm_first(own_data.own_data), name="own_data"),
    path(
        "account/data/<uuid:own_export>",
        confirm_first(own_data.own_data_file),
        name="own_data_file",
    ),
    path("account/delete", confirm_first(own_data.delete_account), name="delete_account"),
    path("account/deleted", own_data.account_deleted, name="account_deleted"),
    path("login/code", second_step.second_step, name="mfa_authenticate"),
    path("preferences/theme", preferences.choose_theme, name="preference_theme"),
    path("preferences/language", preferences.choose_language, name="preference_language"),
    path("w", dashboard.own_workspace, name="own_workspace"),
    re_path(r"^w/(?P<workspace>[^/]*)(?:/.*)?$", dashboard.dashboard, name="dashboard"),
]
