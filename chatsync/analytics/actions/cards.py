"""Pictures for shared links to landing pages: drawn when first asked for, then kept."""

from django.utils.translation import gettext_lazy as _

from chatsync.analytics.card import draw_card, words_of
from chatsync.analytics.models import LandingCard
from chatsync.analytics.queries.landings import shared_version
from chatsync.kit.errors import NotFound


def card_of(slug: str, number: int, language: str, key: str) -> bytes:
    """The picture of a published version of a page that is online. Raises NotFound for any other,
    and for a key that is not the one of what stands on it.
    """
    version = shared_version(slug, number)
    words = words_of(version.blocks, language) if version else None
    if version is None or words is None or words.key != key:
        raise NotFound(_("There is no such picture."))
    kept = LandingCard.objects.filter(version=version, language=language, key=key).first()
    if kept:
        return bytes(kept.picture)
    drawn = draw_card(words)
    LandingCard.objects.update_or_create(
        version=version, language=language, defaults={"key": key, "picture": drawn}
    )
    return drawn
