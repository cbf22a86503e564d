"""The demo's landing page, `/l/example`: what an operator's own page may look like.

It says only what ChatSync does, and quotes nobody.
"""

from chatsync.analytics.actions.landings import make_landing, publish, save_block
from chatsync.analytics.blocks import Block
from chatsync.analytics.models import Variant
from chatsync.analytics.queries.landings import landing_of

SLUG = "example"

_BLOCKS: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    (
        "hero",
        {
            "title": "Your team answers WhatsApp from one place",
            "text": "Every message comes to one inbox. Whoever is free takes the next one.",
            "button": "Try it with your shop",
        },
        {
            "title": "آپ کی ٹیم واٹس ایپ کا جواب ایک ہی جگہ سے دے",
            "text": "ہر پیغام ایک ہی اِن باکس میں آتا ہے۔ جو فارغ ہو، اگلا پیغام لے لیتا ہے۔",
            "button": "اپنی دکان کے ساتھ آزمائیں",
        },
    ),
    (
        "feature",
        {
            "title": "You see who else is answering",
            "text": "Who reads and who writes is shown. An answer waits while a message is unseen.",
        },
        {
            "title": "آپ دیکھتے ہیں کہ اور کون جواب دے رہا ہے",
            "text": "پڑھنے اور لکھنے والا نظر آتا ہے؛ ان دیکھا پیغام ہو تو جواب رکتا ہے۔",
        },
    ),
    (
        "feature",
        {
            "title": "Works on a cheap phone",
            "text": "Pages are small, what you typed is kept, and a lost connection loses nothing.",
        },
        {
            "title": "سستے فون پر بھی چلتا ہے",
            "text": "صفحے ہلکے ہیں، لکھا ہوا محفوظ رہتا ہے، اور رابطہ ٹوٹنے سے کچھ نہیں کھوتا۔",
        },
    ),
    (
        "question",
        {
            "question": "Does it go through WhatsApp's official service?",
            "answer": "Yes: numbers are connected through Meta's own Cloud API.",
        },
        {
            "question": "کیا یہ واٹس ایپ کا سرکاری راستہ ہے؟",
            "answer": "جی ہاں: نمبر میٹا کے اپنے Cloud API کے ذریعے جوڑے جاتے ہیں۔",
        },
    ),
    (
        "call",
        {"title": "Begin today", "button": "Make an account"},
        {"title": "آج ہی شروع کریں", "button": "اکاؤنٹ بنائیں"},
    ),
)


def publish_example() -> None:
    """Make the page and show it, unless it is there."""
    if landing_of(SLUG):
        return
    make_landing(SLUG)
    for place, (kind, english, urdu) in enumerate(_BLOCKS):
        block: Block = {"id": f"{kind}{place}", "kind": kind, "en": english, "ur": urdu}
        save_block(SLUG, Variant.A, block)
    publish(SLUG, Variant.A)
