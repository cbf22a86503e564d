import io

import pytest
from babel.messages.catalog import Message

from chatsync.config.catalogues import extract_template, faults, faults_in


def test_every_string_of_the_server_is_in_urdu() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("source", "urdu"),
    [("Sign in", ""), ("Begins with %(codes)s.", "سے شروع"), (("one", "%(n)s"), ("ایک", ""))],
)
def test_a_missing_translation_or_placeholder_is_a_fault(source: str, urdu: str) -> None:
    assert list(faults_in("ur", Message(source, urdu)))


def test_a_whole_translation_is_none() -> None:
    assert not list(faults_in("ur", Message("Begins with %(codes)s.", "%(codes)s سے شروع")))


def test_templates_are_read_with_plurals_contexts_and_names() -> None:
    template = (
        '<p>{% translate "Sign in" %}</p>\n  {% translate "Open" context "verb" %}'
        "{% blocktranslate count n=found %}One of {{ all }}{% plural %}{{ n }} of {{ all }}"
        "{% endblocktranslate %}"
    )
    found = [
        (function, message)
        for _, function, message, _ in extract_template(io.BytesIO(template.encode()), {}, [], {})
    ]
    assert found == [
        ("gettext", "Sign in"),
        ("pgettext", ("verb", "Open")),
        ("ngettext", ("One of %(all)s", "%(n)s of %(all)s")),
    ]
