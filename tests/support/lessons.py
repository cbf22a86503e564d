"""Failing in sentences: what is wrong, and what to do about it."""

from collections.abc import Iterable


def demand_none(faults: Iterable[object], lesson: str) -> None:
    """Fail with the lesson and every fault, when there is any."""
    found = [str(fault) for fault in faults]
    assert not found, "\n".join([f"{lesson} ({len(found)} found)", *(f"  - {it}" for it in found)])
