"""Try each measuring service against the lists that uBlock Origin brings: `python -m audit.addons`.

Command line: --package FILE, Debian's webext-ublock-origin-firefox (`apt-get download` gets it), or
nothing where it is installed. Writes chatsync/privacy/vendors/addons.json, which the Cookie Policy
prints. The lists have licences of their own and are not kept here.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from audit import tools
from audit.verdicts import Verdicts
from chatsync.privacy.registry import BEACON
from chatsync.privacy.vendors.adapter import Adapter
from chatsync.privacy.vendors.addons import FACTS, Stops, filter_line, own_filter_line
from chatsync.privacy.vendors.slot import SERVICES, measuring_by

_EXTENSIONS = "usr/share/mozilla/extensions"
_LISTS = ("assets/ublock/*.min.txt", "assets/thirdparties/*/*.txt")
_FROM = "https://chat.example/"
_ELSEWHERE = ("https://stats.example", "https://stats.chat.example")
"""A host of somebody else, and one below our own name: lists treat them differently."""
_OWN_CLOUD = {
    "plausible": "https://plausible.io",
    "umami": "https://cloud.umami.is",
    "matomo": "https://shop.matomo.cloud",
    "posthog": "https://eu.i.posthog.com",
}
_SITES = {
    "plausible": "chat.example",
    "umami": "4fb7fa4c-5b46-438d-94b3-3a8fb9bc2e8b",
    "matomo": "7",
    "posthog": "phc_abcdefghij0123456789",
}


def main() -> None:
    """Try, tell, write."""
    parser = argparse.ArgumentParser(prog="python -m audit.addons", description=__doc__)
    parser.add_argument("--package", type=Path, help="the Debian package, not installed")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = Path("/")
        if options.package:
            root = Path(folder)
            subprocess.run(["dpkg", "-x", str(options.package), folder], check=True)
        facts = tried(root)
    FACTS.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(FACTS.read_text(encoding="utf-8"))


def compare(verdicts: Verdicts) -> None:
    """Whether the facts still hold with the lists of this machine."""
    root = Path("/")
    if not any(_homes(root)):
        verdicts.lacks("Add-ons: webext-ublock-origin-firefox is not installed.")
        return
    now, kept = tried(root), json.loads(FACTS.read_text(encoding="utf-8"))
    faults = [f"the policy page says {kept['own']}"] if kept["own"] != now["own"] else []
    verdicts.keep(f"{now['addon']} {now['version']}", "own reports", faults, now["own"])
    for key, stops in now["stops"].items():
        told = kept["stops"].get(key)
        faults = [f"the policy page says {told}, it stops {stops}"] if told != stops else []
        verdicts.keep(f"{now['addon']} {now['version']}", key, faults, stops["elsewhere"])


def tried(root: Path) -> dict[str, Any]:
    """The facts, as the lists below `root` make them today."""
    home = next(_homes(root), None)
    if home is None:
        raise SystemExit(
            "audit: uBlock Origin is not here: apt-get install webext-ublock-origin-firefox, or "
            "apt-get download it and give --package FILE."
        )
    lists = [path.read_text(encoding="utf-8") for glob in _LISTS for path in home.glob(glob)]
    if len(lists) < len(_LISTS):
        raise SystemExit(f"audit: the filter lists are no longer below {home}.")
    return {
        "addon": "uBlock Origin",
        "version": json.loads((home / "manifest.json").read_text(encoding="utf-8"))["version"],
        "engine": f"@ghostery/adblocker {_engine()}",
        "tried_on": datetime.now(UTC).date().isoformat(),
        "own": _of_ours(lists),
        "stops": {key: _of_service(key, lists) for key in SERVICES},
    }


def _homes(root: Path) -> Iterator[Path]:
    return (path.parent for path in (root / _EXTENSIONS).glob("*/uBlock0@*/manifest.json"))


def _engine() -> str:
    about = tools.modules() / "@ghostery" / "adblocker" / "package.json"
    version: str = json.loads(about.read_text(encoding="utf-8"))["version"]
    return version


def _of_service(key: str, lists: list[str]) -> dict[str, str]:
    """The least that is stopped at any host of a kind."""
    elsewhere = [_stops(_at(key, origin), lists) for origin in _ELSEWHERE]
    return {
        "own_cloud": _stops(_at(key, _OWN_CLOUD[key]), lists),
        "elsewhere": max(elsewhere, key=list(Stops).index),
    }


def _of_ours(lists: list[str]) -> str:
    """What is stopped of the reports of our own pages, and that the line we offer stops them."""
    asked = [
        {"url": f"{_FROM}{BEACON.name.lstrip('/')}", "type": kind, "sourceUrl": _FROM}
        for kind in ("ping", "xmlhttprequest")
    ]
    line = own_filter_line(_FROM.rstrip("/"), BEACON.name)
    if not all(tools.node("filters.mjs", {"lists": [*lists, line], "requests": asked})):
        raise SystemExit(f"audit: the line {line!r} does not stop our own reports.")
    stopped = tools.node("filters.mjs", {"lists": lists, "requests": asked})
    return Stops.REPORTS if all(stopped) else Stops.NOTHING


def _at(key: str, origin: str) -> Adapter:
    adapter = measuring_by(f"{key}:{origin}:{_SITES[key]}")
    assert adapter, key
    return adapter


def _stops(adapter: Adapter, lists: list[str]) -> Stops:
    """Ask with the lists alone; and make sure that the lines we offer stop the rest."""
    asked = list(_requests(adapter))
    ours = "\n".join(filter_line(host) for host in adapter.vendor.hosts)
    if not all(tools.node("filters.mjs", {"lists": [*lists, ours], "requests": asked})):
        raise SystemExit(f"audit: the line {ours!r} does not stop {adapter.vendor.name}.")
    stopped = tools.node("filters.mjs", {"lists": lists, "requests": asked})
    by_type: dict[str, list[bool]] = {}
    for request, is_stopped in zip(asked, stopped, strict=True):
        by_type.setdefault(request["type"], []).append(is_stopped)
    if all(by_type.pop("script")):
        return Stops.ALL
    return Stops.REPORTS if all(all(each) for each in by_type.values()) else Stops.NOTHING


def _requests(adapter: Adapter) -> Iterator[dict[str, str]]:
    """Its scripts, and a report in each way in which a page can send one."""
    for script in adapter.scripts:
        if script.src:
            yield {"url": script.src, "type": "script", "sourceUrl": _FROM}
    reports = SERVICES[adapter.vendor.key].reports
    for kind in ("xmlhttprequest", "ping"):
        url = f"{adapter.vendor.hosts[0]}{reports}"
        yield {"url": url, "type": kind, "sourceUrl": _FROM}


if __name__ == "__main__":
    main()
