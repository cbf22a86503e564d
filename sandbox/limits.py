"""Meta's sending limits: messages per second of a number, messages to one person."""

from sandbox.errors import GraphError
from sandbox.state import Number, Settings, World

_PRUNE_AT = 50_000
_BURST_SECONDS = 1.0
_TOO_MANY = (
    "Message failed to send because there were too many messages sent from this phone number"
)


def count_inbound(number: Number, count: int, now: float) -> None:
    """Count what customers write: a number's throughput is for both directions together.

    It can use up the burst, but holds the next send back for one message's time at most.
    """
    each = 1.0 / max(number.throughput, 1)
    busy_until = max(number.next_free_at, now) + count * each
    number.next_free_at = min(busy_until, max(number.next_free_at, now + _BURST_SECONDS + each))


def take_turn(world: World, number: Number, key: str, now: float, settings: Settings) -> None:
    """Count one send against both limits; refuse with 130429 or 131056 when one is used up.

    Each limit is a bucket kept as one time stamp: the moment from which it is full again.
    """
    number_at = max(number.next_free_at, now)
    if number_at - now >= _BURST_SECONDS:
        raise GraphError(130429, _TOO_MANY + " in a short period of time")
    pair = (number.phone_number_id, key)
    pair_at = max(world.pair_free_at.get(pair, 0.0), now)
    if pair_at - now > settings.pair_seconds * (settings.pair_burst - 1) + 0.001:
        raise GraphError(131056, _TOO_MANY + " to the same phone number in a short period of time")
    number.next_free_at = number_at + 1.0 / max(number.throughput, 1)
    if len(world.pair_free_at) >= _PRUNE_AT:
        world.pair_free_at = {k: at for k, at in world.pair_free_at.items() if at > now}
    world.pair_free_at[pair] = pair_at + settings.pair_seconds
