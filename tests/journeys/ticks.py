"""What the sign beside an answer said, from the first moment to the last."""

from playwright.sync_api import Page

WAY = ("Waiting to be sent", "Being sent", "Sent", "Delivered", "Read")

_WATCH = """
text => {
  const said = (window.saidOfTicks ??= []);
  const look = () => {
    const lines = [...document.querySelectorAll("[role=log] article")];
    const line = lines.findLast((each) => each.textContent.includes(text));
    const now = line?.querySelector(".tick")?.getAttribute("aria-label");
    if (now && said.at(-1) !== now) said.push(now);
  };
  const wide = { subtree: true, childList: true, attributes: true };
  new MutationObserver(look).observe(document.body, wide);
}
"""


def watch_ticks(page: Page, text: str) -> None:
    """From now on remember every change of the sign beside the message with this text."""
    page.evaluate(_WATCH, text)


def said_of_ticks(page: Page) -> list[str]:
    said: list[str] = page.evaluate("window.saidOfTicks")
    return said


def only_rises(said: list[str]) -> bool:
    places = [WAY.index(one) for one in said]
    return places == sorted(set(places))
