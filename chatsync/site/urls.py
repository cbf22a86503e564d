"""Addresses of public pages, sign-up, preferences and the dashboard's page."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from chatsync.site.views import (
    dashboard,
    invitations,
    pages,
    preferences,
    second_step,
    sign_up,
    well_known,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("ur/", pages.home, name="home_ur"),
    path("ur", RedirectView.as_view(url="/ur/", permanent=True)),
    path("favicon.ico", well_known.favicon),
    path("robots.txt", well_known.robots),
    path("signup", sign_up.sign_up_form, name="account_signup"),
    path("signup/code", sign_up.sign_up_code, name="sign_up_code"),
    path("invitations/<str:token>", invitations.invitation, name="invitation"),
    path("login/code", second_step.second_step, name="mfa_authenticate"),
    path("preferences/theme", preferences.choose_theme, name="preference_theme"),
    path("preferences/language", preferences.choose_language, name="preference_language"),
    path("w", dashboard.own_workspace, name="own_workspace"),
    re_path(r"^w/(?P<workspace>[^/]*)(?:/.*)?$", dashboard.dashboard, name="dashboard"),
]
