"""How to refuse and to wipe what sites keep, browser by browser.

The steps follow the makers' own help pages, read in November 2026. `tried_in` names the version in
which somebody followed them; empty means that nobody of us did, and the page says so.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from chatsync.kit.text import gettext_noop


@dataclass(frozen=True)
class Help:
    """One browser. `refuse` and `wipe` are sentences of the catalogue."""

    name: str
    refuse: str
    wipe: str
    tried_in: str = ""

    def told(self) -> dict[str, str]:
        return {
            "name": self.name,
            "refuse": gettext(self.refuse),
            "wipe": gettext(self.wipe),
            "tried_in": self.tried_in,
        }


BROWSERS = (
    Help(
        "Chrome",
        gettext_noop(
            "Open chrome://settings/content/siteData, choose Don't allow sites to save data on "
            "your device, and press Turn off. Sites that may go on are added below, on the same "
            "page."
        ),
        gettext_noop(
            "Open chrome://settings/content/all, find this site, press the bin beside it and then "
            "Delete."
        ),
        tried_in="Chromium 156",
    ),
    Help(
        "Edge",
        gettext_noop(
            "Settings, Privacy, search and services, Cookies: switch off Allow sites to save and "
            "read cookie data, or block only those of third parties."
        ),
        gettext_noop(
            "Click the lock at the left of the address, then Cookies and site data, then Cookies, "
            "and remove each line."
        ),
    ),
    Help(
        "Safari",
        gettext_noop(
            "On a Mac: Safari, Settings, Advanced, Block all cookies. On an iPhone or iPad: "
            "Settings, Apps, Safari, Advanced, Block All Cookies."
        ),
        gettext_noop(
            "On a Mac: Safari, Settings, Privacy, Manage Website Data, find this site, Remove. On "
            "an iPhone or iPad: Settings, Apps, Safari, Advanced, Website Data."
        ),
    ),
    Help(
        "Firefox",
        gettext_noop(
            "Settings, Privacy & Security, Enhanced Tracking Protection: choose Custom and what "
            "kinds of cookies to block. Below, under Cookies and Site Data, Manage Exceptions "
            "blocks one site alone."
        ),
        gettext_noop(
            "Click the lock at the left of the address, then Clear cookies and site data."
        ),
    ),
)
