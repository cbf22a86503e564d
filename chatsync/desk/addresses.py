"""Where the desk is reached."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from chatsync.kit.env import WrongSetting

FORM = "/privacy/request"
"""The public form, in English; Urdu below /ur."""

SETTING = "PRIVACY_IMAP_URL"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class MailboxAddress:
    """A folder of a mailbox, and how to sign in there."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    is_secure: bool


def mailbox_at(url: str) -> MailboxAddress | None:
    """The mailbox that PRIVACY_IMAP_URL names; None where there is none.

    Raises WrongSetting, in words that hold nothing of the address: a password is in it.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or (993 if parts.scheme == "imaps" else 143)
    except ValueError:
        raise _unlike() from None
    host, folder = parts.hostname or "", unquote(parts.path.strip("/")) or "INBOX"
    if parts.scheme not in {"imap", "imaps"} or not (host and parts.username and parts.password):
        raise _unlike()
    if parts.query or parts.fragment or not folder.isascii() or not folder.isprintable():
        raise _unlike()
    if parts.scheme == "imap" and host not in _LOOPBACK:
        raise WrongSetting(
            f"{SETTING} must start with imaps://: without TLS others on the way read the password."
        )
    return MailboxAddress(
        host=host,
        port=port,
        user=unquote(parts.username),
        password=unquote(parts.password),
        folder=folder,
        is_secure=parts.scheme == "imaps",
    )


def _unlike() -> WrongSetting:
    return WrongSetting(
        f"{SETTING} must look like imaps://user:password@host:993/INBOX, with %40 for an @ and the "
        "like in user and password."
    )
