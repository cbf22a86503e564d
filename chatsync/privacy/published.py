"""The registry of this installation as JSON: what a stranger's audit holds its browser against."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from chatsync.kit.version import running_version
from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.entries import Entry, Kind, Vendor
from chatsync.privacy.payment import payment_here
from chatsync.privacy.registry import ENTRIES, entries_in_use

_NO_PAGES = ("/api/", "/webhooks/")
_API_PAGES = ("/api/v1/docs", "/api/v1/openapi.json")
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def published_registry() -> dict[str, Any]:
    """Version, entries, companies, what the operator declared, and every page of the URL table."""
    measuring, payment = settings.MEASURING, payment_here()
    vendors = (*((measuring.vendor,) if measuring else ()), *(payment.companies if payment else ()))
    return {
        "version": asdict(running_version()),
        "url": settings.BASE_URL,
        "pay_url": settings.PAY_URL if payment else "",
        "entries": [_entry(entry) for entry in entries_in_use()],
        "infrastructure": [_entry(entry) for entry in settings.INFRASTRUCTURE_COOKIES],
        "vendors": [_vendor(vendor) for vendor in vendors],
        "pages": [{"address": it, "area": area_of(it)} for it in page_addresses()],
    }


def page_addresses() -> list[str]:
    """Every address that a browser can open, `<name>` where it takes something."""
    found = dict.fromkeys(_addresses(get_resolver().url_patterns, ""))
    reports = {entry.name for entry in ENTRIES if entry.kind is Kind.BEACON}
    return [
        it for it in found if it in _API_PAGES or not it.startswith(_NO_PAGES) if it not in reports
    ]


def _addresses(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield address_of_route(before + str(pattern.pattern))


def address_of_route(route: str) -> str:
    """The address that a route of the URL table stands for, `<name>` where it takes something."""
    return "/" + _PLACE.sub(r"<\1>", _plain(route))


def _plain(expression: str) -> str:
    """The shortest address of a regular expression of ours: its groups, without what may follow."""
    named = _GROUP.sub(r"<\1>", expression)
    return re.sub(r"\(\?:.*?\)\?|[\^$\\]", "", named)


def _entry(entry: Entry) -> dict[str, Any]:
    lifetime = entry.lifetime
    return {
        "name": entry.name,
        "is_pattern": entry.is_pattern,
        "kind": entry.kind,
        "tier": entry.tier,
        "setter": entry.setter,
        "purpose": entry.purpose,
        "lifetime_seconds": None if lifetime is None else int(lifetime.total_seconds()),
        "flags": sorted(entry.flags),
        "where": sorted(area for area in Area if area in entry.where),
    }


def _vendor(vendor: Vendor) -> dict[str, Any]:
    return {
        "key": vendor.key,
        "name": vendor.name,
        "tier": vendor.tier,
        "hosts": list(vendor.hosts),
        "entries": [_entry(entry) for entry in vendor.entries],
    }
