"""Lighthouse as on a phone with a slow network, on public pages."""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from audit import tools
from audit.site import Site
from audit.verdicts import Verdicts
from tests.journeys.browsers import program

_PAGES = ("/", "/ur/", "/cookies", "/login")
_RUNS = 3
_ASKED = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--ignore-certificate-errors"
)


def measure(site: Site, verdicts: Verdicts) -> None:
    """Figures to read; only what does not depend on the machine is demanded."""
    chromium = program()
    if chromium is None:
        verdicts.lacks("Lighthouse: no Chromium is installed.")
        return
    for path in _PAGES:
        runs = [
            scores for _run in range(_RUNS) if (scores := _scores(site, path, chromium)) is not None
        ]
        if not runs:
            verdicts.keep("Lighthouse (mobile)", path, [f"failed {_RUNS} times"])
            continue
        found = {name: sorted(run[name] for run in runs) for name in _ASKED}
        told = " ".join(f"{name} {_spread(scores)}" for name, scores in found.items())
        faults = [
            f"{name} {found[name][0]}, 100 are wanted"
            for name in ("accessibility", "best-practices")
            if found[name][0] < 100
        ]
        verdicts.keep("Lighthouse (mobile)", path, faults, told)


def _spread(scores: list[int]) -> str:
    low, high = scores[0], scores[-1]
    return str(low) if low == high else f"{low}-{high} (median {scores[len(scores) // 2]})"


def _scores(site: Site, path: str, chromium: str) -> dict[str, int] | None:
    """None where Lighthouse failed: a busy machine may lose the beginning of its recording."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        done = subprocess.run(
            [
                "node",
                str(tools.lighthouse()),
                f"{site.url}{path}",
                "--quiet",
                "--output=json",
                f"--output-path={out}",
                f"--only-categories={','.join(_ASKED)}",
                f"--chrome-flags={_FLAGS} --user-data-dir={folder}/profile",
            ],
            env={**os.environ, "CHROME_PATH": chromium},
            check=False,
        )
        if done.returncode:
            return None
        found = json.loads(out.read_text())
    return {name: round(100 * found["categories"][name]["score"]) for name in _ASKED}
