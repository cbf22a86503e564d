"""People at a browser: who they are, what they see, and what their pages complain of."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.recorder import Recorder
from tests.support.product import Product

PATIENCE_MS = 60_000
_LOUD = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.effectiveDirective} blocked ${event.blockedURI}`));
"""

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Visitors:
    """Opens pages, each in a context of its own, and listens to what they say."""

    browser: Browser
    product: Product
    kept_sessions: dict[str, Any]
    heard: list[str] = field(default_factory=list)
    foreseen: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    recorders: dict[BrowserContext, Recorder] = field(default_factory=dict)

    def stranger(self, **options: Any) -> Page:
        """A browser that has never been here; options are those of a Playwright context."""
        context = self.browser.new_context(**{"locale": "en-GB", **options})
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(_LOUD)
        context.on("page", self._listen)
        recorder = Recorder(
            origin=str(options.get("base_url") or self.product.url),
            has_script=bool(options.get("java_script_enabled", True)),
        )
        context.on("request", recorder.hear)
        context.on("close", self._forget)
        self.recorders[context] = recorder
        self.contexts.append(context)
        return context.new_page()

    def member(self, role: str, who: str = "demo", **options: Any) -> Page:
        """A signed-in member of a demo workspace, in the inbox."""
        key = f"{who} {role}"
        if key not in self.kept_sessions:
            page = self.stranger()
            sign_in(page, self.product, role, who)
            self.kept_sessions[key] = page.context.storage_state()
            page.context.close()
        page = self.stranger(storage_state=self.kept_sessions[key], **options)
        page.goto(f"{self.product.url}/w/{self.product.facts[who]['workspace']}/inbox")
        expect(page.locator("nav.queue-bar")).to_be_visible()
        return page

    def _forget(self, context: BrowserContext) -> None:
        self.recorders.pop(context, None)

    def foresee(self, pattern: str) -> None:
        """A complaint that belongs to this journey (Chromium reports every refused request)."""
        self.foreseen.append(pattern)

    def leave(self) -> None:
        """Close every browser; what one kept or contacted undeclared is a complaint."""
        for context, recorder in list(self.recorders.items()):
            self.heard += recorder.faults(context)
        for context in self.contexts:
            context.close()

    @property
    def complaints(self) -> list[str]:
        return [one for one in self.heard if not any(re.search(p, one) for p in self.foreseen)]

    def _note(self, said: str) -> None:
        """All that a developer's console shows unasked; Chromium's hints on forms it hides."""
        if not said.startswith("verbose: "):
            self.heard.append(said)

    def _listen(self, page: Page) -> None:
        page.on("console", lambda said: self._note(f"{said.type}: {said.text} {page.url}"))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error} {page.url}"))
        page.on("crash", lambda _page: self.heard.append(f"crash: {page.url}"))


def sign_in(page: Page, product: Product, role: str, who: str = "demo") -> None:
    """Fill in the sign-in form and arrive in the dashboard."""
    person = product.facts[who]["members"][role]
    page.goto(f"{product.url}/login")
    page.get_by_label("Sign-in name or e-mail").fill(person["login"])
    page.get_by_label("Password").fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/w/org_*/**")


def newcomer(product: Product, visitors: Visitors) -> Page:
    """A second agent of the demo's shop, who joined by a link and stands in the inbox."""
    made = product.api("invitations", method="POST", body={"role": "agent", "email": None})
    assert made.status == 201, made.body
    page = visitors.stranger()
    page.goto(made.json()["link"])
    page.get_by_label("Your name").fill("Second Agent")
    page.get_by_label("Sign-in name").fill(f"c{uuid4().hex[:10]}")
    page.get_by_label("Password").fill("correct horse battery staple")
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".take-next button")).to_be_visible()
    return page


def clear_desk(product: Product) -> None:
    """Resolve what earlier journeys left open and take it from its agents, so that Take next
    finds this one's customers, known ones too."""
    while listed := product.api("conversations?queue=all&status=open&limit=100").json()["items"]:
        for one in listed:
            for deed, method in (("assignment", "DELETE"), ("closure", "PUT")):
                answer = product.api(f"conversations/{one['id']}/{deed}", method=method)
                assert answer.status == 200, answer.body


def queue(page: Page, name: str) -> None:
    """Go to a queue of the inbox."""
    page.get_by_role("navigation", name="Queues").get_by_role("link", name=name).click()


def row(page: Page, name: str) -> Locator:
    """The customer's row in the list."""
    return page.get_by_role("list", name="Conversations").get_by_role("link").filter(has_text=name)


def thread(page: Page) -> Locator:
    return page.get_by_role("log", name="Messages")


def bubble(page: Page, text: str) -> Locator:
    """The messages of the open thread that hold this text."""
    return thread(page).get_by_role("article").filter(has_text=text)


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your reply")


def answer(page: Page, text: str) -> None:
    """Type an answer and press Send."""
    composer(page).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
