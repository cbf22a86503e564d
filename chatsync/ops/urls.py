"""Addresses of the operator's pages. Forms ask first for the confirmation."""

from django.urls import path
from django.views.generic import RedirectView

from chatsync.accounts.confirming import confirm_first
from chatsync.ops.gate import for_operators
from chatsync.ops.views import limits, standing, tenants

_TENANT = "ops/tenants/<str:tenant>"

urlpatterns = [
    path("ops", for_operators(RedirectView.as_view(pattern_name="ops_tenants")), name="ops"),
    path("ops/tenants", for_operators(tenants.tenants), name="ops_tenants"),
    path(_TENANT, for_operators(tenants.tenant), name="ops_tenant"),
    path(f"{_TENANT}/limits", for_operators(confirm_first(limits.limits)), name="ops_limits"),
    path(
        f"{_TENANT}/standing", for_operators(confirm_first(standing.standing)), name="ops_standing"
    ),
    path("ops/<path:rest>", for_operators(tenants.unknown)),
]
