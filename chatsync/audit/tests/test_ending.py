"""An audit that fails in one browser, or is told to end, goes on in none."""

import pytest

from chatsync.audit import report
from chatsync.audit.crawl import Who
from chatsync.audit.declared import State
from chatsync.audit.report import Order, Report, audit
from chatsync.audit.wire import BrowserFault


def test_the_other_browser_ends_where_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(key: str, order: Order, _told: object) -> Report:
        if key == "firefox":
            raise BrowserFault("firefox is not installed here.")
        while order.wanted(State.FIRST, Who(), "/"):
            continue
        raise AssertionError("it came to its end")

    monkeypatch.setattr(report, "_by_browser", look)
    with pytest.raises(BrowserFault, match="firefox is not installed"):
        audit(Order("https://chat.example", ("chromium", "firefox")))
