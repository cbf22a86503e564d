"""How conversations come to people and when they end by themselves, and who is there."""

from django.db import models

from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import TenantModel
from chatsync.workspaces.models import Member

MOST_OPEN = 500
"""The largest limit of open conversations for one person."""
LONGEST_PASSING = 1_440
"""Minutes: after a day at most, what nobody answers is passed on."""
LONGEST_QUIET = 90
"""Days: a message is kept no longer, so nothing could be said about an older one."""


class Giving(models.TextChoices):
    """How conversations that nobody holds come to people."""

    BY_HAND = "by_hand"
    IN_TURN = "in_turn"


class Rules(TenantModel):
    """What a workspace has chosen; one without a row goes by the defaults of these fields."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    giving = models.CharField(max_length=10, choices=Giving.choices, default=Giving.BY_HAND)
    open_limit = models.PositiveSmallIntegerField(null=True)
    """Who holds so many open conversations is given no more; null: no limit."""
    leads_too = models.BooleanField(default=True)
    """Whether those who may give to others (`inbox.assign`) are given any by themselves."""
    pass_on_after_minutes = models.PositiveSmallIntegerField(null=True)
    """Where a customer waits and the holder has not been there for so long, it goes to whoever's
    turn it is; null: it stays."""
    resolve_after_days = models.PositiveSmallIntegerField(null=True)
    """An open conversation without a message for so long is resolved; null: never."""
    resolve_unanswered = models.BooleanField(default=False)
    """Also where the customer had the last word."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id"], name="rules_once"),
            models.CheckConstraint(
                condition=models.Q(giving__in=Giving.values), name="rules_giving"
            ),
            models.CheckConstraint(
                condition=models.Q(open_limit__range=(1, MOST_OPEN)), name="rules_open_limit"
            ),
            models.CheckConstraint(
                condition=models.Q(pass_on_after_minutes__range=(1, LONGEST_PASSING)),
                name="rules_pass_on_after",
            ),
            models.CheckConstraint(
                condition=models.Q(resolve_after_days__range=(1, LONGEST_QUIET)),
                name="rules_resolve_after",
            ),
        ]


class Attendance(TenantModel):
    """Whether a member is there to be given conversations, and whose turn it is.

    Noted only where conversations are given out in turn; it goes with the seat.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    seen_at = models.DateTimeField(null=True)
    """When a page of theirs was last connected, with somebody at it."""
    is_away = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)
    """When it was last their turn."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "member"], name="attendance_once")
        ]
