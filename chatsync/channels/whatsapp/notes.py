"""What was read so far, and what had to be put aside."""

from typing import TypeVar

from msgspec import Raw, Struct

from chatsync.channels.whatsapp import lenient
from chatsync.channels.whatsapp.facts import Reading, Unreadable, Update

MAX_PIECES = 50_000
"""Items read from one delivery. Meta sends at most 1,000 updates and history in 3 MB chunks; a
tenant's own app could sign 4 MB of empty objects to keep the ingest loop busy."""

MAX_PARKED = 100
"""Pieces parked one by one; what is beyond is parked once, as the whole delivery."""

_T = TypeVar("_T", bound=Struct)


class TooManyPiecesError(Exception):
    """The delivery holds more items than any delivery of Meta's does."""


class Place(Struct, frozen=True, gc=False):
    """Where in the body a piece stood, and whose it is as far as that is known."""

    where: str
    waba_id: str | None = None
    at: int | None = None
    phone_number_id: str | None = None

    def inside(self, where: str) -> "Place":
        """The place of a part of this piece."""
        return Place(f"{self.where}{where}", self.waba_id, self.at, self.phone_number_id)


class Notes:
    """Collects the facts of one delivery."""

    def __init__(self, body: bytes) -> None:
        self.updates: list[Update] = []
        self._body = body
        self._parked: list[Unreadable] = []
        self._unlisted = 0
        self._pieces_left = MAX_PIECES

    def __len__(self) -> int:
        return len(self.updates) + len(self._parked) + self._unlisted

    def count_piece(self) -> None:
        """Stop at a delivery that holds more than any of Meta's does."""
        self._pieces_left -= 1
        if self._pieces_left < 0:
            message = f"The delivery holds more than {MAX_PIECES} items: the rest was not read."
            raise TooManyPiecesError(message)

    def read(
        self,
        shape: lenient.Shape[_T],
        raw: Raw,
        kind: str,
        place: Place,
    ) -> tuple[_T, tuple[str, ...]] | None:
        """The piece, with the names of parts left out as unreadable; None if it is no object."""
        self.count_piece()
        try:
            return shape.read(raw), ()
        except lenient.UNREADABLE:
            return self._salvage(shape, raw, kind, place)

    def _salvage(
        self,
        shape: lenient.Shape[_T],
        raw: Raw,
        kind: str,
        place: Place,
    ) -> tuple[_T, tuple[str, ...]] | None:
        saved = shape.salvage(raw)
        if saved is None:
            self.park(kind, f"This {kind} is not a JSON object.", place, bytes(raw))
            return None
        piece, left = saved
        if left:
            names = ", ".join(left)
            self.park(kind, f"Parts of another type than expected: {names}.", place, bytes(raw))
        return piece, tuple(left)

    def park(self, kind: str, reason: str, place: Place, raw: bytes) -> None:
        """Put one piece aside, alone."""
        if len(self._parked) >= MAX_PARKED:
            self._unlisted += 1
            return
        self._parked.append(
            Unreadable(
                kind=kind,
                reason=reason,
                where=place.where,
                raw=raw,
                phone_number_id=place.phone_number_id,
                waba_id=place.waba_id,
            ),
        )

    def park_delivery(self, reason: str) -> None:
        """Put the whole body aside; what was read of it stays."""
        self._parked.append(Unreadable("delivery", reason, "", self._body))

    def reading(self) -> Reading:
        if self._unlisted:
            self.park_delivery(f"{self._unlisted} more pieces of it could not be read.")
        return Reading(tuple(self.updates), tuple(self._parked))
