"""Chromium, driven by its DevTools protocol."""

from typing import Any

from chatsync.audit.browser import BrowserSignal, Cookie, Driven, Opened, Record, Tab
from chatsync.audit.wire import BrowserFault, Event

_GPC = """
Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {get: () => true});
"""
_ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
_SAME_SITE = {"Strict": "Strict", "Lax": "Lax", "None": "None"}


class Chromium(Driven):
    """Signals: DNT is a preference of the profile; GPC is put into each page, which has none."""

    key = "chromium"

    def __init__(self, address: str, stop: Any, signal: BrowserSignal) -> None:
        super().__init__(address, stop)
        self.signal = signal
        self._taken = {
            "Network.requestWillBeSent": _goes_out,
            "Network.responseReceived": _comes_back,
            "Network.loadingFinished": _ends,
            "Network.loadingFailed": _ends,
            "Network.webSocketCreated": _opens_socket,
            "Target.attachedToTarget": self._watch,
            "Page.loadEventFired": self._loaded,
        }
        self.version = str(self.wire.call("Browser.getVersion")["product"])

    def new_tab(self) -> "ChromiumTab":
        tab = ChromiumTab(self)
        self.tab = tab
        tab.prepare()
        return tab

    def note(self, event: Event, record: Record) -> None:
        take = self._taken.get(event["method"])
        if take:
            take(event["params"], f"{event.get('sessionId', '')} ", record)

    def _watch(self, params: Event, _key: str, _record: Record) -> None:
        """A worker or a frame of another site began: hear it too, from its first request on, and
        what begins inside it. Sent without waiting, inside an event."""
        session = str(params["sessionId"])
        self.wire.tell("Network.enable", sessionId=session)
        self.wire.tell("Target.setAutoAttach", _ATTACH, sessionId=session)
        self.wire.tell("Runtime.runIfWaitingForDebugger", sessionId=session)
        if isinstance(self.tab, ChromiumTab) and params["targetInfo"]["type"] == "iframe":
            self.tab.frames.append(session)

    def _loaded(self, _params: Event, _key: str, _record: Record) -> None:
        if isinstance(self.tab, ChromiumTab):
            self.tab.has_loaded = True


def _goes_out(params: Event, key: str, record: Record) -> None:
    key += str(params["requestId"])
    if "redirectResponse" in params:
        _came(record, key, params["redirectResponse"])
    record.goes_out(key, str(params["request"]["url"]))


def _comes_back(params: Event, key: str, record: Record) -> None:
    told = params["response"]
    _came(record, key + str(params["requestId"]), told)
    if params["type"] == "Document":
        record.documents.append(Opened(str(told["url"]), int(told["status"])))


def _ends(params: Event, key: str, record: Record) -> None:
    record.ends(key + str(params["requestId"]))


def _opens_socket(params: Event, key: str, record: Record) -> None:
    """A socket is open for as long as its page: nothing waits for its end."""
    record.goes_out(key + str(params["requestId"]), str(params["url"]))
    record.ends(key + str(params["requestId"]))


def _came(record: Record, key: str, response: dict[str, Any]) -> None:
    headers = {name.lower(): value for name, value in response["headers"].items()}
    record.comes_back(key, str(response["url"]), str(headers.get("cache-control", "")))


class ChromiumTab(Tab):
    def __init__(self, browser: Chromium) -> None:
        super().__init__(browser.wire)
        self._browser = browser
        self.has_loaded = False
        self.frames: list[str] = []
        self._profile = str(self.wire.call("Target.createBrowserContext")["browserContextId"])
        self._target = str(
            self.wire.call(
                "Target.createTarget", {"url": "about:blank", "browserContextId": self._profile}
            )["targetId"]
        )
        attached = {"targetId": self._target, "flatten": True}
        self._session = str(self.wire.call("Target.attachToTarget", attached)["sessionId"])

    def prepare(self) -> None:
        """Listen to the page and to its workers, and say the signal."""
        for domain in ("Page", "Network", "Runtime"):
            self._call(f"{domain}.enable")
        self._call("Target.setAutoAttach", _ATTACH)
        denied = {"behavior": "deny", "browserContextId": self._profile}
        self.wire.call("Browser.setDownloadBehavior", denied)
        if self._browser.signal is BrowserSignal.GPC:
            self._call("Network.setExtraHTTPHeaders", {"headers": {"Sec-GPC": "1"}})
            self._call("Page.addScriptToEvaluateOnNewDocument", {"source": _GPC})

    def go(self, url: str) -> None:
        self.has_loaded = False
        answer = self._call("Page.navigate", {"url": url})
        if answer.get("errorText"):
            return  # a download, or nobody answers: there is no document
        self._await_load()

    def evaluate(self, script: str) -> Any:
        wanted = {"expression": script, "awaitPromise": True, "returnByValue": True}
        try:
            told = self._call("Runtime.evaluate", wanted)
        except BrowserFault as fault:
            if "context was destroyed" in str(fault) or "navigated" in str(fault):
                return None  # the page went away while it was asked
            raise
        if "exceptionDetails" in told:
            raise BrowserFault(str(told["exceptionDetails"])[:500])
        return told["result"].get("value")

    def in_frames(self, script: str) -> list[Any]:
        """The value of an expression in each frame of another site that is still there."""
        found = []
        wanted = {"expression": script, "awaitPromise": True, "returnByValue": True}
        for session in self.frames:
            try:
                told = self.wire.call("Runtime.evaluate", wanted, sessionId=session)
            except BrowserFault:
                continue  # it is gone
            found.append(told["result"].get("value"))
        return found

    def cookies(self) -> list[Cookie]:
        told = self.wire.call("Storage.getCookies", {"browserContextId": self._profile})
        return [
            Cookie(
                name=one["name"],
                domain=one["domain"],
                path=one["path"],
                secure=one["secure"],
                http_only=one["httpOnly"],
                same_site=_SAME_SITE.get(one.get("sameSite", ""), ""),
                expires=None if one.get("session") else float(one["expires"]),
            )
            for one in told["cookies"]
        ]

    def plant(self, url: str, name: str, value: str) -> None:
        cookie = {
            "url": url,
            "name": name,
            "value": value,
            "path": "/",
            "secure": True,
            "httpOnly": True,
            "sameSite": "Strict",
        }
        told = {"cookies": [cookie], "browserContextId": self._profile}
        self.wire.call("Storage.setCookies", told)

    def back(self) -> None:
        history = self._call("Page.getNavigationHistory")
        before = history["entries"][history["currentIndex"] - 1]
        self._call("Page.navigateToHistoryEntry", {"entryId": before["id"]})
        self.rest(0.5)

    def close(self) -> None:
        self.wire.call("Target.disposeBrowserContext", {"browserContextId": self._profile})

    def _call(self, method: str, params: dict[str, Any] | None = None) -> Event:
        return self.wire.call(method, params, sessionId=self._session)

    def _await_load(self) -> None:
        for _turn in range(900):
            if self.has_loaded:
                return
            self.wire.listen(0.05)
