"""Numbers as the pages of figures show them, also in files. Small counts are hidden."""

from dataclasses import dataclass

from chatsync.analytics.rates import LEAST_TOLD
from chatsync.kit.text import gettext_noop as _

DEVICES = {"phone": _("Phone"), "tablet": _("Tablet"), "desktop": _("Computer")}


@dataclass(frozen=True)
class Cell:
    """A count as it is shown; None where it is too small."""

    count: int | None

    @property
    def text(self) -> str:
        """For people: 12,345."""
        return self._told(",")

    @property
    def bare(self) -> str:
        """For files."""
        return self._told("")

    def _told(self, groups: str) -> str:
        return f"{self.count:{groups}}" if self.count is not None else f"<{LEAST_TOLD}"


def cell(count: int) -> Cell:
    """Counts from one to four are not told; none at all is."""
    return Cell(count if count == 0 or count >= LEAST_TOLD else None)


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def harmless(text: str) -> str:
    """A spreadsheet must not take a page's name for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
