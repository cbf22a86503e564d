"""A landing page as its template draws it, for visitors and for the operator's preview."""

import secrets
from typing import Any

from chatsync.analytics.blocks import Block, sections
from chatsync.analytics.models import Variant


def drawn(share_b: int) -> Variant:
    """The variant of one page view. Nothing is remembered: the next view draws again."""
    return Variant.B if secrets.randbelow(100) < share_b else Variant.A


def page_facts(blocks: list[Block], language: str, sign_up: str) -> dict[str, Any]:
    """What `site/landing.html` shows; `sign_up` is where its buttons lead."""
    parts = sections(blocks, language)
    texts = [block for part in parts for block in part["blocks"]]
    return {
        "sections": parts,
        "title": _first(texts, "title"),
        "says": _first(texts, "text"),
        "sign_up": sign_up,
    }


def _first(texts: list[dict[str, str]], name: str) -> str:
    return next((text[name] for text in texts if text.get(name)), "")
