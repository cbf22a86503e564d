"""Addresses of the account pages. The names are those that allauth looks up."""

from django.urls import path

from chatsync.accounts import views

urlpatterns = [
    path("login", views.SignIn.as_view(), name="account_login"),
    path("login/inactive", views.inactive, name="account_inactive"),
    path("logout", views.sign_out, name="account_logout"),
    path("password/reset", views.AskReset.as_view(), name="account_reset_password"),
    path(
        "password/reset/code",
        views.ResetCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("password/reset/new", views.NewPassword.as_view(), name="account_complete_password_reset"),
    path("password/reset/done", views.reset_done, name="account_password_reset_completed"),
]
