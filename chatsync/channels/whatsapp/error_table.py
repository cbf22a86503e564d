"""Meta's error codes, row by row (Cloud API error codes page), in our own plain words.

`effects`: number (every send of the number would fail), template (of the template), window (the
24 hours are over), sync (our copy of the templates is stale).
"""

from typing import Literal, NamedTuple

from chatsync.kit.text import gettext_noop as _

MINUTE, HOUR, DAY = 60, 3_600, 86_400


class Row(NamedTuple):
    codes: tuple[int, ...]
    kind: Literal["permanent", "retry", "wait", "unknown"]
    title: str
    advice: str
    wait_s: int = 0
    effects: frozenset[str] = frozenset()


_NUMBER = frozenset({"number"})
_TEMPLATE = frozenset({"template", "sync"})
_SYNC = frozenset({"sync"})

ROWS: tuple[Row, ...] = (
    # Access: nothing goes out before somebody acts.
    Row(
        (0, 190),
        "permanent",
        _("WhatsApp no longer accepts our access token"),
        _("Connect the number again with a new token. Sending is paused until then."),
        effects=_NUMBER,
    ),
    Row(
        (3, 10, 131005, *range(200, 300)),
        "permanent",
        _("A permission is missing"),
        _("Grant the app access to the WhatsApp account in Meta Business, then connect again."),
        effects=_NUMBER,
    ),
    Row(
        (368, 131031),
        "permanent",
        _("Meta restricted this account"),
        _("Open Meta Business Support to see why and ask for a review. Sending is paused."),
        effects=_NUMBER,
    ),
    Row(
        (131042,),
        "permanent",
        _("There is a problem with the payment method"),
        _("Add or correct the payment method of the WhatsApp account in Meta Business."),
        effects=_NUMBER,
    ),
    Row(
        (131037,),
        "permanent",
        _("The display name is not approved"),
        _("Get the display name of the number approved in WhatsApp Manager."),
        effects=_NUMBER,
    ),
    Row(
        (131045, 133006, 133010),
        "permanent",
        _("The number is not registered"),
        _("Finish connecting the number: verify and register it, then send again."),
        effects=_NUMBER,
    ),
    # Trouble at Meta: the message may be on its way.
    Row(
        (1, 2, 131000, 131016, 133004),
        "unknown",
        _("There was a problem at Meta"),
        _("It may have been sent. Ask the customer before you send it again."),
    ),
    # Pace: Meta did nothing, the same send may be repeated.
    Row(
        (4, 80007),
        "retry",
        _("WhatsApp slows us down"),
        _("Nothing to do: sending goes on by itself."),
        wait_s=MINUTE,
    ),
    Row(
        (130429,),
        "retry",
        _("Too many messages at once for this number"),
        _("Nothing to do: sending goes on more slowly by itself."),
        wait_s=4,
    ),
    Row(
        (131056,),
        "retry",
        _("Too many messages to this customer in a short time"),
        _("Nothing to do: the next ones follow more slowly."),
        wait_s=6,
    ),
    Row(
        (131057, 2494100),
        "wait",
        _("Meta is working on this number"),
        _("Nothing to do: we try again in a few minutes."),
        wait_s=5 * MINUTE,
    ),
    # The recipient.
    Row(
        (131026,),
        "permanent",
        _("This message cannot be delivered"),
        _("The customer may not use WhatsApp or has an old version: reach them another way."),
    ),
    Row(
        (131021,),
        "permanent",
        _("The recipient is your own number"),
        _("Choose another recipient."),
    ),
    Row(
        (131030,),
        "permanent",
        _("The recipient is not on the list of test numbers"),
        _("Add the recipient to the test numbers of the app at Meta, or use a real number."),
    ),
    Row(
        (130403,),
        "permanent",
        _("You blocked this customer"),
        _("Unblock the customer first."),
    ),
    Row(
        (130497,),
        "permanent",
        _("Messages to this country are not allowed"),
        _("Meta does not let your business write to this country: reach the customer elsewhere."),
    ),
    Row(
        (130472,),
        "permanent",
        _("Meta held this message back for an experiment"),
        _("Sending again does not help: wait until the customer writes, or reach them elsewhere."),
    ),
    Row(
        (131062,),
        "permanent",
        _("This message needs the customer's phone number"),
        _("Ask the customer for the phone number, or send another kind of message."),
    ),
    Row(
        (137000,),
        "permanent",
        _("The customer's identity has changed"),
        _("Make sure that it is still the same person before you write again."),
    ),
    # The window and marketing.
    Row(
        (131047,),
        "permanent",
        _("More than 24 hours have passed since the customer wrote"),
        _("Send an approved template instead."),
        effects=frozenset({"window"}),
    ),
    Row(
        (131048,),
        "permanent",
        _("Too many customers blocked or reported this number"),
        _("Stop bulk messages and check the quality rating in WhatsApp Manager."),
    ),
    Row(
        (131049,),
        "wait",
        _("Meta held back this marketing message"),
        _("The customer got enough marketing for now: wait at least a day."),
        wait_s=DAY,
    ),
    Row(
        (131050,),
        "permanent",
        _("The customer stopped marketing messages"),
        _("Send no more marketing to this customer."),
    ),
    Row(
        (131055, 131063, 134011, 134100, 134102),
        "permanent",
        _("This message must take Meta's other marketing route"),
        _("Use an approved template of the right category, or finish Meta's marketing setup."),
    ),
    Row(
        (134101,),
        "wait",
        _("The template is not ready at Meta yet"),
        _("Nothing to do: we try again in ten minutes."),
        wait_s=10 * MINUTE,
    ),
    # What is sent.
    Row(
        (33, 100, 131008, 131009, 135000),
        "permanent",
        _("WhatsApp did not accept a value of this message"),
        _("Read Meta's details, correct what they name and send again."),
    ),
    Row(
        (131051, 131060),
        "permanent",
        _("This kind of message is not supported"),
        _("Send another kind, or ask the customer to send it another way."),
    ),
    Row(
        (131052,),
        "permanent",
        _("The customer's file could not be fetched"),
        _("Ask the customer to send it again, at most 100 MB."),
    ),
    Row(
        (131053,),
        "wait",
        _("WhatsApp could not take this file"),
        _("We try again. If it fails once more, check the file's type and size."),
        wait_s=MINUTE,
    ),
    # Templates.
    Row(
        (132000, 132012, 132018),
        "permanent",
        _("The values do not fit the template"),
        _("Check how many variables the template has: no line breaks, no empty values."),
        effects=_SYNC,
    ),
    Row(
        (132001,),
        "permanent",
        _("This template does not exist in this language or is not approved"),
        _("Refresh the templates and choose an approved one."),
        effects=_SYNC,
    ),
    Row(
        (132005, 132007),
        "permanent",
        _("The template is too long or breaks a rule of WhatsApp"),
        _("Shorten or change the template and have it approved again."),
        effects=_SYNC,
    ),
    Row(
        (132015, 132016),
        "permanent",
        _("Meta paused or disabled this template"),
        _("Stop using it: edit it or choose another template."),
        effects=_TEMPLATE,
    ),
    Row(
        (131064,),
        "permanent",
        _("Meta limits this account because of wrong template categories"),
        _("Correct the categories of your templates in WhatsApp Manager."),
        effects=_SYNC,
    ),
    Row(
        (132068,),
        "permanent",
        _("The form in this message is blocked"),
        _("Correct the form in WhatsApp Manager, then send again."),
    ),
    Row(
        (132069,),
        "wait",
        _("The form in this message is slowed down by Meta"),
        _("Nothing to do: we try again later."),
        wait_s=HOUR,
    ),
    Row(
        (2388019, 2388040, 2388047, 2388073, 2388293, 2388299),
        "permanent",
        _("Meta did not accept the template"),
        _("Correct the part that Meta's details name and submit it again."),
    ),
    Row(
        (131059,),
        "permanent",
        _("Meta lost its place in the list"),
        _("Load the list again from the start."),
    ),
    # Connecting a number.
    Row(
        (133005,),
        "permanent",
        _("The PIN is wrong"),
        _("Enter the six-digit PIN of the number's two-step verification."),
    ),
    Row(
        (133008, 133009),
        "wait",
        _("Too many attempts with the PIN"),
        _("Wait as long as Meta's details say, then enter the PIN again."),
        wait_s=HOUR,
    ),
    Row(
        (133015,),
        "wait",
        _("The number was removed a moment ago"),
        _("Wait five minutes, then register it again."),
        wait_s=5 * MINUTE,
    ),
    Row(
        (133016,),
        "wait",
        _("The number was registered too often"),
        _("Wait 72 hours before you register it again."),
        wait_s=72 * HOUR,
    ),
    Row(
        (2593107, 2593108, 2593109),
        "permanent",
        _("The history of the WhatsApp Business app was not shared"),
        _("Connect the number again and allow sharing on the phone."),
    ),
)
