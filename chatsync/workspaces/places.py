"""Where a request came from, coarsely: enough to notice a stranger, too little to find a person."""

from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from chatsync.accounts.browsers import browser_name

_KEPT_BITS = {4: 24, 6: 48}


def place_of(request: HttpRequest) -> str:
    """Network and browser, as in `203.0.113.0/24, Chrome, Windows`. Never a whole address."""
    named = (
        _network(request.META.get("REMOTE_ADDR", "")),
        browser_name(request.headers.get("User-Agent", "")),
    )
    return ", ".join(filter(None, named))


def _network(text: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 address; empty for anything else."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except (AddressValueError, ValueError):
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address.packed, _KEPT_BITS[address.version]), strict=False))
