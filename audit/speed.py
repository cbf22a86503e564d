"""Lighthouse as on a phone with a slow network, on every public page."""

import json
import os
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree as ET

from audit import tools
from audit.site import Site
from audit.verdicts import Verdicts
from tests.journeys.browsers import program

_WAYS_IN = ("/login", "/signup")
"""Account pages, which ask search engines to leave them out."""
_RUNS = 3
"""A page that reaches every figure at once is seen once; of another the median of these counts."""
_SPEED = "performance"
_ASKED = (_SPEED, "accessibility", "best-practices", "seo")
_WANTED = 99
_MOST_KB = 100
_MOST_LCP_MS = 1200
_LIGHT = frozenset({"image", "font", "media"})
"""Kinds of files that do not count as weight: the page is read before they are there."""
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--ignore-certificate-errors"
)
_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@dataclass(frozen=True)
class Seen:
    """What Lighthouse said of one page view: points of 100, milliseconds, kilobytes."""

    scores: dict[str, int]
    lcp_ms: float
    shift: float
    weight_kb: float

    def faults(self, wanted: tuple[str, ...]) -> list[str]:
        """What was missed of the figures; `wanted` are the scores that must be reached."""
        found = [
            f"{name} {self.scores[name]}, {_WANTED} are wanted"
            for name in wanted
            if self.scores[name] < _WANTED
        ]
        if self.shift:
            found.append(f"the page shifted by {self.shift:.3f}")
        if self.weight_kb > _MOST_KB:
            found.append(f"{self.weight_kb:.0f} KB without images and fonts, at most {_MOST_KB}")
        return found


def measure(site: Site, verdicts: Verdicts) -> None:
    """Faults are what does not depend on the machine; the rest is told, missed or not."""
    chromium = program()
    if chromium is None:
        verdicts.lacks("Lighthouse: no Chromium is installed.")
        return
    for path in _pages(site):
        wanted = tuple(name for name in _ASKED if path not in _WAYS_IN or name != "seo")
        runs: list[Seen] = []
        for _run in range(_RUNS):
            if seen := _seen(site, path, chromium):
                runs.append(seen)
                if len(runs) == 1 and not seen.faults(wanted) and seen.lcp_ms <= _MOST_LCP_MS:
                    break
        if not runs:
            verdicts.keep("Lighthouse (mobile)", path, [f"failed {_RUNS} times"])
            continue
        faults = runs[0].faults(tuple(name for name in wanted if name != _SPEED))
        verdicts.keep("Lighthouse (mobile)", path, faults, f"{_told(runs)}{_missed(runs)}")


def _pages(site: Site) -> list[str]:
    """What search engines are shown, and the ways in, which they are not."""
    trusted = ssl.create_default_context(cafile=site.authority)
    with urlopen(f"{site.url}/sitemap.xml", context=trusted) as answer:
        listed = ET.fromstring(answer.read()).iterfind("s:url/s:loc", _SITEMAP)
    return [*(urlsplit(one.text or "").path for one in listed), *_WAYS_IN]


def _told(runs: list[Seen]) -> str:
    """The median of each figure, its spread where the runs differ."""
    figures: dict[str, list[float]] = {name: [run.scores[name] for run in runs] for name in _ASKED}
    figures |= {
        "LCP ms": [round(run.lcp_ms) for run in runs],
        "shift": [run.shift for run in runs],
        "KB": [round(run.weight_kb) for run in runs],
    }
    return ", ".join(f"{name} {_spread(sorted(values))}" for name, values in figures.items())


def _missed(runs: list[Seen]) -> str:
    """Which figures that hang on the machine were missed by the median."""
    middle = len(runs) // 2
    found = []
    if sorted(run.scores[_SPEED] for run in runs)[middle] < _WANTED:
        found.append(f"{_SPEED} below {_WANTED}")
    if sorted(run.lcp_ms for run in runs)[middle] > _MOST_LCP_MS:
        found.append(f"LCP beyond {_MOST_LCP_MS} ms")
    return f"; MISSED: {', '.join(found)}" if found else ""


def _spread(values: list[float]) -> str:
    low, middle, high = values[0], values[len(values) // 2], values[-1]
    return f"{middle:g}" if low == high else f"{middle:g} ({low:g}-{high:g})"


def _seen(site: Site, path: str, chromium: str) -> Seen | None:
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
        return _read(json.loads(out.read_text()))


def _read(report: dict[str, Any]) -> Seen:
    audits = report["audits"]
    sent = audits["network-requests"]["details"]["items"]
    return Seen(
        {name: round(100 * report["categories"][name]["score"]) for name in _ASKED},
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        sum(
            one.get("transferSize", 0)
            for one in sent
            if one.get("resourceType", "").lower() not in _LIGHT
        )
        / 1000,
    )
