"""What a browser says by itself about being measured. One place enforces it and tells of it.

Sources: Global Privacy Control (W3C draft), Tracking Preference Expression (W3C note, retired but
still sent). Only the value 1 counts, as both say.
"""

from enum import StrEnum

from django.http import HttpRequest


class Signal(StrEnum):
    """The request headers that switch measurement off; the first one present is named."""

    GPC = "Sec-GPC"
    DNT = "DNT"

    @property
    def said_as(self) -> str:
        """The name under which people find it in their browser."""
        return "Global Privacy Control" if self is Signal.GPC else "Do Not Track"


VARIES_BY = ("Cookie", "DNT", "Sec-GPC", "Sec-Fetch-Site")
"""What a public page depends on; a cache between us and the browser must tell these apart."""


def signal_of(request: HttpRequest) -> Signal | None:
    """The signal that this request carries."""
    return next((one for one in Signal if request.headers.get(one.value) == "1"), None)


def tracking_status(*, measures: bool) -> str:
    """The value of `Tk`: C, measured with consent; N, not tracking."""
    return "C" if measures else "N"
