"""The way through the operator's pages: groups, and the pages of the group that one is in."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from chatsync.kit.text import gettext_noop

register = template.Library()


@dataclass(frozen=True)
class _Page:
    """`route` is the name of its address; `is_for_billing`: there is none while nothing is sold."""

    route: str
    name: str
    is_for_billing: bool = False


_GROUPS: tuple[tuple[str, tuple[_Page, ...]], ...] = (
    (gettext_noop("Overview"), (_Page("ops", gettext_noop("Overview")),)),
    (
        gettext_noop("Workspaces"),
        (
            _Page("ops_tenants", gettext_noop("Workspaces")),
            _Page("ops_billing", gettext_noop("Billing inbox"), is_for_billing=True),
            _Page("ops_transfers", gettext_noop("Bank transfers"), is_for_billing=True),
            _Page("ops_invitations", gettext_noop("Invitations")),
        ),
    ),
    (
        gettext_noop("Requests"),
        (
            _Page("ops_desk", gettext_noop("Privacy desk")),
            _Page("ops_messages", gettext_noop("Messages")),
        ),
    ),
    (
        gettext_noop("Public site"),
        (
            _Page("ops_traffic", gettext_noop("Traffic")),
            _Page("ops_speed", gettext_noop("Speed")),
            _Page("ops_landings", gettext_noop("Landing pages")),
            _Page("ops_campaigns", gettext_noop("Campaigns")),
            _Page("ops_newsletter", gettext_noop("Newsletter")),
        ),
    ),
    (
        gettext_noop("Operation"),
        (
            _Page("ops_parked", gettext_noop("Parked")),
            _Page("ops_mail", gettext_noop("Mail")),
            _Page("ops_incidents", gettext_noop("Incidents")),
            _Page("ops_operators", gettext_noop("Operators")),
        ),
    ),
)


@register.inclusion_tag("ops/parts/navigation.html", takes_context=True)
def operator_pages(context: dict[str, Any]) -> dict[str, Any]:
    """All groups, each leading to its first page, and the pages beside this one."""
    path = context["request"].path
    groups, beside = [], []
    for name, pages in _GROUPS:
        links = [_link(page, path) for page in pages if settings.BILLING or not page.is_for_billing]
        is_here = any(link["is_here"] for link in links)
        groups.append({**links[0], "name": gettext(name), "is_here": is_here})
        if is_here and len(links) > 1:
            beside = links
    return {"groups": groups, "beside": beside}


def _link(page: _Page, path: str) -> dict[str, Any]:
    """A page is also where one is on a page below it; but all are below the overview."""
    address = reverse(page.route)
    is_below = path.startswith(f"{address}/") and page.route != "ops"
    return {"address": address, "name": gettext(page.name), "is_here": path == address or is_below}
