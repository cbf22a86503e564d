"""Reads of landing pages."""

from dataclasses import dataclass
from uuid import UUID

from chatsync.analytics.models import Landing, LandingVersion, SignUpOrigin, Variant


@dataclass(frozen=True)
class Live:
    """A page as visitors get it: the newest version of each variant, and how often B is drawn."""

    slug: str
    share_b: int
    versions: dict[str, LandingVersion]


def live_landing(slug: str) -> Live | None:
    """The page at an address; None where none is online."""
    landing = Landing.objects.filter(slug=slug, is_live=True).first()
    if landing is None:
        return None
    newest = (
        LandingVersion.objects.filter(landing=landing)
        .exclude(published_at=None)
        .order_by("variant", "-number")
        .distinct("variant")
    )
    versions = {version.variant: version for version in newest}
    return Live(slug, landing.share_b if Variant.B in versions else 0, versions)


def shared_version(slug: str, number: int) -> LandingVersion | None:
    """A version whose picture may be asked for: published, of variant A, the page online."""
    rows = LandingVersion.objects.filter(landing__slug=slug, landing__is_live=True)
    return rows.filter(variant=Variant.A, number=number).exclude(published_at=None).first()


def live_slugs() -> list[str]:
    """The addresses of all pages that are online; for the sitemap."""
    return list(
        Landing.objects.filter(is_live=True).order_by("slug").values_list("slug", flat=True)
    )


def landings() -> list[Landing]:
    """All pages, by address."""
    return list(Landing.objects.order_by("slug"))


def landing_of(slug: str) -> Landing | None:
    return Landing.objects.filter(slug=slug).first()


def versions_of(landing: Landing) -> list[LandingVersion]:
    """All versions of both variants, the newest first."""
    return list(LandingVersion.objects.filter(landing=landing).order_by("variant", "-number"))


def shown_in_editor(landing: Landing, variant: Variant) -> LandingVersion | None:
    """The draft, or where there is none the newest version; of B, which may not exist, A's."""
    for wanted in (variant, Variant.A):
        rows = LandingVersion.objects.filter(landing=landing, variant=wanted)
        newest = rows.order_by("-number").first()
        if newest:
            return newest
    return None


def published_version(landing: Landing, variant: Variant, number: int) -> LandingVersion | None:
    """One version as visitors saw it; None for a draft and for what never was."""
    rows = LandingVersion.objects.filter(landing=landing, variant=variant, number=number)
    return rows.exclude(published_at=None).first()


def awaited_origins() -> list[UUID]:
    """The workspaces whose first message has not come."""
    return list(SignUpOrigin.objects.values_list("workspace_id", flat=True))
