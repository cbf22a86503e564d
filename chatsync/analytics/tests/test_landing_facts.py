"""What machines read of a landing page stands on it."""

import secrets
from typing import Any

import pytest

from chatsync.analytics.actions import landings as deeds
from chatsync.analytics.models import Variant
from chatsync.analytics.tests.make import a_landing, block
from chatsync.site.tests.stand import Browser
from chatsync.site.tests.test_house import told_to_machines

pytestmark = pytest.mark.usefixtures("db")


def told(path: str) -> Any:
    return told_to_machines(Browser().open(path).content.decode())


def test_machines_read_what_a_landing_page_is_called_in_its_language() -> None:
    a_landing("spring", block("hero", title="</script>Answer", text="As one\nteam"))
    assert told("/l/spring?utm_source=x") == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": "http://localhost:8000/l/spring",
        "inLanguage": "en",
        "name": "</script>Answer",
        "description": "As one team",
    }
    urdu = told("/ur/l/spring")
    assert (urdu["inLanguage"], urdu["name"]) == ("ur", "اردو: </script>Answer")
    assert urdu["url"] == "http://localhost:8000/ur/l/spring"


def test_a_page_without_a_text_is_not_described() -> None:
    a_landing("spring", block("call"))
    assert "description" not in told("/l/spring")


def test_machines_read_the_questions_of_the_variant_that_people_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_landing("spring", block("hero"))
    b = (block("question", "1", question="Is it B?", answer="Yes."), block("question", "2"))
    a_landing("spring", *b, variant=Variant.B)
    deeds.split("spring", 50)
    monkeypatch.setattr(secrets, "randbelow", lambda _most: 99)
    first = told("/l/spring")
    assert first["@type"] == "WebPage"
    assert "mainEntity" not in first
    monkeypatch.setattr(secrets, "randbelow", lambda _most: 0)
    second = told("/l/spring")
    assert (second["@type"], second["name"]) == ("FAQPage", "hero title")
    assert [it["name"] for it in second["mainEntity"]] == ["Is it B?", "question question"]
    assert second["mainEntity"][0]["acceptedAnswer"] == {"@type": "Answer", "text": "Yes."}
