"""Making landing pages: drafts, versions, publishing, splitting traffic."""

import re
import secrets
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chatsync.analytics.blocks import KINDS, MOST_BLOCKS, Block, missing
from chatsync.analytics.models import LONGEST_SLUG, Landing, LandingVersion, Variant
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid, NotFound

MOST_LANDINGS = 200
_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{LONGEST_SLUG - 2}}}[a-z0-9])?")


def make_landing(slug: str) -> Landing:
    """A page with an empty draft. Raises Invalid or Conflict."""
    name = slug.strip().lower()
    if not _SLUG.fullmatch(name):
        raise Invalid(_("Use small letters, digits and dashes, for example spring-offer."))
    with transaction.atomic():
        if Landing.objects.count() >= MOST_LANDINGS:
            raise Conflict(_("There are 200 landing pages already. Delete one first."))
        landing, is_new = Landing.objects.get_or_create(slug=name)
        if not is_new:
            raise Conflict(_("There is a landing page at this address already."))
        LandingVersion.objects.create(landing=landing, variant=Variant.A, number=1)
    return landing


def save_block(slug: str, variant: Variant, block: Block) -> None:
    """Put a block at the end of the draft, or in the place of the one with its id."""

    def deed(blocks: list[Block]) -> list[Block]:
        known = [one["id"] for one in blocks]
        if block["id"] in known:
            return [block if one["id"] == block["id"] else one for one in blocks]
        if len(blocks) >= MOST_BLOCKS:
            raise Conflict(_("A page has 40 blocks at most. Take one out first."))
        return [*blocks, block]

    _edit(slug, variant, deed)


def move_block(slug: str, variant: Variant, block_id: str, by: int) -> None:
    """Move a block up (-1) or down (+1); at the end of the page nothing happens."""

    def deed(blocks: list[Block]) -> list[Block]:
        place = _place_of(blocks, block_id)
        target = min(max(place + by, 0), len(blocks) - 1)
        rest = [one for one in blocks if one["id"] != block_id]
        return [*rest[:target], blocks[place], *rest[target:]]

    _edit(slug, variant, deed)


def remove_block(slug: str, variant: Variant, block_id: str) -> None:
    """Take a block out of the draft. Published versions keep it."""

    def deed(blocks: list[Block]) -> list[Block]:
        _place_of(blocks, block_id)
        return [one for one in blocks if one["id"] != block_id]

    _edit(slug, variant, deed)


def restore(slug: str, variant: Variant, number: int) -> None:
    """Make the draft what a published version was."""
    old = LandingVersion.objects.filter(landing__slug=slug, variant=variant, number=number).first()
    if old is None:
        raise NotFound(_("There is no such version."))
    _edit(slug, variant, lambda _blocks: list(old.blocks))


def publish(slug: str, variant: Variant) -> None:
    """Show the draft to everybody. Raises Conflict where there is nothing to show, or it lacks
    words in a language."""
    with transaction.atomic():
        landing = _held(slug)
        draft = _drafts(landing, variant).first()
        if draft is None or not draft.blocks:
            raise Conflict(_("There is no draft with a block in it."))
        lacking = {block["id"]: block for block, _language in missing(draft.blocks)}
        if lacking:
            raise Conflict(
                _("Some blocks lack words in English or Urdu. Fill them in first."),
                lacking=list(lacking.values()),
            )
        draft.published_at = now()
        draft.save(update_fields=["published_at"])
        if variant == Variant.A:
            landing.is_live = True
            landing.save(update_fields=["is_live"])


def take_offline(slug: str) -> None:
    """Answer the page's address as if there were none. Versions and counts stay."""
    with transaction.atomic():
        landing = _held(slug)
        landing.is_live = False
        landing.save(update_fields=["is_live"])


def put_online(slug: str) -> None:
    """Show the newest published version again."""
    with transaction.atomic():
        landing = _held(slug)
        if not _published(landing, Variant.A):
            raise Conflict(_("Publish variant A first."))
        landing.is_live = True
        landing.save(update_fields=["is_live"])


def split(slug: str, share_b: int) -> None:
    """Draw variant B for so many of a hundred views. Raises Conflict while B is not published."""
    with transaction.atomic():
        landing = _held(slug)
        if share_b and not _published(landing, Variant.B):
            raise Conflict(_("Publish variant B first."))
        landing.share_b = share_b
        landing.save(update_fields=["share_b"])


def delete_landing(slug: str) -> None:
    """Delete a page that is offline, with its versions. What was counted stays."""
    with transaction.atomic():
        landing = _held(slug)
        if landing.is_live:
            raise Conflict(_("Take the page offline first."))
        landing.delete()


def new_block(kind: str) -> Block:
    """An empty block of a kind. Raises NotFound for a kind that does not exist."""
    if kind not in KINDS:
        raise NotFound(_("There is no such kind of block."))
    return {"id": secrets.token_hex(4), "kind": kind, "en": {}, "ur": {}}


def _edit(slug: str, variant: Variant, deed: Callable[[list[Block]], list[Block]]) -> None:
    """Change the draft under the page's lock; where there is none, a copy of what is live."""
    with transaction.atomic():
        landing = _held(slug)
        draft = _drafts(landing, variant).first()
        if draft is None:
            draft = _next_draft(landing, variant)
        draft.blocks = deed(draft.blocks)
        draft.save()


def _next_draft(landing: Landing, variant: Variant) -> LandingVersion:
    """Variant B begins as what A is."""
    own = LandingVersion.objects.filter(landing=landing, variant=variant).order_by("-number")
    newest = own.first()
    model = newest or LandingVersion.objects.filter(landing=landing).order_by("-number").first()
    return LandingVersion(
        landing=landing,
        variant=variant,
        number=newest.number + 1 if newest else 1,
        blocks=list(model.blocks) if model else [],
    )


def _held(slug: str) -> Landing:
    landing = Landing.objects.select_for_update(no_key=True).filter(slug=slug).first()
    if landing is None:
        raise NotFound(_("There is no such landing page."))
    return landing


def _drafts(landing: Landing, variant: Variant) -> QuerySet[LandingVersion]:
    return LandingVersion.objects.filter(landing=landing, variant=variant, published_at=None)


def _published(landing: Landing, variant: Variant) -> bool:
    rows = LandingVersion.objects.filter(landing=landing, variant=variant)
    return rows.exclude(published_at=None).exists()


def _place_of(blocks: list[Block], block_id: str) -> int:
    place = next((at for at, one in enumerate(blocks) if one["id"] == block_id), None)
    if place is None:
        raise NotFound(_("This block is no longer there."))
    return place
