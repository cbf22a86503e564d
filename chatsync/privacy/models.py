"""What browsers reported about our own pages. Global: a report belongs to no workspace."""

from typing import ClassVar

from django.db import models


class CspReport(models.Model):
    """How often a day one rule was broken by one source on one kind of page.

    No address, no path, no query string and nothing of the person is kept.
    """

    day = models.DateField()
    area = models.CharField(max_length=12)
    directive = models.CharField(max_length=40)
    blocked = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["day", "area", "directive", "blocked"], name="csp_report_once"
            )
        ]
