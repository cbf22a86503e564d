"""Register and deregister a number with its two-step PIN (Meta: registration)."""

import re
import time

from sandbox.errors import GraphError
from sandbox.state import Json, Number

_PIN = re.compile(r"\d{6}", re.ASCII)
_TIMES = 10
_WITHIN_SECONDS = 72 * 3600
_GUESSES = 5


def register(number: Number, body: Json) -> None:
    """Register under the number's PIN, or set it.

    133005 for a wrong PIN, 133008 after five of them, 133016 after ten times in 72 hours.
    """
    if body.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    pin = body.get("pin")
    if not isinstance(pin, str) or _PIN.fullmatch(pin) is None:
        raise GraphError(100, "Param pin must be six digits.")
    if number.pin_misses >= _GUESSES:
        raise GraphError(133008, "Too many wrong PINs: wait until you try again.")
    _count(number)
    if number.pin and pin != number.pin:
        number.pin_misses += 1
        raise GraphError(133005, "The PIN is not the one that was set for this number.")
    number.pin, number.pin_misses, number.registered = pin, 0, True


def deregister(number: Number) -> None:
    """Take the number off the Cloud API; its PIN stays."""
    if not number.registered:
        raise GraphError(133010, "The number is not registered.")
    _count(number)
    number.registered = False


def _count(number: Number) -> None:
    now = time.time()
    recent = [at for at in number.registrations if now - at < _WITHIN_SECONDS]
    if len(recent) >= _TIMES:
        raise GraphError(133016, "This number was registered 10 times within 72 hours.")
    number.registrations = [*recent, now]
