"""Operators answer strangers, send the newsletter and tell of incidents; nobody else does."""

from typing import Any

import pytest
from django.core.cache import cache

from chatsync.config import wiring
from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.outreach.actions.issues import deliver
from chatsync.outreach.actions.write_in import write_in
from chatsync.outreach.models import ContactMessage, Incident, Issue, Subscriber
from chatsync.outreach.tests.writing import MESSAGE, mails_to
from chatsync.site.tests.stand import Browser

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__
WORDS = {"subject_en": "News", "text_en": "Hello.", "subject_ur": "خبر", "text_ur": "سلام۔"}


@pytest.fixture
def operator() -> Any:
    cache.clear()
    return operators_browser()


def a_message() -> ContactMessage:
    return write_in(ContactMessage(language="en", **MESSAGE))


def test_a_message_is_read_answered_and_no_longer_waits(operator: Any) -> None:
    message = a_message()
    assert "Fatima Noor" in text_of(operator.get("/ops/messages?state=waiting"))
    assert "Messages" in text_of(operator.get("/ops"))
    path = f"/ops/messages/{message.id}"
    assert message.words in text_of(operator.get(path))
    assert operator.post(path, {"answer": "1", "text": ""}).status_code == 200
    sent = operator.post(path, {"answer": "1", "text": "Welcome."})
    assert sent["Location"] == "/ops/messages?done=answered"
    assert "Welcome." in mails_to(MESSAGE["address"])[0].text
    assert "Fatima Noor" not in text_of(operator.get("/ops/messages?state=waiting"))
    late = operator.post(path, {"aside": "1"})
    assert late["Location"] == "/ops/messages?done=late"


def test_an_issue_is_looked_at_and_sent_to_everybody_who_confirmed(operator: Any) -> None:
    Subscriber.objects.create(address="sana@x.pk", language="ur")
    assert operator.post("/ops/newsletter/new", {**WORDS, "text_ur": ""}).status_code == 200
    made = operator.post("/ops/newsletter/new", WORDS)
    issue = Issue.objects.get()
    assert made["Location"] == f"/ops/newsletter/{issue.id}"
    assert "1 address, once" in text_of(operator.get(made["Location"]))
    assert operator.post(made["Location"], {"send": "1"})["Location"].endswith("done=sent")
    assert operator.post(made["Location"], {"send": "1"})["Location"].endswith("done=late")
    deliver(issue.id)
    assert mails_to("sana@x.pk")[0].subject == "خبر"
    assert "1 mail" in text_of(operator.get("/ops/newsletter"))


def test_an_incident_is_told_and_ended(operator: Any) -> None:
    words = {"title_en": "Slow", "title_ur": "سست", "text_en": "We look.", "text_ur": "دیکھتے ہیں۔"}
    operator.post("/ops/incidents/new", words)
    incident = Incident.objects.get()
    assert "Slow" in text_of(Browser().open("/status"))
    path = f"/ops/incidents/{incident.id}"
    assert operator.post(path, {"text_en": "", "text_ur": ""}).status_code == 200
    over = {"text_en": "Over.", "text_ur": "ختم۔", "end": "1"}
    assert operator.post(path, over)["Location"].endswith("done=told")
    assert operator.post(path, over)["Location"].endswith("done=late")


def test_a_time_is_of_the_zone_of_the_installation(operator: Any, settings: Any) -> None:
    settings.CLOCK_ZONE = "Asia/Karachi"
    operator.post(
        "/ops/incidents/new", {f"{it}_{of}": "x" for it in ("title", "text") for of in ("en", "ur")}
    )
    for path in ("/ops/incidents", f"/ops/incidents/{Incident.objects.get().id}"):
        page = text_of(operator.get(path))
        assert " UTC+5</bdi></time>" in page
        assert " UTC<" not in page


def test_writing_to_strangers_asks_first_who_one_is(db: None) -> None:
    cache.clear()
    browser = operators_browser(confirmed=False)
    for path in ("/ops/newsletter/new", "/ops/incidents/new"):
        assert browser.get(path).status_code == 302
