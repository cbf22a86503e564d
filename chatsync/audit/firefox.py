"""Firefox as it is installed, driven by WebDriver BiDi (W3C)."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from chatsync.audit.browser import Cookie, Driven, Opened, Record, Tab
from chatsync.audit.wire import BrowserFault, Event

_EVENTS = (
    "network.beforeRequestSent",
    "network.responseCompleted",
    "network.fetchError",
)
_SAME_SITE = {"strict": "Strict", "lax": "Lax", "none": "None"}


class Firefox(Driven):
    """Signals are preferences of the profile, so a browser with one is a browser of its own."""

    key = "firefox"

    def __init__(self, address: str, stop: Any) -> None:
        super().__init__(f"{address}/session", stop)
        wanted = {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}}
        told = self.wire.call("session.new", wanted)["capabilities"]
        self.version = f"Firefox/{told['browserVersion']}"
        self.wire.call("session.subscribe", {"events": list(_EVENTS)})

    def new_tab(self) -> "FirefoxTab":
        tab = FirefoxTab(self)
        self.tab = tab
        return tab

    def note(self, event: Event, record: Record) -> None:
        params = event["params"]
        key, url = str(params["request"]["request"]), str(params["request"]["url"])
        if event["method"] == "network.beforeRequestSent":
            record.goes_out(key, url)
            return
        record.ends(key)
        if event["method"] != "network.responseCompleted":
            return
        response = params["response"]
        record.comes_back(key, url, _header(response, "cache-control"))
        is_document = params.get("navigation") and params["request"].get("destination") in {
            "document",
            "",
            None,
        }
        if is_document:
            record.documents.append(Opened(str(response["url"]), int(response["status"])))

    def close(self) -> None:
        with suppress(BrowserFault):
            self.wire.call("browser.close")
        super().close()


class FirefoxTab(Tab):
    def __init__(self, browser: Firefox) -> None:
        super().__init__(browser.wire)
        self._profile = str(self.wire.call("browser.createUserContext")["userContext"])
        made = self.wire.call(
            "browsingContext.create", {"type": "tab", "userContext": self._profile}
        )
        self._context = str(made["context"])

    def go(self, url: str) -> None:
        with suppress(BrowserFault):  # a download, or nobody answers: there is no document
            self.wire.call(
                "browsingContext.navigate",
                {"context": self._context, "url": url, "wait": "complete"},
            )

    def evaluate(self, script: str) -> Any:
        wanted = {
            "expression": script,
            "target": {"context": self._context},
            "awaitPromise": True,
            "resultOwnership": "none",
        }
        try:
            told = self.wire.call("script.evaluate", wanted)
        except BrowserFault as fault:
            if "discarded" in str(fault) or "no such" in str(fault) or "destroyed" in str(fault):
                return None  # the page went away while it was asked
            raise
        if told["type"] == "exception":
            raise BrowserFault(str(told["exceptionDetails"].get("text", ""))[:500])
        return told["result"].get("value")

    def cookies(self) -> list[Cookie]:
        told = self.wire.call("storage.getCookies", {"partition": self._partition()})
        return [
            Cookie(
                name=one["name"],
                domain=one["domain"],
                path=one["path"],
                secure=one["secure"],
                http_only=one["httpOnly"],
                same_site=_SAME_SITE.get(one["sameSite"], ""),
                expires=one.get("expiry"),
            )
            for one in told["cookies"]
        ]

    def plant(self, url: str, name: str, value: str) -> None:
        cookie = {
            "name": name,
            "value": {"type": "string", "value": value},
            "domain": urlsplit(url).hostname,
            "path": "/",
            "secure": True,
            "httpOnly": True,
            "sameSite": "strict",
        }
        told = {"cookie": cookie, "partition": self._partition()}
        self.wire.call("storage.setCookie", told)

    def back(self) -> None:
        # Not awaited by a load: a page that the browser kept never loads again.
        self.wire.call("browsingContext.traverseHistory", {"context": self._context, "delta": -1})
        self.rest(0.5)

    def close(self) -> None:
        self.wire.call("browser.removeUserContext", {"userContext": self._profile})

    def _partition(self) -> dict[str, str]:
        return {"type": "storageKey", "userContext": self._profile}


def _header(response: dict[str, Any], name: str) -> str:
    for header in response["headers"]:
        if header["name"].lower() == name:
            return str(header["value"].get("value", ""))
    return ""
