"""What an operator fills in about a workspace's plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.billing.plans import Plan
from chatsync.ops.days import DayField
from chatsync.ops.forms import OurForm, ReasonField

NONE = "none"
_CHOICES = [
    (Plan.STARTER, "Starter"),
    (Plan.GROWTH, "Growth"),
    (Plan.BUSINESS, "Business"),
    (NONE, _("None: end the plan that was given")),
]


class PlanForm(OurForm):
    """A plan without Paddle: paid by bank transfer, or given."""

    plan = forms.ChoiceField(label=_("Plan"), choices=_CHOICES)
    last_day = DayField(
        label=_("Paid until"),
        required=False,
        help_text=_(
            "The last day, as year-month-day. Empty: without end. Five more days follow in which "
            "everything goes on, while the next payment is on its way."
        ),
    )
    reason = ReasonField(
        _(
            "The workspace reads it in its audit log: the number of the transfer, for instance. "
            "Name no person in it."
        )
    )

    def clean(self) -> dict[str, Any]:
        """A plan that ends takes no day."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("plan") == NONE and cleaned.get("last_day"):
            self.add_error("last_day", _("Leave the day empty to end the plan now."))
        return cleaned
