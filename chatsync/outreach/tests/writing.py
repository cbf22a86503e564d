"""People who write in and subscribe, for the tests."""

import re
from typing import Any

from chatsync.jobs.models import Mail
from chatsync.privacy.forms import form_token

MESSAGE = {
    "name": "Fatima Noor",
    "address": "Fatima@Example.com",
    "topic": "question",
    "words": "Do you take +92 numbers only?",
}
_LINK = re.compile(r"/newsletter/\w+/\S+")


def filled_in(**changes: str) -> dict[str, str]:
    return {**MESSAGE, "form_token": form_token(), **changes}


def mails_to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(recipient=address).order_by("queued_at", "id"))


def link_in(mail: Mail) -> str:
    """The path of the link of ours in a mail."""
    found = _LINK.search(mail.text)
    assert found, mail.text
    return found[0]


def text(answer: Any) -> str:
    return str(answer.content.decode())
