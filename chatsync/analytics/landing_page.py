"""A landing page as its template draws it, for visitors and for the operator's preview."""

import secrets
from typing import Any

from chatsync.analytics.blocks import OPENING, Block, sections
from chatsync.analytics.models import Variant


def drawn(share_b: int) -> Variant:
    """The variant of one page view. Nothing is remembered: the next view draws again."""
    return Variant.B if secrets.randbelow(100) < share_b else Variant.A


def page_facts(blocks: list[Block], language: str, sign_up: str) -> dict[str, Any]:
    """What `site/landing.html` shows; `sign_up` is where its buttons lead."""
    parts = sections(blocks, language)
    texts = [block for part in parts for block in part["blocks"]]
    openings = [part for part in parts if part["kind"] == OPENING]
    if openings:
        openings[0]["leads"] = True
    return {
        "sections": parts,
        "has_opening": bool(openings),
        "title": _first(texts, "title", "question", "name", "text"),
        "says": _first(texts, "text", "answer"),
        "sign_up": sign_up,
    }


def _first(texts: list[dict[str, str]], *names: str) -> str:
    """The first text of the first of these names that any block has, on one line."""
    said = (text[name] for name in names for text in texts if text.get(name))
    return " ".join(next(said, "").split())
