"""The state file: what was bought outlives a restart."""

import asyncio
import contextlib
import os
from dataclasses import asdict

import msgspec

from sandbox.paddle.state import Kept, World

_SOON = 0.3


def load_state(world: World) -> bool:
    """Bring back what an earlier run kept; False when there is nothing."""
    if world.state_file is None or not world.state_file.exists():
        return False
    world.kept = msgspec.json.decode(world.state_file.read_bytes(), type=Kept)
    return True


def keep_soon(world: World) -> None:
    """Write the state file a moment later, once for all that happens until then."""
    if world.state_file is None or any(one.get_name() == "keep" for one in world.tasks):
        return
    task = asyncio.create_task(_keep(world), name="keep")
    world.tasks.add(task)
    task.add_done_callback(world.tasks.discard)


async def _keep(world: World) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.sleep(_SOON)
    keep_state(world)


def keep_state(world: World) -> None:
    """Write the state file anew, readable by its owner only."""
    if world.state_file is None:
        return
    fresh = world.state_file.with_suffix(".new")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(msgspec.json.encode(asdict(world.kept)))
    fresh.replace(world.state_file)
