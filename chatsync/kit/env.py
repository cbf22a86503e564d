"""Typed readers of the environment.

Each value may also come from a file: `NAME_FILE=/run/secrets/name`. A wrong value stops the
start with one plain sentence.
"""

import os
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones


class WrongSetting(SystemExit):
    """Ends the start; the text is the sentence that the operator reads."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"chatsync: {sentence}")


def text(name: str, default: str = "") -> str:
    """The value of `name`, or of the file that `name_FILE` points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(
                f"{name}_FILE names {path}, which cannot be read: {error}."
            ) from error
    return os.environ.get(name, default).strip()


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    value = text(name, default) or default
    if value not in options:
        raise WrongSetting(f"{name} is {value!r}; it must be one of: {', '.join(options)}.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    return choice(name, ("on", "off"), "on" if default else "off") == "on"


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise WrongSetting(
            f"{name} is {value!r}; it must be a whole number from {least} to {most}."
        )
    return int(value)


def url(name: str, default: str = "", *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """An absolute URL without trailing slash, or the default."""
    value = text(name, default)
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise WrongSetting(f"{name} is {value!r}, which is not a URL.") from None
    if parts.scheme not in schemes or not parts.netloc or not port_is_fine:
        raise WrongSetting(f"{name} is {value!r}; it must start with {' or '.join(schemes)}://.")
    return value.rstrip("/")


def items(name: str, default: str = "") -> tuple[str, ...]:
    """A comma-separated list without empty parts."""
    return tuple(part.strip() for part in text(name, default).split(",") if part.strip())


def host_and_port(name: str) -> tuple[str, int] | None:
    """`host:port`, or nothing."""
    value = text(name)
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise WrongSetting(f"{name} is {value!r}; it must look like host:port.")
    return host.strip("[]"), int(port)


def time_zone(name: str) -> str:
    """A name of the IANA time zone database; UTC where nothing is set."""
    value = text(name, "UTC") or "UTC"
    if value not in available_timezones():
        raise WrongSetting(
            f"{name} is {value!r}; it must be a time zone's name, such as Asia/Karachi or UTC."
        )
    return value


def networks(name: str) -> tuple[str, ...]:
    """A comma-separated list of addresses and networks; all of the internet is none."""
    found = items(name)
    for item in found:
        try:
            network = ip_network(item)
        except ValueError:
            raise WrongSetting(
                f"{name} holds {item!r}; it must be addresses or networks such as 127.0.0.1 or "
                "10.0.0.0/24, with commas between them."
            ) from None
        if network.prefixlen == 0:
            raise WrongSetting(f"{name} holds {item!r}, which is everybody; name your proxies.")
    return found
