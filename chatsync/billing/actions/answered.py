"""What Paddle refused, as something that a person can act on."""

from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from chatsync.billing.paddle.answers import NotSent, Refused, Trouble, Unanswered
from chatsync.kit.errors import Conflict

_T = TypeVar("_T")


class PaddleSilent(Conflict):
    """No answer came, and nothing was done."""

    code = "paddle_away"


class PaddleUnsure(Conflict):
    """The request may have worked: what it did arrives as news."""

    code = "paddle_unsure"


class PriceDiffers(Conflict):
    """Paddle's price is not that of the price table; the operator must correct one of them.

    Whoever raises it has logged a `billing_alarm`, and nothing was charged.
    """

    code = "price_differs"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Paddle would charge another sum than the one shown here, so nothing is sold. "
                "Write to the operator."
            )
        )


class RenewalNear(Conflict):
    """Paddle takes no change shortly before it renews a subscription."""

    code = "renewal_near"


class CardDeclined(Conflict):
    """The card did not pay for the change, so nothing changed."""

    code = "card_declined"


class Changing(Conflict):
    """Something else was asked of Paddle a moment ago."""

    code = "changing"


class PaddleRefused(Conflict):
    """Paddle does not do this now."""

    code = "paddle_refused"


def demand(answer: _T | Trouble) -> _T:
    """What was asked for; raises the refusal that says why there is none."""
    if isinstance(answer, Refused):
        raise _refusal(answer)
    if isinstance(answer, NotSent):
        raise PaddleSilent(_("Paddle does not answer now. Nothing was changed: try again soon."))
    if isinstance(answer, Unanswered):
        raise PaddleUnsure(
            _(
                "Paddle did not answer in time. If it did what you asked, this page shows it "
                "within the hour: look again before you repeat it."
            )
        )
    return answer


def _refusal(said: Refused) -> Conflict:
    if said.code == "subscription_locked_renewal":
        return RenewalNear(
            _(
                "Paddle is about to renew this subscription and takes no change in the last 30 "
                "minutes before that. Try again after the renewal."
            )
        )
    if said.code == "subscription_payment_declined":
        return CardDeclined(
            _("The card was declined, so nothing changed. Use another card and try again.")
        )
    if said.status == 429 or said.status >= 500:
        return PaddleSilent(_("Paddle does not answer now. Nothing was changed: try again soon."))
    return PaddleRefused(
        _("Paddle does not do this now (%(code)s). Nothing was changed. Write to the operator.")
        % {"code": said.code or said.status}
    )
