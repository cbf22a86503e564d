"""Addresses of the privacy room."""

from django.urls import path

from chatsync.privacy.views import reports

urlpatterns = [path("csp-report", reports.csp_report, name="csp_report")]
