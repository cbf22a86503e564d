"""Which build of the dashboard this process serves."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

_ENTRY = "src/app/main.tsx"
_WORDS = "src/lib/locales/{}.po"


@dataclass(frozen=True)
class Build:
    """The entry script and its styles, relative to the published folder.

    `parts` are the scripts without which the entry does not begin, `words` those that hold its
    texts, by language: a browser that learns of them only from the entry waits twice more.
    """

    id: str
    script: str
    styles: tuple[str, ...]
    parts: tuple[str, ...]
    words: dict[str, str]

    def with_script(self, language: str) -> tuple[str, ...]:
        """What a page in that language needs beside the entry script."""
        words = self.words.get(language)
        return (*self.parts, words) if words else self.parts


def dashboard_build() -> Build | None:
    """The build in dashboard/dist, or None when there is none. A newer one is seen at once."""
    manifest = settings.BASE_DIR / "dashboard" / "dist" / ".vite" / "manifest.json"
    try:
        changed = manifest.stat().st_mtime_ns
    except OSError:
        return None
    return _read(manifest, changed)


@lru_cache(maxsize=2)
def _read(manifest: Path, _changed: int) -> Build:
    raw = manifest.read_bytes()
    chunks = json.loads(raw)
    entry = chunks[_ENTRY]
    styles = list(entry.get("css", []))
    styles += [part["file"] for part in chunks.values() if part["file"].endswith(".css")]
    return Build(
        id=hashlib.sha256(raw).hexdigest()[:12],
        script=entry["file"],
        styles=tuple(dict.fromkeys(styles)),
        parts=_imported(chunks, entry),
        words={
            language: chunks[_WORDS.format(language)]["file"]
            for language in ("en", "ur")
            if _WORDS.format(language) in chunks
        },
    )


def _imported(chunks: dict[str, dict[str, Any]], entry: dict[str, Any]) -> tuple[str, ...]:
    """The files of what a script imports at once, and of what that imports."""
    found: dict[str, None] = {}
    waiting = [*entry.get("imports", [])]
    while waiting:
        part = chunks[waiting.pop(0)]
        if part["file"] not in found and part is not entry:
            found[part["file"]] = None
            waiting += part.get("imports", [])
    return tuple(found)


def build_id() -> str:
    """Changes with every build; an open page compares it with its own."""
    build = dashboard_build()
    return build.id if build else "none"
