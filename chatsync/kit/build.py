"""Which build of the dashboard this process serves."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_ENTRY = "src/app/main.tsx"


@dataclass(frozen=True)
class Build:
    """The entry script and its styles, relative to the published folder."""

    id: str
    script: str
    styles: tuple[str, ...]


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
    )


def build_id() -> str:
    """Changes with every build; an open page compares it with its own."""
    build = dashboard_build()
    return build.id if build else "none"
