"""Addresses as other sites need them."""

from django.conf import settings


def absolute_address(path: str) -> str:
    """A path of this installation behind its one base address."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"
