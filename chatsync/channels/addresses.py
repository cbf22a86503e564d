"""Where Meta delivers to."""

from django.conf import settings

WEBHOOK_PATH = "/webhooks/whatsapp"


def callback_url(app_key: str = "") -> str:
    """The address to enter at Meta; with a key it accepts that app's secret alone."""
    return f"{settings.BASE_URL}{WEBHOOK_PATH}" + (f"/{app_key}" if app_key else "")
