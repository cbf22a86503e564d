"""Paddle's own page, where a transaction is paid without anything of Paddle's in ours."""

from urllib.parse import urlencode

from django.conf import settings


def has_hosted_page() -> bool:
    """Whether the operator named one."""
    return bool(settings.BILLING and settings.PADDLE_API_KEY and settings.PADDLE_HOSTED_URL)


def hosted_page(transaction_id: str) -> str:
    """The address at which this transaction is paid."""
    joint = "&" if "?" in settings.PADDLE_HOSTED_URL else "?"
    return f"{settings.PADDLE_HOSTED_URL}{joint}{urlencode({'transaction_id': transaction_id})}"
