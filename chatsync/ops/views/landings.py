"""`/ops/landings`: the operator's landing pages, and one of them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.analytics.actions.landings import (
    delete_landing,
    make_landing,
    publish,
    put_online,
    restore,
    split,
    take_offline,
)
from chatsync.analytics.blocks import KINDS, LANGUAGES, Block
from chatsync.analytics.models import Landing, LandingVersion, Variant
from chatsync.analytics.queries.landings import landing_of, landings, versions_of
from chatsync.kit.errors import Conflict, Invalid, Refusal
from chatsync.ops.landing_forms import ShareForm, SlugForm
from chatsync.ops.views.paging import listed

_TELLING = ("title", "question", "name", "text")
"""Texts that tell blocks of a kind apart, the best first."""
_pages = require_http_methods(["GET", "HEAD", "POST"])


@_pages
def landing_list(request: HttpRequest) -> HttpResponse:
    """All pages, and the form for another one."""
    form = SlugForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_landing(form.cleaned_data["slug"])
        except (Invalid, Conflict) as refused:
            form.add_error("slug", str(refused.detail))
        else:
            return redirect("ops_landing_draft", slug=made.slug, variant=Variant.A.value)
    return render(request, "ops/landings.html", {**listed(request, landings()), "form": form})


@require_safe
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """How a page stands: online or not, its variants, every version."""
    return _page(request, slug)


@_pages
def splitting(request: HttpRequest, slug: str) -> HttpResponse:
    """How many of a hundred views get variant B."""
    found = found_landing(slug)
    form = ShareForm(
        request.POST if request.method == "POST" else None, initial={"share_b": found.share_b}
    )
    if request.method == "POST" and form.is_valid():
        try:
            split(slug, form.cleaned_data["share_b"])
        except Conflict as refused:
            form.add_error("share_b", str(refused.detail))
        else:
            return redirect(f"/ops/landings/{slug}?done=split")
    return render(request, "ops/landing_split.html", {"form": form, "landing": found})


@_pages
def publishing(request: HttpRequest, slug: str, variant: str) -> HttpResponse:
    """Show the draft of a variant to everybody."""
    known = variant_of(variant)
    return _deed(request, slug, "publish", lambda: publish(slug, known), known)


@_pages
def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a page offline, or put it online again."""
    if found_landing(slug).is_live:
        return _deed(request, slug, "offline", lambda: take_offline(slug))
    return _deed(request, slug, "online", lambda: put_online(slug))


@_pages
def restoring(request: HttpRequest, slug: str, variant: str, version: int) -> HttpResponse:
    """Make the draft what an older version was."""
    known = variant_of(variant)
    return _deed(request, slug, "restore", lambda: restore(slug, known, version), known)


@_pages
def deleting(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a page that is offline."""
    if request.method == "POST":
        found_landing(slug)
        try:
            delete_landing(slug)
        except Conflict as refused:
            return _page(request, slug, refused)
        return redirect("/ops/landings?done=deleted")
    return _deed(request, slug, "delete", lambda: None)


def found_landing(slug: str) -> Landing:
    """The page of an address; raises Http404."""
    found = landing_of(slug)
    if found is None:
        raise Http404
    return found


def variant_of(text: str) -> Variant:
    """The variant that an address names; raises Http404."""
    if text not in Variant.values:
        raise Http404
    return Variant(text)


def told_block(block: Block) -> dict[str, Any]:
    """A block with the words by which its reader knows it, in their language where it has any."""
    own = translation.get_language() or "en"
    texts = (block.get(it, {}) for it in sorted(LANGUAGES, key=lambda it: it != own))
    said = (text[name] for text in texts for name in _TELLING if text.get(name))
    return {"block": block, "kind": KINDS[block["kind"]], "words": next(said, "")}


def _page(
    request: HttpRequest,
    slug: str,
    refused: Refusal | None = None,
    variant: Variant | None = None,
) -> HttpResponse:
    """`refused`: what could not be done, of a `variant` if of one alone."""
    found = found_landing(slug)
    versions = versions_of(found)
    paths = [f"{before}/l/{slug}" for before in ("", "/ur")]
    facts = {
        "landing": found,
        "addresses": [f"{settings.BASE_URL}{path}" for path in paths],
        "traffic": [(path, urlencode({"page": path})) for path in paths],
        "variants": [
            {
                "variant": it.value,
                "versions": (own := [one for one in versions if one.variant == it]),
                "has_draft": any(one.published_at is None for one in own),
            }
            for it in Variant
        ],
        "live": _live(versions),
        "done": request.GET.get("done", ""),
        "fault": str(refused.detail) if refused else "",
        "variant": variant,
        "lacking": [told_block(it) for it in (refused.extra.get("lacking", []) if refused else [])],
    }
    return render(request, "ops/landing.html", facts, status=409 if refused else 200)


def _live(versions: list[LandingVersion]) -> set[int]:
    """The ids of the versions that visitors get while the page is online."""
    newest: dict[str, int] = {}
    for version in versions:
        if version.published_at:
            newest.setdefault(version.variant, version.pk)
    return set(newest.values())


def _deed(
    request: HttpRequest,
    slug: str,
    name: str,
    deed: Callable[[], None],
    variant: Variant | None = None,
) -> HttpResponse:
    """Ask, then do it; what cannot be done is said on the page of the landing page."""
    found = found_landing(slug)
    if request.method != "POST":
        facts = {"landing": found, "deed": name, "variant": variant}
        return render(request, "ops/landing_deed.html", facts)
    try:
        deed()
    except Refusal as refused:
        return _page(request, slug, refused, variant)
    return redirect(f"/ops/landings/{slug}?done={name}")
