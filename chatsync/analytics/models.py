"""Counts of pages, and what campaign links may say. Nothing here belongs to a person.

No row holds an address, a browser's name, an account, a workspace or a time finer than the hour.
"""

from typing import ClassVar

from django.db import models

from chatsync.kit.clock import now

LONGEST_VALUE = 60
"""Characters of a word in a campaign link."""
LONGEST_PAGE = 120


class Grain(models.TextChoices):
    """How long a stretch of time one row counts. Each view is counted in all three."""

    HOUR = "h"
    DAY = "d"
    MONTH = "m"


class UtmKind(models.TextChoices):
    """The three words of a campaign link that we read."""

    SOURCE = "source"
    MEDIUM = "medium"
    CAMPAIGN = "campaign"


class UtmValue(models.Model):
    """A word that may stand in a campaign link and is counted as it stands.

    Whatever is not listed is counted as `other`: a word made for one person counts nobody.
    """

    kind = models.CharField(max_length=10, choices=UtmKind.choices)
    value = models.CharField(max_length=LONGEST_VALUE)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "value"], name="utm_value_once")
        ]


class PageCount(models.Model):
    """How often a page was opened in one hour, day or month, by where from and with what.

    `at` is the beginning of the stretch, `referrer` and `device` are classes; `variant` is the one
    that was drawn on a landing page.
    """

    pk = models.CompositePrimaryKey(
        "grain",
        "at",
        "page",
        "variant",
        "referrer",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "device",
    )
    grain = models.CharField(max_length=1, choices=Grain.choices)
    at = models.DateTimeField()
    page = models.CharField(max_length=LONGEST_PAGE)
    variant = models.CharField(max_length=1, blank=True)
    referrer = models.CharField(max_length=10)
    utm_source = models.CharField(max_length=LONGEST_VALUE, blank=True)
    utm_medium = models.CharField(max_length=LONGEST_VALUE, blank=True)
    utm_campaign = models.CharField(max_length=LONGEST_VALUE, blank=True)
    device = models.CharField(max_length=8)
    views = models.PositiveIntegerField()
