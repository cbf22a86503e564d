"""Every import contract holds, and every one can fail: one seeded import each."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import Contract
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).parents[2]
TYPES: dict[str, Callable[..., Contract]] = {
    "layers": LayersContract,
    "independence": IndependenceContract,
    "protected": ProtectedContract,
    "forbidden": ForbiddenContract,
    "acyclic_siblings": AcyclicSiblingsContract,
}
SEEDS: list[tuple[str, str, str]] = [
    ("Floors", "chatsync.channels.actions.ingest", "chatsync.inbox.models"),
    ("Floors", "chatsync.contacts.actions", "chatsync.channels.models"),
    ("Floors", "chatsync.ops.views.tenants", "chatsync.site.forms"),
    ("Floors", "chatsync.kit.ids", "chatsync.accounts.models"),
    ("Shelves", "chatsync.inbox.models", "chatsync.inbox.actions.send"),
    ("Shelves", "chatsync.workspaces.queries", "chatsync.workspaces.actions"),
    ("Shelves", "chatsync.channels.whatsapp.parse", "chatsync.channels.events"),
    ("Doors", "chatsync.inbox.api.messages", "chatsync.workspaces.api"),
    ("Wire shapes", "chatsync.inbox.models", "chatsync.inbox.schemas"),
    ("Reactions", "chatsync.inbox.actions.send", "chatsync.inbox.reactions"),
    ("Publish", "chatsync.inbox.api.messages", "chatsync.realtime.actions"),
    ("Entitlements", "chatsync.ops.views.limits", "chatsync.workspaces.actions.entitle"),
    ("Floors", "chatsync.billing.queries", "chatsync.channels.models"),
    ("Deeds and reads", "chatsync.inbox.actions.send", "ninja"),
    ("Network", "chatsync.channels.actions.sending", "aiohttp"),
    ("Files", "chatsync.channels.media.files", "boto3"),
    ("No rings", "chatsync.kit.errors", "chatsync.kit.problem"),
    ("The product never imports its tests", "chatsync.inbox.models", "chatsync.inbox.tests"),
    ("The product never imports the sandbox", "chatsync.config.cli", "sandbox.server"),
    ("The sandbox never imports the product", "sandbox.server", "chatsync.kit.ids"),
]

Options = dict[str, Any]


@cache
def _configuration() -> dict[str, Any]:
    return dict(read_configuration(str(ROOT / "pyproject.toml")))


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("chatsync", "sandbox", include_external_packages=True)


def _contracts() -> list[Options]:
    return list(_configuration()["contracts_options"])


def _is_kept(options: Options, graph: grimp.ImportGraph) -> bool:
    settings = {key: value for key, value in options.items() if key not in {"name", "type"}}
    contract = TYPES[options["type"]](
        options["name"], dict(_configuration()["session_options"]), settings
    )
    return bool(contract.check(graph, verbose=False).kept)


@pytest.mark.parametrize("options", _contracts(), ids=lambda options: options["name"])
def test_the_contract_holds(options: Options) -> None:
    assert _is_kept(options, deepcopy(_graph())), "run `.venv/bin/lint-imports`: it says where"


@pytest.mark.parametrize(("name", "importer", "imported"), SEEDS)
def test_a_forbidden_import_is_caught(name: str, importer: str, imported: str) -> None:
    (options,) = [it for it in _contracts() if it["name"].startswith(name)]
    graph = deepcopy(_graph())
    assert {importer, imported} <= graph.modules, "the seed names a module that is gone"
    graph.add_import(importer=importer, imported=imported)
    assert not _is_kept(options, graph), f"{importer} may import {imported} unnoticed"


def test_every_contract_has_a_seed() -> None:
    for options in _contracts():
        assert any(options["name"].startswith(name) for name, _from, _to in SEEDS), (
            f"“{options['name']}” has never been seen to fail: add a seed to this file"
        )


def test_a_new_room_must_take_its_place() -> None:
    floors = _contracts()[0]
    graph = deepcopy(_graph())
    graph.add_module("chatsync.newcomer")
    assert not _is_kept(floors, graph)


def test_a_bad_import_in_a_file_fails_the_command(tmp_path: Path) -> None:
    for package in ("chatsync", "sandbox"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=lambda *it: _not_python(Path(it[0]), it[1])
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    clock = tmp_path / "chatsync" / "kit" / "clock.py"
    clock.write_text("import chatsync.inbox.models\n" + clock.read_text())
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "chatsync.kit.clock -> chatsync.inbox.models" in done.stdout


def _not_python(folder: Path, names: list[str]) -> set[str]:
    return {name for name in names if not (folder / name).is_dir() and not name.endswith(".py")}
