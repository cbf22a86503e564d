"""The last report of the audit about this installation."""

from django.db import models


class AuditReport(models.Model):
    """One row at most: what was looked at, in which version, and what differed."""

    ended_at = models.DateTimeField()
    code = models.CharField(max_length=80)
    """The version that was looked at, as `kit.version` tells it."""
    summary = models.JSONField()
