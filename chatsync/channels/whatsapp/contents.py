"""What a message shows beside its words: a place, cards, an order, an answer, a notice, an ad.

Closed shapes, told apart by `kind`. Every text is tidied as in `lenient`, every list is bounded:
the raw piece still holds the rest.
"""

from msgspec import Struct

LINES_MAX = 20
"""Cards of one message, lines of one card, items of an order, fields of a form."""


class Line(Struct, frozen=True, gc=False):
    """A value with the word that came beside it (`CELL`, the name of a form's field)."""

    value: str
    label: str | None = None


class Location(Struct, frozen=True, gc=False, tag_field="kind", tag="location"):
    """A place in degrees (WGS 84). A coordinate that is none is missing."""

    latitude: float | None = None
    longitude: float | None = None
    name: str | None = None
    address: str | None = None


class Card(Struct, frozen=True, gc=False):
    name: str | None = None
    organisation: str | None = None
    phones: tuple[Line, ...] = ()
    emails: tuple[Line, ...] = ()
    addresses: tuple[Line, ...] = ()
    links: tuple[Line, ...] = ()


class Cards(Struct, frozen=True, gc=False, tag_field="kind", tag="contacts"):
    cards: tuple[Card, ...] = ()
    left_out: int = 0


class Answer(Struct, frozen=True, gc=False, tag_field="kind", tag="answer"):
    """What was tapped or filled in: `way` is button, list, form or Meta's own word."""

    way: str
    title: str | None = None
    description: str | None = None
    fields: tuple[Line, ...] = ()


class Item(Struct, frozen=True, gc=False):
    product: str
    quantity: float | None = None
    price: float | None = None
    currency: str | None = None


class Order(Struct, frozen=True, gc=False, tag_field="kind", tag="order"):
    catalog_id: str | None = None
    items: tuple[Item, ...] = ()
    left_out: int = 0


class Notice(Struct, frozen=True, gc=False, tag_field="kind", tag="notice"):
    """A line of WhatsApp's own. `event` is Meta's word: user_changed_number, ..."""

    event: str | None = None
    words: str | None = None


class Unsupported(Struct, frozen=True, gc=False, tag_field="kind", tag="unsupported"):
    """What Meta does not hand over, with Meta's own reason."""

    what: str | None = None
    code: int | None = None
    title: str | None = None
    details: str | None = None


class Voice(Struct, frozen=True, gc=False, tag_field="kind", tag="voice"):
    """The sound file was recorded in WhatsApp: a voice note."""


class Referral(Struct, frozen=True, gc=False):
    """The ad or post from which the customer came (click to WhatsApp). Its pictures stay there."""

    source: str | None = None
    headline: str | None = None
    body: str | None = None
    link: str | None = None


Content = Location | Cards | Answer | Order | Notice | Unsupported | Voice


class Details(Struct, frozen=True, gc=False, omit_defaults=True):
    """Everything beside the words; one that says nothing is not made."""

    content: Content | None = None
    referral: Referral | None = None
    forwarded: bool = False
