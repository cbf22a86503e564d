"""Starting a browser for the audit: in a folder of its own that is deleted afterwards."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chatsync.audit.browser import BrowserSignal, Driven
from chatsync.audit.chromium import Chromium
from chatsync.audit.firefox import Firefox
from chatsync.audit.wire import BrowserFault

BROWSERS = ("chromium", "firefox")
_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox-esr", "firefox"),
}
_STARTS_WITHIN_S = 60.0
_ENDS_WITHIN_S = 10.0
_LISTENING = re.compile(r"listening on (ws://\S+)")
_CHROMIUM = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--remote-debugging-port=0",
    "about:blank",
)
_FIREFOX_QUIET = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "devtools.jsonview.enabled": False,
    "dom.push.connection.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}
_FIREFOX_SIGNALS = {
    BrowserSignal.NONE: {},
    BrowserSignal.DNT: {"privacy.donottrackheader.enabled": True},
    BrowserSignal.GPC: {
        "privacy.globalprivacycontrol.enabled": True,
        "privacy.globalprivacycontrol.functionality.enabled": True,
    },
}


def found_browser(key: str) -> str | None:
    """Where a browser is installed on this machine, or None."""
    return next((found for name in _NAMES[key] if (found := shutil.which(name))), None)


@contextmanager
def driven(
    key: str, signal: BrowserSignal = BrowserSignal.NONE, *, called: str = ""
) -> Iterator[Driven]:
    """A running browser that says `signal`, until the end of the block. Raises BrowserFault.

    `called`: what Chromium calls itself; it would say that it has no window.
    """
    program = found_browser(key)
    if program is None:
        raise BrowserFault(
            f"{key} is not installed here. The audit opens real pages: install it, or choose "
            "another one with --browser."
        )
    folder = Path(tempfile.mkdtemp(prefix="chatsync-audit-"))
    process, address = _started(key, program, folder, signal, called)

    def stop() -> None:
        _end(process)
        shutil.rmtree(folder, ignore_errors=True)

    try:
        browser = _driver(key, address, stop, signal)
    except BaseException:
        stop()
        raise
    try:
        yield browser
    finally:
        browser.close()


def _driver(key: str, address: str, stop: Callable[[], None], signal: BrowserSignal) -> Driven:
    return Chromium(address, stop, signal) if key == "chromium" else Firefox(address, stop)


def _started(
    key: str, program: str, folder: Path, signal: BrowserSignal, called: str
) -> tuple["subprocess.Popen[bytes]", str]:
    command = [program, *(_of_chromium if key == "chromium" else _of_firefox)(folder, signal)]
    if called and key == "chromium":
        command.insert(1, f"--user-agent={called}")
    said = folder / "said"
    with said.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603  a browser that is installed here, our own words
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(folder)},
        )
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        found = _LISTENING.search(said.read_text(encoding="utf-8", errors="replace"))
        if found:
            return process, found[1]
        time.sleep(0.02)
    told = said.read_text(encoding="utf-8", errors="replace")[-300:]
    _end(process)
    shutil.rmtree(folder, ignore_errors=True)
    raise BrowserFault(f"{key} did not start. It said: {told or 'nothing'}")


def _of_chromium(folder: Path, signal: BrowserSignal) -> list[str]:
    profile = folder / "profile"
    (profile / "Default").mkdir(parents=True)
    kept = {
        "enable_do_not_track": signal is BrowserSignal.DNT,
        # A fresh profile would refuse what other sites keep, and the audit would not see it.
        "profile": {"cookie_controls_mode": 0},
    }
    (profile / "Default" / "Preferences").write_text(json.dumps(kept), encoding="utf-8")
    # Chromium's sandbox refuses root; the pages opened here are the installation's own.
    unboxed = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [f"--user-data-dir={profile}", *unboxed, *_CHROMIUM]


def _of_firefox(folder: Path, signal: BrowserSignal) -> list[str]:
    profile = folder / "profile"
    profile.mkdir()
    lines = [
        f'user_pref("{name}", {json.dumps(value)});'
        for name, value in {**_FIREFOX_QUIET, **_FIREFOX_SIGNALS[signal]}.items()
    ]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    return ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the browser with all its processes: they are a group of their own."""
    for number in (15, 9):
        if process.poll() is not None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            continue
