"""The state file: numbers, apps, templates and subscriptions of run time outlive a restart."""

import os
from dataclasses import asdict
from pathlib import Path

import msgspec

from sandbox.config import read_app, read_number
from sandbox.state import World, save_number
from sandbox.template_store import made_here, templates_of


def load_state(world: World, path: Path | None) -> None:
    """Bring back what an earlier run kept; what the configuration names stays as configured."""
    world.state_file = path
    world.configured = frozenset({*world.apps, *world.numbers})
    if path is None or not path.exists():
        return
    kept = msgspec.json.decode(path.read_bytes(), type=dict)
    for wish in kept.get("apps") or ():
        if wish.get("app_id") not in world.apps:
            app = world.apps[str(wish["app_id"])] = read_app(wish, None)
            app.verified = bool(wish.get("verified"))
    for wish in kept.get("numbers") or ():
        if wish.get("phone_number_id") not in world.numbers:
            save_number(world, read_number(wish, None), subscribed=False)
    for waba_id, templates in (kept.get("templates") or {}).items():
        templates_of(world, waba_id).update(templates)
    for waba_id, apps in (kept.get("subscriptions") or {}).items():
        world.subscriptions.setdefault(waba_id, {}).update(apps)


def keep_state(world: World) -> None:
    """Write the state file anew, readable by its owner only."""
    if world.state_file is None:
        return
    kept = {
        "apps": [asdict(a) for a in world.apps.values() if a.app_id not in world.configured],
        "numbers": [
            asdict(n) for n in world.numbers.values() if n.phone_number_id not in world.configured
        ],
        "subscriptions": world.subscriptions,
        "templates": made_here(world),
    }
    fresh = world.state_file.with_suffix(".new")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(msgspec.json.encode(kept))
    fresh.replace(world.state_file)
