"""Is it up, is it ready, and how much does it do: for load balancers and Prometheus."""

import hmac

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.process_collector import ProcessCollector

from chatsync.privacy.queries import undeclared_storage_today

_BACKLOGS = (
    ("chatsync_deliveries_waiting", "Webhook bodies not yet read", "channels_inbounddelivery"),
    ("chatsync_dispatches_waiting", "Messages not yet sent", "channels_dispatch"),
    ("chatsync_media_waiting", "Files not yet fetched", "channels_mediafetch"),
    (
        "chatsync_billing_events_waiting",
        "Events of the payment provider that were not placed",
        "billing_billingevent WHERE state IN ('received', 'parked', 'failed')",
    ),
    ("chatsync_unrouted", "Updates of numbers that nobody connected", "channels_unrouted"),
)


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ready"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: with the token, or without one from this machine alone."""
    if not _may_see(request):
        return HttpResponse("A token is needed: CHATSYNC_METRICS_TOKEN.\n", status=401)
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    with connection.cursor() as cursor:
        for name, said, table in _BACKLOGS:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  our own table names
            Gauge(name, said, registry=registry).set(cursor.fetchone()[0])
    Gauge(
        "chatsync_undeclared_storage_today",
        "Undeclared things that were dropped from answers or found in browsers today",
        registry=registry,
    ).set(undeclared_storage_today())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    local = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return local and not settings.TRUSTED_PROXIES
