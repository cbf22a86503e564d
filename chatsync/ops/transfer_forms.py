"""What an operator fills in about a bank transfer."""

from django.utils.translation import gettext_lazy as _

from chatsync.ops.days import DayField
from chatsync.ops.forms import OurForm, ReasonField


class ApprovalForm(OurForm):
    """Until when the transfer pays."""

    last_day = DayField(
        label=_("Paid until"),
        help_text=_(
            "The last day, as year-month-day. What stands here follows from the plan before: "
            "change it where something else was agreed."
        ),
    )


class RefusalForm(OurForm):
    """Why a receipt is sent back."""

    reason = ReasonField(
        _("The owners read it, and it stays in the audit log. Name no person in it.")
    )
