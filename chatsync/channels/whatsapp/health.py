"""How a number stands with Meta: may it send, how much, how good is it thought to be.

Meta names every entity on the way of a message (number, account, app, business, template) with
AVAILABLE, LIMITED or BLOCKED and, where it is not free, errors that say why and what to do.
"""

from typing import Literal

from msgspec import Raw, Struct

from chatsync.channels.whatsapp import lenient

Sending = Literal["available", "limited", "blocked", "unknown"]

_WORD = 64
_WORDS = 1_000
_MOST_TROUBLES = 20


class Hindrance(Struct, frozen=True, gc=False):
    """One thing that limits or blocks sending, in Meta's words."""

    entity: str
    sending: Sending
    code: int | None
    what: str
    remedy: str


class Health(Struct, frozen=True):
    """A number as `GET /{phone_number_id}` tells it; empty text where Meta says nothing."""

    status: str
    quality: str
    sending: Sending
    limit: str
    throughput: str
    name_status: str
    hindrances: tuple[Hindrance, ...]


class _Error(Struct, gc=False):
    error_code: object = None
    error_description: object = None
    possible_solution: object = None


class _Entity(Struct):
    entity_type: object = None
    can_send_message: object = None
    errors: list[Raw] | None = None
    additional_info: object = None


class _HealthStatus(Struct):
    can_send_message: object = None
    entities: list[Raw] | None = None


class _Throughput(Struct, gc=False):
    level: object = None


class _Number(Struct):
    status: object = None
    quality_rating: object = None
    name_status: object = None
    whatsapp_business_manager_messaging_limit: object = None
    throughput: _Throughput | None = None
    health_status: _HealthStatus | None = None


_NUMBER = lenient.Shape(_Number)
_ENTITY = lenient.Shape(_Entity)
_ERROR = lenient.Shape(_Error)


def read_health(body: bytes) -> Health | None:
    """The health in a number's answer; None when the answer is no object."""
    found = _NUMBER.loosely(body)
    if found is None:
        return None
    told = found.health_status or _HealthStatus()
    return Health(
        status=_word(found.status),
        quality=_word(found.quality_rating),
        sending=_sending(told.can_send_message),
        limit=_word(found.whatsapp_business_manager_messaging_limit),
        throughput=_word((found.throughput or _Throughput()).level),
        name_status=_word(found.name_status),
        hindrances=_hindrances(told.entities or ()),
    )


def _hindrances(entities: list[Raw] | tuple[Raw, ...]) -> tuple[Hindrance, ...]:
    found: list[Hindrance] = []
    for entity in filter(None, (_ENTITY.loosely(raw) for raw in entities)):
        kind, sending = _word(entity.entity_type).lower(), _sending(entity.can_send_message)
        errors = [e for e in (_ERROR.loosely(raw) for raw in entity.errors or ()) if e is not None]
        found += (_hindrance(kind, sending, error) for error in errors)
        if not errors and sending in {"limited", "blocked"}:
            found.append(Hindrance(kind, sending, None, "", ""))
    return tuple(found[:_MOST_TROUBLES])


def _hindrance(entity: str, sending: Sending, error: _Error) -> Hindrance:
    code = error.error_code
    return Hindrance(
        entity=entity,
        sending=sending,
        code=code if isinstance(code, int) and not isinstance(code, bool) else None,
        what=lenient.clean(error.error_description, _WORDS) or "",
        remedy=lenient.clean(error.possible_solution, _WORDS) or "",
    )


def _sending(value: object) -> Sending:
    known: dict[str, Sending] = {
        "AVAILABLE": "available",
        "LIMITED": "limited",
        "BLOCKED": "blocked",
    }
    return known.get(_word(value), "unknown")


def _word(value: object) -> str:
    return lenient.clean(value, _WORD) or ""
