"""CP-1.1: what people do in Firefox, beyond opening pages: it is all declared.

The operator's deeds are in test_operator.py, paying in test_paying.py.
"""

import secrets

import pytest

from tests.journeys.customers import Customer
from tests.journeys.firefox import Person, at, button, says
from tests.journeys.test_two_browsers import fill_in
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
_PASSWORD = "correct horse battery staple"
_LINK = """
[...document.querySelectorAll("dialog[open] input")]
  .find((it) => it.value.includes("/invitations/"))?.value
"""


def test_a_visitor_chooses_writes_subscribes_and_wipes(person: Person) -> None:
    person.opens("/cookies/preferences")
    person.presses("Dark", "document.documentElement?.dataset.theme === 'dark'")
    person.opens("/contact")
    person.types("name", "Gul Bano")
    person.types("address", f"{secrets.token_hex(4)}@visitor.example")
    person.types("words", "Do you help with moving over?")
    person.sends(at("/contact/sent"))
    person.opens("/cookies/preferences")
    person.presses("Wipe this browser", says("nothing is left."))
    assert person.tab.cookies() == []


def test_an_owner_answers_notes_invites_and_leaves_and_a_colleague_joins(
    person: Person, product: Product, customer: Customer
) -> None:
    customer.writes("Is the blue pot back?")
    talk = customer.conversation()["id"]
    person.tab.open(f"{product.url}/login")
    fill_in(person.tab, product)
    person.tab.wait("location.pathname.startsWith('/w/')")
    home = f"/w/{product.facts['demo']['workspace']}"
    person.opens(f"{home}/inbox/all/{talk}")
    person.types("Your reply", "Yes, since this morning.")
    person.presses("Send", says("Yes, since this morning."))
    eventually(lambda: customer.conversation()["last_message"]["direction"] == "out")
    person.presses("Note", f"Boolean({button('Save note')})")
    for page in ("contacts", "settings/workspace", "settings/privacy", "settings/team"):
        person.opens(f"{home}/{page}")
    person.opens(f"/account/confirm?next={home}/settings/team")
    person.types("password", product.facts["demo"]["members"]["owner"]["password"])
    person.sends(at(f"{home}/settings/team"))
    person.presses("Invite somebody", "Boolean(document.querySelector('dialog[open]'))")
    person.presses("Invite", f"Boolean({_LINK})")
    link = str(person.tab.evaluate(_LINK))
    person.presses("Done", "!document.querySelector('dialog[open]')")
    person.opens("/account")
    person.opens("/logout")
    person.sends(at("/login"))
    person.opens(link.partition(product.url)[2])
    login = f"c{secrets.token_hex(5)}"
    for name, words in {"name": "Second Agent", "login": login, "password": _PASSWORD}.items():
        person.types(name, words)
    person.sends(at(f"{home}/inbox"))
    assert f"{product.url}/api/v1/conversations" in person.seen, "nothing was listened to"
