"""What an operator fills in before a parked update is thrown away."""

from django.utils.translation import gettext_lazy as _

from chatsync.ops.forms import OurForm, ReasonField


class DiscardForm(OurForm):
    """Why it is thrown away."""

    reason = ReasonField(_("The workspace reads it in its audit log. Name no person in it."))
