"""Keeping what was seen of the checkout."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from chatsync.privacy.measured import Item
from chatsync.privacy.models import CheckoutMeasurement
from chatsync.privacy.payment import Payment


def keep_measurement(
    payment: Payment,
    at: datetime,
    browser: str,
    *,
    hosts: Sequence[str],
    items: Sequence[Item],
    undeclared: Sequence[tuple[str, str]],
) -> None:
    """Put it in the place of the last one: the policy page shows it from then on."""
    with transaction.atomic():
        CheckoutMeasurement.objects.all().delete()
        CheckoutMeasurement.objects.create(
            measured_at=at,
            browser=browser[:60],
            script_url=payment.script_url,
            frame_origin=payment.frame_origin,
            hosts=list(hosts),
            items=[list(item) for item in items],
            undeclared=[list(one) for one in undeclared],
        )
