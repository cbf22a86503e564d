"""What must be true of the installation before it serves."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_PER_PROCESS = ("locmem", "dummy")


@register()
def cache_is_shared(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A cache per process lets every process count its own wrong passwords."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not any(f".{name}." in backend for name in _PER_PROCESS):
        return []
    return [
        Error(
            "The default cache is not shared between processes, so sign-in limits do not hold.",
            hint="Use the database cache or another shared one.",
            id="accounts.E001",
        )
    ]
