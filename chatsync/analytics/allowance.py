"""How many reports one network address may send: in memory alone, and bounded.

A bucket of tokens per address (for IPv6 per /64, which is what one household gets): BURST at once,
PER_S in the long run. An address is forgotten when its bucket would be full again.
"""

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

BURST = 300
"""An office with fifty dashboards behind one address stays far below."""
PER_S = 20.0
MOST_ADDRESSES = 50_000


class Allowance:
    """The buckets of one process."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, at: float) -> bool:
        """Whether one more is allowed. `at`: seconds of a clock that never goes back."""
        key = _household(address)
        left, since = self._left.pop(key, (float(BURST), at))
        left = min(float(BURST), left + (at - since) * PER_S)
        self._left[key] = (max(0.0, left - 1), at)
        while len(self._left) > MOST_ADDRESSES or self._oldest_is_full(at):
            self._left.popitem(last=False)
        return left >= 1

    def _oldest_is_full(self, at: float) -> bool:
        left, since = next(iter(self._left.values()))
        return left + (at - since) * PER_S >= BURST

    def __len__(self) -> int:
        return len(self._left)


def _household(address: str) -> str:
    if ":" not in address:
        return address
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else address
