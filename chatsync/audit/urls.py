"""Addresses of the audit room."""

from django.urls import path

from chatsync.audit.views import proof

urlpatterns = [
    path("cookies/proof", proof, name="proof"),
    path("ur/cookies/proof", proof),
]
