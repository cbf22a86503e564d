"""`/ops/landings/<slug>/<variant>`: the draft of a landing page, block by block."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.analytics.actions.landings import move_block, new_block, remove_block, save_block
from chatsync.analytics.blocks import KINDS, LANGUAGES, Block, missing
from chatsync.analytics.card import draw_card, words_of
from chatsync.analytics.landing_page import page_facts
from chatsync.analytics.lettering import can_letter
from chatsync.analytics.queries.landings import published_version, shown_in_editor
from chatsync.kit.errors import Conflict, NotFound
from chatsync.ops.landing_forms import BlockForm
from chatsync.ops.views.landings import found_landing, told_block, variant_of

_MOVES = {"up": -1, "down": 1}


@require_safe
def draft(request: HttpRequest, slug: str, variant: str) -> HttpResponse:
    """The blocks in order, what they lack, and the kinds to add."""
    known = variant_of(variant)
    landing = found_landing(slug)
    shown = shown_in_editor(landing, known)
    blocks = shown.blocks if shown else []
    lacking = {block["id"] for block, _language in missing(blocks)}
    facts = {
        "landing": landing,
        "variant": known,
        "rows": [{**told_block(block), "lacks": block["id"] in lacking} for block in blocks],
        "has_draft": shown is not None and shown.variant == known and shown.published_at is None,
        "can_letter": can_letter(),
        "cards": [(it, words_of(blocks, it)) for it in LANGUAGES],
        "kinds": KINDS.values(),
        "done": request.GET.get("done", ""),
    }
    return render(request, "ops/landing_draft.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: HttpRequest, slug: str, variant: str, kind: str) -> HttpResponse:
    """A new block at the end of the draft."""
    found_landing(slug)
    try:
        block = new_block(kind)
    except NotFound as unknown:
        raise Http404 from unknown
    return _block_page(request, slug, variant, block)


@require_http_methods(["GET", "HEAD", "POST"])
def editing(request: HttpRequest, slug: str, variant: str, block: str) -> HttpResponse:
    """The texts of one block."""
    return _block_page(request, slug, variant, _block_of(slug, variant, block))


@require_http_methods(["GET", "HEAD", "POST"])
def arranging(request: HttpRequest, slug: str, variant: str, block: str) -> HttpResponse:
    """Field `move`: up, down or out. Opened as a page it asks whether the block shall go: its words
    in both languages go with it.
    """
    known, wanted = variant_of(variant), request.POST.get("move", "")
    landing = found_landing(slug)
    if request.method != "POST":
        found = _block_of(slug, variant, block)
        facts = {"landing": landing, "variant": known, "row": told_block(found)}
        return render(request, "ops/landing_block_out.html", facts)
    try:
        if wanted == "out":
            remove_block(slug, known, block)
            return redirect(f"/ops/landings/{slug}/{variant}?done=out")
        if wanted in _MOVES:
            move_block(slug, known, block, _MOVES[wanted])
    except NotFound as gone:
        raise Http404 from gone
    return redirect("ops_landing_draft", slug=slug, variant=variant)


@require_safe
def preview(request: HttpRequest, slug: str, variant: str, language: str) -> HttpResponse:
    """The draft as visitors would see it. Nothing is counted here."""
    return _shown(request, slug, variant, language, _blocks(slug, variant))


@require_safe
def card(_request: HttpRequest, slug: str, variant: str, language: str) -> HttpResponse:
    """The picture that links would show if the draft were published now."""
    words = words_of(_blocks(slug, variant), language)
    if words is None:
        raise Http404
    return HttpResponse(draw_card(words), content_type="image/jpeg")


@require_safe
def looking_back(
    request: HttpRequest, slug: str, variant: str, version: int, language: str
) -> HttpResponse:
    """A published version as visitors saw it. Nothing is counted here."""
    found = published_version(found_landing(slug), variant_of(variant), version)
    if found is None:
        raise Http404
    return _shown(request, slug, variant, language, found.blocks, version)


def _shown(
    request: HttpRequest,
    slug: str,
    variant: str,
    language: str,
    blocks: list[Block],
    version: int = 0,
) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    facts = page_facts(blocks, language, "#")
    facts.update(slug=slug, variant=variant, version=version)
    with translation.override(language):
        facts.update(language=language, direction="rtl" if language == "ur" else "ltr")
        return render(request, "ops/landing_preview.html", facts)


def _block_of(slug: str, variant: str, block: str) -> Block:
    """A block of the draft; raises Http404."""
    found = next((one for one in _blocks(slug, variant) if one["id"] == block), None)
    if found is None:
        raise Http404
    return found


def _blocks(slug: str, variant: str) -> list[Block]:
    version = shown_in_editor(found_landing(slug), variant_of(variant))
    return list(version.blocks) if version else []


def _block_page(request: HttpRequest, slug: str, variant: str, block: Block) -> HttpResponse:
    known = variant_of(variant)
    form = BlockForm(block, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            save_block(slug, known, form.block())
        except Conflict as refused:
            form.add_error(None, str(refused.detail))
        else:
            return redirect(f"/ops/landings/{slug}/{variant}?done=saved")
    facts = {
        "form": form,
        "kind": KINDS[block["kind"]],
        "landing": found_landing(slug),
        "variant": known,
    }
    return render(request, "ops/landing_block.html", facts)
