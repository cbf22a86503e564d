"""Landing pages to test with."""

import pytest
from PIL import features

from chatsync.analytics.actions.landings import make_landing, publish, save_block
from chatsync.analytics.blocks import KINDS, Block
from chatsync.analytics.models import Variant

needs_letters = pytest.mark.skipif(
    not features.check("raqm"), reason="FriBidi is not installed here and apt is not ours"
)


def block(kind: str, name: str = "one", **texts: str) -> Block:
    """A block whose texts say what they are; `name` is its id."""
    english = {text.name: f"{kind} {text.name}" for text in KINDS[kind].texts}
    english.update({key: said for key, said in texts.items() if key in english})
    urdu = {key: f"اردو: {said}" for key, said in english.items()}
    return {"id": name if name != "one" else kind, "kind": kind, "en": english, "ur": urdu}


def a_landing(slug: str, *blocks: Block, variant: Variant = Variant.A) -> None:
    """A page with these blocks, published."""
    if variant == Variant.A:
        make_landing(slug)
    for one in blocks or (block("hero"),):
        save_block(slug, variant, one)
    publish(slug, variant)
