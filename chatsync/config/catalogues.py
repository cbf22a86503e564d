"""The server's words: `python -m chatsync.config.catalogues extract|compile|check`.

`extract` brings the strings of the source into locale/*/LC_MESSAGES/django.po, `compile` makes
the .mo files that Django reads (at build time, not committed), `check` fails when a string is
missing, untranslated or has other placeholders than its source.
"""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("en", "ur")
_SOURCE_LOCALE = "en"
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def extract_template(
    fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Babel's door to Django templates: Django turns them into calls, Babel reads the calls."""
    calls = templatize(fileobj.read().decode())
    flat = "\n".join(line.lstrip() for line in calls.splitlines())
    found = extract("python", io.BytesIO(flat.encode()), _KEYWORDS, comment_tags, options)
    for line, message, comments, context in found:
        yield line, *_call(message, context), comments
    del keywords


def _call(message: Any, context: str | None) -> tuple[str, Any]:
    """The call that would be written for a message: what Babel asks of an extractor."""
    if isinstance(message, tuple):
        return "ngettext", message
    return ("pgettext", (context, message)) if context else ("gettext", message)


def strings_of_the_source() -> Catalog:
    """All strings that a person may see, as they stand in the source."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalog = _empty(None)
    for name, line, message, comments, context in extract_from_dir(
        ROOT / "chatsync", _below(methods), _below(options), keywords=_KEYWORDS
    ):
        del line
        place = [(f"chatsync/{name}", 0)]
        catalog.add(message, None, place, auto_comments=comments, context=context)
    return catalog


def _below(table: Any) -> Any:
    """Patterns of babel.cfg begin at the root; the walk begins one folder below it."""
    strip = "chatsync/"
    if isinstance(table, dict):
        return {pattern.removeprefix(strip): value for pattern, value in table.items()}
    return [(pattern.removeprefix(strip), method) for pattern, method in table]


def _empty(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        domain="django",
        project="ChatSync",
        version="1",
        header_comment="# The words of ChatSync's server.",
        last_translator="ChatSync",
        language_team="ChatSync",
        msgid_bugs_address="https://chatsync.invalid",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
        fuzzy=False,
    )


def _path(locale: str) -> Path:
    return ROOT / "locale" / locale / "LC_MESSAGES" / "django.po"


def _stored(locale: str) -> Catalog:
    if not _path(locale).exists():
        return _empty(locale)
    with _path(locale).open("rb") as file:
        return read_po(file, locale=locale, domain="django")


def bring_up_to_date() -> None:
    """Write new strings into every catalogue and drop those that are gone."""
    source = strings_of_the_source()
    for locale in LOCALES:
        catalog = _stored(locale)
        catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        _path(locale).parent.mkdir(parents=True, exist_ok=True)
        with _path(locale).open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)


def compile_all() -> None:
    """Write the .mo files beside the catalogues."""
    for locale in LOCALES:
        target = _path(locale).with_suffix(".mo")
        fresh = target.with_suffix(f".{os.getpid()}.new")  # two processes may write at once
        with fresh.open("wb") as file:
            write_mo(file, _stored(locale))
        fresh.replace(target)


def faults() -> list[str]:
    """Every reason why the catalogues may not ship, one sentence each."""
    source = strings_of_the_source()
    return [fault for locale in LOCALES for fault in _faults_of(locale, source)]


def _faults_of(locale: str, source: Catalog) -> Iterator[str]:
    catalog = _stored(locale)
    for wanted in source:
        if not wanted.id:
            continue
        found = catalog.get(wanted.id, wanted.context)
        if found is None:
            yield f"{locale}: missing, run extract: {wanted.id!r}"
        elif locale != _SOURCE_LOCALE:
            yield from faults_in(locale, found)


def faults_in(locale: str, message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    texts = _texts(message.string)
    if message.fuzzy or not texts or not all(texts):
        yield f"{locale}: not translated: {message.id!r}"
        return
    wanted = set(_placeholders(_texts(message.id)))
    if set(_placeholders(texts)) != wanted:
        yield f"{locale}: other placeholders than the source: {message.id!r}"


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _placeholders(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _PLACEHOLDER.findall(text)


def _check() -> None:
    found = faults()
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    if found:
        raise SystemExit(1)


_COMMANDS: dict[str, Callable[[], None]] = {
    "extract": bring_up_to_date,
    "compile": compile_all,
    "check": _check,
}


def main(arguments: list[str]) -> None:
    """Run one command; anything else says which exist."""
    if len(arguments) != 1 or arguments[0] not in _COMMANDS:
        raise SystemExit("Usage: python -m chatsync.config.catalogues extract|compile|check")
    _COMMANDS[arguments[0]]()


if __name__ == "__main__":
    main(sys.argv[1:])
