"""Field limits of every message type: the last value that fits, the first that does not."""

from typing import Any

import pytest

from sandbox.tests.support import Meta

Json = dict[str, Any]
TO = "+923001112233"


def buttons(*titles: str, body: str = "Choose") -> Json:
    replies = [{"type": "reply", "reply": {"id": t, "title": t}} for t in titles]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": replies}}


def rows(count: int, sections: int = 1) -> Json:
    parts = [
        {"title": f"S{s}", "rows": [{"id": f"{s}-{r}", "title": f"R{r}"} for r in range(count)]}
        for s in range(sections)
    ]
    return {
        "type": "list",
        "body": {"text": "Choose"},
        "action": {"button": "Open", "sections": parts},
    }


def filled(*texts: str, name: str = "order_update", language: str = "en") -> Json:
    parameters = [{"type": "text", "text": text} for text in texts]
    components = [{"type": "body", "parameters": parameters}]
    return {"name": name, "language": {"code": language}, "components": components}


FITS: list[tuple[str, object]] = [
    ("text", {"body": "😀" * 4096}),
    ("image", {"link": "https://example.com/a.jpg", "caption": "c" * 1024}),
    ("location", {"latitude": 24.8, "longitude": "67.0"}),
    ("contacts", [{"name": {"formatted_name": "A B", "first_name": "A"}}]),
    ("reaction", {"message_id": "wamid.a", "emoji": ""}),
    ("interactive", buttons("Yes", "No", "t" * 20, body="b" * 1024)),
    ("interactive", rows(5, 2)),
    ("template", filled("Ayesha", "KKS-1")),
    ("template", filled("عائشہ", "KKS-1", language="ur")),
]
REFUSED: list[tuple[str, object, int]] = [
    ("text", {"body": "x" * 4097}, 131009),
    ("text", {}, 131008),
    ("image", {"link": "https://example.com/a.jpg", "caption": "c" * 1025}, 131009),
    ("image", {}, 131008),
    ("image", {"id": "404404"}, 131009),
    ("audio", {"link": "https://example.com/a.ogg", "caption": "no"}, 100),
    ("location", {"latitude": 91, "longitude": 0}, 131009),
    ("contacts", [{"name": {"formatted_name": "A"}}], 131008),
    ("reaction", {"message_id": "wamid.a"}, 131008),
    ("interactive", buttons("Yes", "Yes"), 131009),
    ("interactive", buttons("t" * 21), 131009),
    ("interactive", buttons("1", "2", "3", "4"), 131009),
    ("interactive", rows(6, 2), 131009),
    ("template", filled("only one"), 132000),
    ("template", filled("new\nline", "x"), 132018),
    ("template", filled("a", "b", language="fr"), 132001),
    ("template", filled("Ayesha", name="new_arrivals"), 132012),
    ("poll", {}, 100),
]


@pytest.mark.parametrize(("kind", "part"), FITS)
async def test_a_message_within_its_limits_is_accepted(meta: Meta, kind: str, part: object) -> None:
    answer = await meta.send(TO, type=kind, **{kind: part})
    assert answer.status == 200, answer.body


@pytest.mark.parametrize(("kind", "part", "code"), REFUSED)
async def test_a_message_beyond_its_limits_is_refused(
    meta: Meta, kind: str, part: object, code: int
) -> None:
    answer = await meta.send(TO, type=kind, **{kind: part})
    assert answer.body["error"]["code"] == code, answer.body
    assert await meta.sends() == []
