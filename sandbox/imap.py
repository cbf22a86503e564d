"""An IMAP mailbox (RFC 9051, as much of it as a reader of new mail needs).

Whoever signs in with an address reads what the mailbox received for that address.
"""

import asyncio
import base64
import re
from binascii import Error as NotBase64
from collections.abc import Callable

from sandbox.state import Mail, World

PASSWORD = "sandbox"  # noqa: S105  a stand-in on this machine alone
VALIDITY = 1
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\([^)]*\))|(\S+)')
_PART = re.compile(r"BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?")


async def start_imap(world: World, host: str, port: int) -> asyncio.Server:
    """Listen for readers."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Session(world, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(serve, host, port)


class _Session:
    """One connection. `user` is empty until somebody signed in."""

    def __init__(
        self, world: World, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.world, self.reader, self.writer = world, reader, writer
        self.user = ""
        self.tag = ""

    async def run(self) -> None:
        self._say("* OK ready")
        while line := (await self.reader.readline()).decode("utf-8", "replace").strip():
            self.tag, *words = _split(line)
            if not words:
                self._end("BAD", "no command")
            elif words[0].upper() == "LOGOUT":
                self._say("* BYE")
                self._end("OK", "bye")
                break
            else:
                await self._obey(words[0].upper(), words[1:])
            await self.writer.drain()

    async def _obey(self, command: str, words: list[str]) -> None:
        if command == "UID" and words:
            command, words = f"UID {words[0].upper()}", words[1:]
        known: dict[str, Callable[[list[str]], None]] = {
            "LOGIN": lambda given: self._sign_in(*[*given, "", ""][:2]),
            "SELECT": self._select,
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
            "UID STORE": self._store,
        }
        if command in {"CAPABILITY", "NOOP"}:
            self._say("* CAPABILITY IMAP4rev1 AUTH=PLAIN")
            self._end("OK", "done")
        elif command == "AUTHENTICATE":
            await self._authenticate()
        elif command not in known:
            self._end("BAD", "unknown command")
        elif not self.user and command != "LOGIN":
            self._end("NO", "sign in first")
        else:
            known[command](words)

    async def _authenticate(self) -> None:
        self._say("+ ")
        await self.writer.drain()
        try:
            answer = base64.b64decode(await self.reader.readline()).decode()
        except (NotBase64, UnicodeDecodeError):
            answer = ""
        _nobody, user, password = [*answer.split("\0"), "", "", ""][:3]
        self._sign_in(user, password)

    def _sign_in(self, user: str, password: str) -> None:
        if password != PASSWORD:
            self._end("NO", "[AUTHENTICATIONFAILED] wrong name or password")
            return
        self.user = user.lower()
        self._end("OK", "signed in")

    def _select(self, words: list[str]) -> None:
        if words[:1] != ["INBOX"]:
            self._end("NO", "[NONEXISTENT] no such folder")
            return
        mails = self._mails()
        self._say(f"* {len(mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {VALIDITY}] valid")
        self._say(f"* OK [UIDNEXT {max((it.uid for it in mails), default=0) + 1}] next")
        self._end("OK", "[READ-WRITE] selected")

    def _search(self, words: list[str]) -> None:
        found = self._mails()
        if words[:1] == ["UNSEEN"]:
            found = [mail for mail in found if not mail.seen]
        elif words[:1] == ["UID"]:
            first = int(words[1].partition(":")[0])
            # `5:*` means the last mail where none is that new (RFC 9051, section 9).
            found = [mail for mail in found if mail.uid >= first] or found[-1:]
        self._say(f"* SEARCH {' '.join(str(mail.uid) for mail in found)}".rstrip())
        self._end("OK", "done")

    def _fetch(self, words: list[str]) -> None:
        for place, mail in enumerate(self._mails(), 1):
            if str(mail.uid) == words[0]:
                self._give(place, mail, " ".join(words[1:]))
        self._end("OK", "done")

    def _give(self, place: int, mail: Mail, wanted: str) -> None:
        if "RFC822.SIZE" in wanted:
            self._say(f"* {place} FETCH (UID {mail.uid} RFC822.SIZE {len(mail.raw)})")
        part = _PART.search(wanted)
        if part:
            first, most = (int(part[1]), int(part[2])) if part[1] else (0, len(mail.raw))
            raw, named = mail.raw[first : first + most], f"BODY[]<{first}>" if part[1] else "BODY[]"
            self._say(f"* {place} FETCH (UID {mail.uid} {named} {{{len(raw)}}}")
            self.writer.write(raw)
            self._say(")")

    def _store(self, words: list[str]) -> None:
        for mail in self._mails():
            if str(mail.uid) == words[0] and "Seen" in " ".join(words[1:]):
                mail.seen = True
        self._end("OK", "done")

    def _mails(self) -> list[Mail]:
        return [it for it in self.world.mails if self.user in {to.lower() for to in it.to}]

    def _say(self, line: str) -> None:
        self.writer.write(f"{line}\r\n".encode())

    def _end(self, result: str, said: str) -> None:
        self._say(f"{self.tag} {result} {said}")


def _split(line: str) -> list[str]:
    """The words of a command; quoted ones without their quotes."""
    return [
        re.sub(r"\\(.)", r"\1", quoted) if not (listed or plain) else listed or plain
        for quoted, listed, plain in _WORDS.findall(line)
    ] or [""]
