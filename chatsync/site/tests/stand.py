"""What the tests of pages stand on: a business, its owner, a browser, the mail."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.jobs.models import Mail
from chatsync.site.actions import NewBusiness, sign_up
from chatsync.workspaces.models import Workspace

PASSWORD = "correct horse battery staple"
ORIGIN = "http://testserver"
FORM = {
    "business": "Karachi Tea House",
    "name": "Bilal Ahmed",
    "email": "bilal@example.com",
    "phone": "0300 1234567",
    "password": PASSWORD,
}


@dataclass
class Owner:
    person: Person
    workspace: Workspace


def a_business(name: str, email: str) -> Owner:
    new = NewBusiness(
        business=name,
        name="Ayesha Khan",
        email=email,
        phone="+923001234567",
        password_hash=hash_password(PASSWORD),
        language="en",
    )
    return Owner(*sign_up(new))


class Browser(Client):
    """Checks forms like a real server and sends what a real browser sends."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def open(self, path: str, site: str = "none", **more: Any) -> Any:
        """Navigate to a page, as if typed (`none`) or caused by `site`."""
        headers = {
            "Sec-Fetch-Site": site,
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document",
            "Accept": "text/html",
            **more.pop("headers", {}),
        }
        return self.get(path, headers=headers, **more)

    def send(self, path: str, fields: dict[str, str], **more: Any) -> Any:
        """Fill in the form of a page of ours and send it."""
        token = self.cookies.get("__Host-cs_csrf")
        data = {"csrfmiddlewaretoken": token.value if token else "", **fields}
        headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **more.pop("headers", {})}
        return self.post(path, data, headers=headers, **more)

    def sign_in(self, login: str, password: str = PASSWORD) -> Any:
        self.open("/login")
        return self.send("/login", {"login": login, "password": password})


def levelled(page: str) -> str:
    """A page without what differs in every answer: one-time tokens, and the nonce of scripts."""
    own = r'(?:csrfmiddlewaretoken|form_token)" value="[^"]*"|nonce="[^"]*"'
    return re.sub(own, "", page)


def last_mail(address: str) -> Mail:
    mail = Mail.objects.filter(recipient=address).order_by("-queued_at").first()
    assert mail, f"no mail to {address}"
    return mail


def code_in(mail: Mail) -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[0]
