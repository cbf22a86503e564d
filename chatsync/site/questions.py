"""What people ask before they sign up. An answer claims only what the software keeps."""

from dataclasses import dataclass

from chatsync.kit.text import gettext_noop


@dataclass(frozen=True)
class Question:
    """Both are sentences of the catalogue."""

    asks: str
    answer: str


QUESTIONS = (
    Question(
        gettext_noop("Which number can I connect?"),
        gettext_noop(
            "A number of your business that is registered with WhatsApp's Cloud API. A number that "
            "is in use in a WhatsApp app has to be deleted there first."
        ),
    ),
    Question(
        gettext_noop("What does WhatsApp itself charge?"),
        gettext_noop(
            "Meta bills you directly, by its own price list. ChatSync adds nothing to it and sees "
            "none of that money."
        ),
    ),
    Question(
        gettext_noop("Can several people answer from one number?"),
        gettext_noop(
            "Yes, that is what it is for. Each person signs in with an account of their own. Who "
            "has taken a conversation is seen by everybody who may see it. If a colleague was "
            "faster, your answer waits until you have seen theirs; you may still send it."
        ),
    ),
    Question(
        gettext_noop("What does an agent see?"),
        gettext_noop(
            "The conversations that are theirs, and nothing else. They take the one who has waited "
            "longest. An owner may let agents see more."
        ),
    ),
    Question(
        gettext_noop("Why can I not write to everybody at any time?"),
        gettext_noop(
            "WhatsApp allows free text for 24 hours after a customer's last message. After that "
            "only a template that Meta approved goes out. The inbox shows how long is left."
        ),
    ),
    Question(
        gettext_noop("Where are our messages?"),
        gettext_noop(
            "With whoever runs this installation; its Privacy Policy says who else keeps any. "
            "Messages, files and delivery reports are deleted after 90 days at the latest; a "
            "workspace may choose less."
        ),
    ),
    Question(
        gettext_noop("Is it encrypted end to end?"),
        gettext_noop(
            "No. Meta hands the messages of a business number to its server, which must read them "
            "to show them to your team. On their way they are encrypted, and so are stored secrets."
        ),
    ),
    Question(
        gettext_noop("Does it send campaigns, or run bots?"),
        gettext_noop(
            "Not today. It is an inbox in which people answer. When that changes, this page will "
            "say so."
        ),
    ),
    Question(
        gettext_noop("Is there an app for the phone?"),
        gettext_noop(
            "There is nothing to install: the inbox fits the browser of a phone, 360 pixels wide."
        ),
    ),
)
