"""The outside tools: programs of the locked Node, and files that a page or Java runs."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_MODULES = _HERE / "node_modules"
AXE = _MODULES / "axe-core" / "axe.min.js"
CODE_SNIFFER = _MODULES / "@pa11y" / "html_codesniffer" / "build" / "HTMLCS.js"
MARKUP_CHECKER = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_OBSERVATORY = _MODULES / "@mdn" / "mdn-http-observatory" / "conf"
_LISTS = {"hsts-preload.json": {}, "tld-list.json": ["com", "localhost"]}
"""What the observatory would fetch from the internet at its installation."""


def modules() -> Path:
    return _MODULES


def node(script: str, told: Any, authority: Path | None = None) -> Any:
    """What a script of `scripts/` answers to a JSON value; raises when it fails."""
    more = {"NODE_EXTRA_CA_CERTS": str(authority)} if authority else {}
    done = subprocess.run(
        ["node", str(_HERE / "scripts" / script)],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        env={**os.environ, **more},
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"audit: {script} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def prepare_observatory() -> None:
    for name, content in _LISTS.items():
        if not (_OBSERVATORY / name).exists():
            (_OBSERVATORY / name).write_text(json.dumps(content))


def java() -> str | None:
    return shutil.which("java")


def lighthouse() -> Path:
    return _MODULES / ".bin" / "lighthouse"
