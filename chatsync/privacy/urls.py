"""Addresses of the privacy room."""

from django.urls import path

from chatsync.privacy.views import consent, preferences, registry, reports, signals, wipe

urlpatterns = [
    path("csp-report", reports.csp_report, name="csp_report"),
    path(".well-known/gpc.json", signals.gpc, name="gpc"),
    path(".well-known/dnt/", signals.dnt, name="dnt"),
    path("cookies/registry.json", registry.registry, name="registry"),
    path("cookies/preferences", preferences.preferences, name="cookie_preferences"),
    path("ur/cookies/preferences", preferences.preferences),
    path("cookies/receipt", consent.check_receipt, name="check_receipt"),
    path("ur/cookies/receipt", consent.check_receipt),
    path("cookies/wipe", wipe.wipe, name="wipe"),
    path("ur/cookies/wipe", wipe.wipe),
    path("cookies/wiped", wipe.wiped),
    path("ur/cookies/wiped", wipe.wiped),
    path("preferences/arrival.css", preferences.arrival_style, name="arrival_style"),
    path("preferences/consent", consent.answer, name="consent_answer"),
    path("preferences/receipt.json", consent.receipt_file, name="receipt_file"),
]
