"""Facts going up: a room announces what happened, `config/wiring.py` says who answers.

`now` reactions run at once, in the caller's transaction. `later` reactions become one job row
each in the same transaction, so a rolled-back fact is never told.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@dataclass(frozen=True)
class Event:
    """A fact, in the past tense. Subclasses are frozen and hold ids."""

    heard_later: ClassVar[bool] = True


_E = TypeVar("_E", bound=Event)
_now: dict[type[Event], list[Callable[[Any], None]]] = {}
_later: dict[str, tuple[type[Event], Callable[[Any], None]]] = {}


class WrongWiring(RuntimeError):  # noqa: N818  it reads as what it is
    """The wiring page asks for something that the event does not allow."""


def on(
    event: type[_E],
    *,
    now: tuple[Callable[[_E], None], ...] = (),
    later: tuple[Callable[[_E], None], ...] = (),
) -> None:
    """Bind reactions to an event. Called by `config/wiring.py` alone."""
    if later and not event.heard_later:
        raise WrongWiring(f"{event.__name__} comes in batches and may only be heard now")
    _now.setdefault(event, []).extend(now)
    for reaction in later:
        _later[f"{event.__name__}:{reaction.__module__}.{reaction.__name__}"] = (event, reaction)


def emit(event: Event) -> None:
    """Announce a fact inside the transaction that made it true.

    Raises WrongWiring where nobody would hear it: a process that forgot the wiring page would
    otherwise lose facts in silence.
    """
    if type(event) not in wired():
        raise WrongWiring(f"nobody hears {type(event).__name__}: import chatsync.config.wiring")
    for reaction in _now.get(type(event), ()):
        reaction(event)
    for name, (kind, _) in _later.items():
        if kind is type(event):
            react.defer(name=name, fact=_plain(event))


def wired() -> dict[type[Event], int]:
    """How many reactions each event has."""
    counts = {event: len(reactions) for event, reactions in _now.items()}
    for event, _ in _later.values():
        counts[event] = counts.get(event, 0) + 1
    return counts


@app.task(name="react", queue="events", retry=RetryStrategy(max_attempts=10, exponential_wait=2))
def react(name: str, fact: dict[str, Any]) -> None:
    """Run one later reaction. Every reaction is safe to run twice."""
    event, reaction = _later[name]
    reaction(event(**{key: _restored(value) for key, value in fact.items()}))


def _plain(event: Event) -> dict[str, Any]:
    return {
        key: {"uuid": str(value)} if isinstance(value, UUID) else value
        for key, value in asdict(event).items()
    }


def _restored(value: Any) -> Any:
    return UUID(value["uuid"]) if isinstance(value, dict) and "uuid" in value else value
