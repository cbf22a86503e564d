"""Paddle's own page, where a transaction is paid without anything of Paddle's in ours."""

from urllib.parse import urlencode

from django.conf import settings


def hosted_page(transaction_id: str) -> str:
    """The address at which this transaction is paid; empty where the operator has none."""
    if not settings.PADDLE_HOSTED_URL:
        return ""
    joint = "&" if "?" in settings.PADDLE_HOSTED_URL else "?"
    return f"{settings.PADDLE_HOSTED_URL}{joint}{urlencode({'transaction_id': transaction_id})}"
