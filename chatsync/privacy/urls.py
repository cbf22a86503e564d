"""Addresses of the privacy room."""

from django.urls import path

from chatsync.privacy import views

urlpatterns = [path("csp-report", views.csp_report, name="csp_report")]
