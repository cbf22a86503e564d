"""People who are signed in and may go no further yet: what they have to do first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.factors import has_second_factor, needs_factor
from chatsync.accounts.models import Person


@dataclass(frozen=True)
class FirstDeed:
    """What stands between a signed-in person and the product, and the page that ends it."""

    code: str
    path: str
    detail: Promise | str


_PASSWORD = FirstDeed(
    "password_change_required",
    "/account/password",
    _("Your password is a temporary one. Set your own first."),
)
_FACTOR = FirstDeed(
    "second_factor_required",
    "/account/factors",
    _("Your work needs a second factor. Set one up first."),
)


def held_back(person: Person) -> FirstDeed | None:
    """What the person must do before anything else, or None."""
    if person.must_change_password:
        return _PASSWORD
    if needs_factor(person) and not has_second_factor(person):
        return _FACTOR
    return None
