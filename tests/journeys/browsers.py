"""Which browser the journeys drive, and how it is started."""

import shutil

from playwright.sync_api import Browser, Playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that beeps, and leave to use it: people press the same buttons as ever.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


def launch(playwright: Playwright) -> Browser:
    """A browser with nothing in it."""
    return playwright.chromium.launch(executable_path=program(), args=FLAGS)


def program() -> str | None:
    """Debian's Chromium or Chrome where it is installed, else Playwright's own."""
    return shutil.which("chromium") or shutil.which("google-chrome")
