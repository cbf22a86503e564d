"""News of an account's templates: what was kept of them goes, and open pages ask again."""

from collections.abc import Iterable

from django.core.cache import cache

from chatsync.channels.actions.connect import number_changed
from chatsync.channels.actions.templates import kept_under
from chatsync.channels.models import Number
from chatsync.channels.whatsapp import facts

_FIELDS = ("message_template_", "template_")


def heed_template_news(news: Iterable[facts.AccountUpdate | facts.ChannelError]) -> None:
    """Forget the templates of the accounts whose templates changed; inside the open scope.

    An approved one can be chosen at once, a paused or disabled one no longer (Meta, webhook field
    `message_template_status_update` and its siblings).
    """
    accounts = {
        item.waba_id
        for item in news
        if isinstance(item, facts.AccountUpdate) and item.field.startswith(_FIELDS)
    }
    if not accounts:
        return
    numbers = Number.objects.filter(waba_id__in=accounts, disconnected_at=None).order_by("id")
    for workspace_id, number_id in numbers.values_list("workspace_id", "id"):
        cache.delete(kept_under(workspace_id, number_id))
        number_changed(number_id)
