"""People who ask at the desk, and operators who answer."""

from typing import Any

from chatsync.desk.actions.receive import Asked, open_request
from chatsync.desk.letters import Letter, read_letter
from chatsync.desk.models import Entry, Kind, Part, Request
from chatsync.jobs.models import Mail
from chatsync.privacy.forms import form_token

FORM = "/privacy/request"
FIELDS = {
    "kind": "deletion",
    "words": "Please delete what you hold about me.",
    "address": "Fatima@Example.com",
    "name": "Fatima Noor",
    "shop": "",
    "submission": "",
}


def filled_in(**changes: str) -> dict[str, str]:
    return {**FIELDS, "form_token": form_token(), **changes}


def a_request(address: str = "f@x.pk", **changes: Any) -> Request:
    """One that came through the form; `changes` are written over its row."""
    made = open_request(
        Asked(kind=Kind.ACCESS, words="What do you hold?", language="en", address=address)
    )
    Request.objects.filter(id=made.id).update(**changes)
    made.refresh_from_db()
    return made


def parts_of(asked: Request) -> list[str]:
    """What was said, in order, without the acts."""
    said = Entry.objects.filter(request=asked).exclude(part=Part.ACT)
    return list(said.order_by("id").values_list("part", flat=True))


def acts_of(asked: Request) -> list[str]:
    found = Entry.objects.filter(request=asked, part=Part.ACT).order_by("id")
    return [entry.facts["act"] for entry in found]


def mails_to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(recipient=address).order_by("queued_at", "id"))


def a_letter(text: str = "Hello", **headers: str) -> Letter:
    """A mail as it comes; underscores in names of headers stand for hyphens."""
    given = {
        "From": "Fatima Noor <fatima@example.com>",
        "Subject": "My data",
        "Message-ID": "<one@example.com>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return read_letter(f"{head}\r\n{text}\r\n".encode())
