"""The start: keys, tokens and destinations from one JSON file, the catalogue, the state file."""

from pathlib import Path

import msgspec

from sandbox.auth import is_loopback_url
from sandbox.paddle.catalogue import load_catalogue
from sandbox.paddle.keeping import load_state
from sandbox.paddle.notifications import add_setting, add_token
from sandbox.paddle.state import Addresses, Delivering, Json, Kept, World

_ADDRESSES = ("product_url", "checkout_url")


def read_config(path: Path | None) -> Json:
    """Read the file; ValueError says what is wrong with it."""
    config: Json = {}
    if path is not None:
        config = msgspec.json.decode(path.read_bytes(), type=dict)
    for name in _ADDRESSES:
        if config.get(name) and not is_loopback_url(config[name]):
            raise ValueError(f"{name} must be on this machine")
    for destination in config.get("destinations") or ():
        if not is_loopback_url(destination["url"]):
            raise ValueError(f"the destination {destination['url']} must be on this machine")
    return config


def make_world(config: Json, api: str, frame: str, state: Path | None) -> World:
    """Give the world of the configuration, with what an earlier run kept."""
    product = str(config.get("product_url") or "")
    addresses = Addresses(api, frame, product, str(config.get("checkout_url") or ""))
    world = World(addresses, api_keys=set(config.get("api_keys") or ()), state_file=state)
    world.config = config
    if not load_state(world):
        load_catalogue(world)
    _connect(world)
    return world


def start_over(world: World) -> None:
    """Forget everything but the demo's catalogue and the configuration; the clock stays."""
    for task in world.tasks:
        task.cancel()
    world.kept = Kept(ahead=world.kept.ahead)
    world.delivering = Delivering()
    for kept in (world.held, world.faults, world.requests, world.attempts):
        kept.clear()
    world.counts.clear()
    load_catalogue(world)
    _connect(world)


def _connect(world: World) -> None:
    """Put the configured destinations and tokens in; another run may have other addresses."""
    world.of("notification-settings").clear()
    world.of("client-tokens").clear()
    for destination in world.config.get("destinations") or ():
        add_setting(world, {"destination": destination["url"]}, destination["secret"])
    for token in world.config.get("client_tokens") or ():
        add_token(world, str(token), "Configured")
