"""Misbehaviour on request: what can be asked for, and when it strikes."""

import random
from typing import cast

from sandbox.state import Fault, Json, Settings, World, change_settings

SEND_MODES = (
    "error",
    "failed_status",
    "http_429",
    "5xx_before",
    "5xx_after",
    "timeout_before",
    "timeout_after",
)
STATUS_MODES = ("drop_statuses", "duplicate_statuses", "shuffle_statuses")
# Modes that change a setting instead of striking: mode -> {key in the request: setting}
_SETTING_MODES: dict[str, dict[str, str]] = {
    "ticks": {"on": "ticks"},
    "auto_read": {"on": "auto_read"},
    "limits": {"on": "limits", "pair_burst": "pair_burst", "pair_seconds": "pair_seconds"},
    "window": {"value": "window"},
    "delays": {
        "sent": "sent_after",
        "delivered": "delivered_after",
        "read": "read_after",
        "answer": "answer_after",
    },
    "media": {"url_seconds": "media_url_seconds"},
    "review": {"after": "review_after", "verdict": "review"},
}
MODES = (*SEND_MODES, *STATUS_MODES, *_SETTING_MODES)
_WORDS = {"window": ("known", "strict", "off"), "review": ("APPROVED", "REJECTED", "NONE")}
_MAX_ACTIVE = 200


def ask_for(world: World, wish: Json) -> None:
    """Add one fault or change one setting; ValueError says what is wrong with the request."""
    mode = wish.get("mode")
    if mode not in MODES:
        raise ValueError(f"mode must be one of: {', '.join(MODES)}")
    phone_number_id = _number_named(world, wish)
    if mode in _SETTING_MODES:
        change_settings(world, phone_number_id, _setting_changes(mode, wish))
        _change_throughput(world, phone_number_id, wish)
        return
    if len(world.faults) >= _MAX_ACTIVE:
        raise ValueError(f"{_MAX_ACTIVE} faults are active: clear them first with DELETE")
    world.faults.append(_read_fault(mode, phone_number_id, wish))


def _number_named(world: World, wish: Json) -> str | None:
    wanted = wish.get("phone_number_id")
    if wanted in (None, "", "all", "*"):
        return None
    if wanted not in world.numbers:
        raise ValueError(f"phone_number_id {wanted!r} is not one of the numbers here")
    return str(wanted)


def _read_fault(mode: str, phone_number_id: str | None, wish: Json) -> Fault:
    left = wish.get("next")
    chance = wish.get("p", 1.0)
    if left is not None and (not isinstance(left, int) or left < 1):
        raise ValueError("next must be a whole number from 1 (how many sends the fault strikes)")
    if not isinstance(chance, int | float) or not 0 <= chance <= 1:
        raise ValueError("p must be a number between 0 and 1")
    if mode in {"error", "failed_status"} and not isinstance(wish.get("code"), int):
        raise ValueError(f"mode {mode} needs code, Meta's error number, for example 131026")
    return Fault(
        mode=mode,
        phone_number_id=phone_number_id,
        left=left,
        p=float(chance),
        code=int(wish.get("code") or 0),
        status=int(wish.get("status") or 503),
        statuses=frozenset(cast("list[str]", wish.get("statuses") or ())),
        dice=random.Random(wish.get("seed")),
    )


def _setting_changes(mode: str, wish: Json) -> Json:
    known = _SETTING_MODES[mode]
    changes = {known[key]: value for key, value in wish.items() if key in known}
    if not changes and not (mode == "limits" and "throughput" in wish):
        raise ValueError(f"mode {mode} needs one of: {', '.join(known)}")
    for name, value in changes.items():
        _check_setting(name, value)
    return changes


def _check_setting(name: str, value: object) -> None:
    example = getattr(Settings(), name)
    if isinstance(example, bool):
        fits = isinstance(value, bool)
    elif isinstance(example, str):
        fits = value in _WORDS[name]
    else:
        fits = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if not fits:
        kind = "true or false" if isinstance(example, bool) else "a number from 0"
        kind = f"one of {', '.join(_WORDS[name])}" if isinstance(example, str) else kind
        raise ValueError(f"{name} must be {kind}")


def _change_throughput(world: World, phone_number_id: str | None, wish: Json) -> None:
    rate = wish.get("throughput")
    if rate is None:
        return
    if not isinstance(rate, int) or rate < 1:
        raise ValueError("throughput must be a whole number from 1 (messages per second)")
    for number in world.numbers.values():
        if phone_number_id in {None, number.phone_number_id}:
            number.throughput = rate
            number.next_free_at = 0.0


def clear(world: World) -> None:
    """Forget all faults and go back to the settings of a fresh start."""
    world.faults.clear()
    world.number_settings.clear()
    world.settings = Settings()


def strike(world: World, phone_number_id: str, modes: tuple[str, ...]) -> Fault | None:
    """Give the first fault of these modes that strikes this number now, and use it up by one."""
    for fault in world.faults:
        if fault.mode in modes and strikes(world, fault, phone_number_id):
            return fault
    return None


def strikes(world: World, fault: Fault, phone_number_id: str) -> bool:
    """Tell whether this fault strikes this number now; if so, use it up by one."""
    if fault.phone_number_id not in {None, phone_number_id}:
        return False
    if fault.p < 1 and fault.dice.random() >= fault.p:
        return False
    if fault.left is not None:
        fault.left -= 1
        if fault.left <= 0:
            world.faults.remove(fault)
    return True
