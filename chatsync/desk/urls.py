"""Addresses of the privacy desk, in both languages."""

from django.urls import path

from chatsync.desk import views

urlpatterns = [
    path("privacy/request", views.request_form, name="privacy_request"),
    path("privacy/request/sent", views.sent),
    path("ur/privacy/request", views.request_form),
    path("ur/privacy/request/sent", views.sent),
]
