"""Listing the words that campaign links may hold."""

import re

from django.utils.translation import gettext_lazy as _

from chatsync.analytics.campaigns import LISTED, OTHER, plain
from chatsync.analytics.models import LONGEST_VALUE, UtmKind, UtmValue
from chatsync.kit.errors import Conflict, Invalid

MOST_VALUES = 200
_FORM = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{LONGEST_VALUE - 1}}}")


def list_word(kind: UtmKind, value: str) -> UtmValue:
    """Count a word as it stands from now on. Raises Invalid or Conflict."""
    word = plain(value)
    if not _FORM.fullmatch(word) or word == OTHER:
        raise Invalid(_("Use letters, digits, dots, dashes and underscores; not “other”."))
    if UtmValue.objects.count() >= MOST_VALUES:
        raise Conflict(_("There are 200 words already. Take out those that no link uses."))
    row, is_new = UtmValue.objects.get_or_create(kind=kind, value=word)
    if not is_new:
        raise Conflict(_("This word is on the list already."))
    LISTED.forget()
    return row


def unlist_word(row_id: int) -> bool:
    """Count a word as `other` from now on; what was counted stays."""
    gone, _by_table = UtmValue.objects.filter(id=row_id).delete()
    LISTED.forget()
    return bool(gone)
