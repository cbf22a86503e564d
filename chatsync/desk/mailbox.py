"""The desk's mailbox over IMAP (RFC 9051): what is new in it, and marking it as read."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from chatsync.desk.addresses import MailboxAddress

LARGEST = 5 * 1024 * 1024
"""Bytes of a mail that are read; of a larger one the first part is."""

_FIRST_PART = 1024 * 1024
_TIMEOUT_S = 20
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxClosed(Exception):  # noqa: N818
    """The mailbox cannot be read; the text says why, without the password."""


class MailRefused(Exception):  # noqa: N818
    """The server does not hand out one mail; others may come all the same."""


class Mailbox:
    """An open folder. UIDs hold as long as `validity` is the same."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self._server = server
        self.validity = self._told("UIDVALIDITY")
        self.next_uid = self._told("UIDNEXT")

    def waiting(self, after: int) -> list[int]:
        """Mails that nobody read yet, and those that came after a UID, read or not."""
        newer = {uid for uid in self._search("UID", f"{after + 1}:*") if uid > after}
        return sorted(newer | set(self._search("UNSEEN")))

    def fetch(self, uid: int) -> tuple[bytes, bool] | None:
        """The bytes of a mail, and whether they are all of it; None where it is gone.

        Raises MailRefused.
        """
        try:
            return self._fetched(uid)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise MailRefused(str(error)) from error

    def _fetched(self, uid: int) -> tuple[bytes, bool] | None:
        size = self._size(uid)
        if size is None:
            return None
        is_whole = size <= LARGEST
        part = "" if is_whole else f"<0.{_FIRST_PART}>"
        raw = self._literal(uid, f"(BODY.PEEK[]{part})")
        return None if raw is None else (raw, is_whole)

    def mark_read(self, uid: int) -> None:
        self._done(self._server.uid("STORE", str(uid), "+FLAGS", r"(\Seen)"))

    def _size(self, uid: int) -> int | None:
        for line in self._done(self._server.uid("FETCH", str(uid), "(RFC822.SIZE)")):
            found = _SIZE.search(line) if isinstance(line, bytes) else None
            if found:
                return int(found[1])
        return None

    def _literal(self, uid: int, wanted: str) -> bytes | None:
        for part in self._done(self._server.uid("FETCH", str(uid), wanted)):
            if isinstance(part, tuple):
                return bytes(part[1])
        return None

    def _search(self, *wanted: str) -> list[int]:
        lines = self._done(self._server.uid("SEARCH", *wanted))
        return [
            int(uid)
            for line in lines
            if isinstance(line, bytes)
            for uid in line.split()
            if uid.isdigit()
        ]

    def _told(self, name: str) -> int:
        _name, said = self._server.response(name)
        last = said[-1] if said else None
        return int(last) if isinstance(last, bytes) and last.isdigit() else 0

    def _done(self, answer: tuple[str, list[object]]) -> list[object]:
        result, lines = answer
        if result != "OK":
            raise imaplib.IMAP4.error(f"{result} {lines!r}")
        return lines


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """Sign in and open the folder. Raises MailboxClosed, also where the server fails later."""
    try:
        server = _connected(address)
        try:
            _sign_in(server, address)
            result, said = server.select(_quoted(address.folder))
            if result != "OK":
                raise imaplib.IMAP4.error(f"the folder does not open: {said!r}")
            yield Mailbox(server)
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxClosed(_said(error, address)) from None


def fault_of(address: MailboxAddress) -> str:
    """Why the mailbox cannot be read; empty where it can."""
    try:
        with open_mailbox(address):
            return ""
    except MailboxClosed as closed:
        return str(closed)


def _connected(address: MailboxAddress) -> imaplib.IMAP4:
    if address.is_secure:
        trusted = ssl.create_default_context()
        return imaplib.IMAP4_SSL(
            address.host, address.port, ssl_context=trusted, timeout=_TIMEOUT_S
        )
    return imaplib.IMAP4(address.host, address.port, timeout=_TIMEOUT_S)


def _sign_in(server: imaplib.IMAP4, address: MailboxAddress) -> None:
    """As SASL PLAIN where the server takes it: that holds any character."""
    if "AUTH=PLAIN" in server.capabilities:
        told = f"\0{address.user}\0{address.password}".encode()
        server.authenticate("PLAIN", lambda _challenge: told)
    else:
        server.login(_quoted(address.user), address.password)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _said(error: Exception, address: MailboxAddress) -> str:
    """In one line, without the password that a server may repeat."""
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return said.replace(address.password, "…")
