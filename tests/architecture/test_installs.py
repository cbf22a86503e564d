"""Installs are repeatable and depend on no named host."""

import json
import re

import pytest

from tests.support.lessons import demand_none
from tests.support.source import ROOT, tracked

_HOSTS = re.compile(
    "|".join(
        name.replace(" ", r"\.")
        for name in (
            "pypi org",
            "pythonhosted org",
            "npmjs (?:org|com)",
            "yarnpkg com",
            "jsr io",
            "unpkg com",
            "jsdelivr net",
        )
    )
)
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9_.\[\],-]+)==(?P<rest>.*)$")


def test_every_locked_package_has_hashes() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text())
    pinned = [block for block in blocks if _PINNED.match(block.partition("\n")[0])]
    assert len(pinned) > 60, "the lock holds too few packages"
    demand_none(
        (block.partition("\n")[0] for block in pinned if "--hash=sha256:" not in block),
        "A package without a hash could be another one tomorrow: run `make lock`.",
    )


def test_the_lock_holds_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    demand_none(
        (line for line in lines if "://" in line or line.startswith(("-i", "--index", "--extra"))),
        "The lock says what to install, not from where: run `make lock`.",
    )


@pytest.mark.parametrize("package", ["dashboard", "audit"])
def test_a_lock_of_node_packages_holds_no_address(package: str) -> None:
    lock = ROOT / package / "package-lock.json"
    packages = json.loads(lock.read_text())["packages"]
    assert len(packages) > 100, "the lock holds too few packages"
    demand_none(
        (name for name, about in packages.items() if "resolved" in about),
        "Lock with the committed .npmrc (omit-lockfile-registry-resolved=true).",
    )
    demand_none(
        (
            name
            for name, about in packages.items()
            if name and "integrity" not in about and not about.get("link")
        ),
        "A package without integrity could be another one tomorrow.",
    )


def test_no_registry_is_named_anywhere() -> None:
    files = tracked()
    assert len(files) > 300, "this test saw too few files"
    demand_none(
        (
            path.relative_to(ROOT)
            for path in files
            if _HOSTS.search(path.read_bytes().decode("utf-8", "replace"))
        ),
        "Whoever installs chooses the registry: name none.",
    )
