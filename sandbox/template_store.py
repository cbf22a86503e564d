"""The message templates of each account: those that every account has, and those made here."""

import copy
from collections.abc import Iterable
from pathlib import Path

import msgspec

from sandbox.state import Json, World

_USUAL: tuple[Json, ...] = tuple(
    msgspec.json.decode((Path(__file__).parent / "data" / "templates.json").read_bytes())
)
_USUAL_IDS = frozenset(str(one["id"]) for one in _USUAL)


def templates_of(world: World, waba_id: str) -> dict[str, Json]:
    """Give an account's templates by id; whoever changes one changes what is kept."""
    if waba_id not in world.templates:
        usual = {str(one["id"]): copy.deepcopy(one) for one in _USUAL}
        world.templates[waba_id] = usual
    return world.templates[waba_id]


def find_template(world: World, waba_id: str, name: str, language: str) -> Json | None:
    """Give the template of this name in this language, whatever its status."""
    for one in templates_of(world, waba_id).values():
        if (one["name"], one["language"]) == (name, language):
            return one
    return None


def template_by_id(world: World, wabas: Iterable[str], template_id: str) -> tuple[str, Json] | None:
    """Give a template of one of these accounts, with the account's id."""
    for waba_id in sorted(wabas):
        found = templates_of(world, waba_id).get(template_id)
        if found is not None:
            return waba_id, found
    return None


def made_here(world: World) -> dict[str, dict[str, Json]]:
    """Give the templates that were made at run time, for the state file."""
    own = {
        waba_id: {key: one for key, one in kept.items() if key not in _USUAL_IDS}
        for waba_id, kept in world.templates.items()
    }
    return {waba_id: kept for waba_id, kept in own.items() if kept}
