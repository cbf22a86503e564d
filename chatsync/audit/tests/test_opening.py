"""Opening a page waits for what this page asked for, not for what another one never got."""

from typing import Any, cast

from chatsync.audit.browser import Cookie, Tab
from chatsync.audit.wire import Wire


class Quiet:
    """A browser that has nothing to tell."""

    def listen(self, _seconds: float) -> bool:
        return False


class Page(Tab):
    """Its worker asked for something and was gone before the answer came."""

    def go(self, url: str) -> None:
        self.record.goes_out("page", url)
        self.record.ends("page")

    def evaluate(self, script: str) -> Any:
        raise NotImplementedError

    def cookies(self) -> list[Cookie]:
        raise NotImplementedError

    def plant(self, url: str, name: str, value: str) -> None:
        raise NotImplementedError

    def back(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def test_what_an_earlier_page_never_got_holds_up_no_other() -> None:
    page = Page(cast("Wire", Quiet()))
    page.record.goes_out("worker", "https://chat.example/static/worker.js")
    page.open("https://chat.example/", quiet=0)
    assert page.record.pending == set()
    assert [one.url for one in page.take_sent()] == [
        "https://chat.example/static/worker.js",
        "https://chat.example/",
    ]
