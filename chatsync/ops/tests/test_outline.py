"""The shape of a body tells nothing of what it says."""

import json

import pytest

from chatsync.ops.outline import outline


def test_texts_become_lengths_and_numbers_a_mark() -> None:
    body = {"from": "923001234567", "n": 42, "ok": True, "no": None, "list": [{"body": "ملیں"}, []]}
    assert outline(json.dumps(body).encode()) == [
        "{",
        '  "from": "… 12"',
        '  "n": #',
        '  "ok": ?',
        '  "no": null',
        '  "list": [',
        "    {",
        '      "body": "… 4"',
        "    }",
        "    []",
        "  ]",
        "}",
    ]


@pytest.mark.parametrize("name", ["923001234567", "Ayesha Khan", "عائشہ", "a" * 41, "<b>"])
def test_a_name_that_could_be_somebodys_own_word_is_a_length_too(name: str) -> None:
    assert outline(json.dumps({name: {"sha256": "x"}}).encode()) == [
        "{",
        f'  "… {len(name)}": {{',
        '    "sha256": "… 1"',
        "  }",
        "}",
    ]


@pytest.mark.parametrize("raw", [b"", b"{not json", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_has_no_shape(raw: bytes) -> None:
    assert outline(raw) is None


def test_a_huge_body_is_cut() -> None:
    lines = outline(json.dumps(list(range(100_000))).encode())
    assert lines is not None
    assert (len(lines), lines[-1]) == (401, "…")


def test_a_deep_body_is_cut() -> None:
    lines = outline(b"[" * 100 + b'"secret"' + b"]" * 100)
    assert lines is not None
    assert "[…]" in lines[len(lines) // 2]
