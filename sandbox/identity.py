"""Who is who: message ids, business-scoped user ids, the number that `to` means."""

import base64
import hashlib
import re
import secrets

from sandbox.calling_codes import calling_code, country
from sandbox.state import Customer, Number, World

_E164_DIGITS = range(7, 16)
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_SEPARATORS = str.maketrans("", "", " -().")
_OUTBOUND_MARK = b"\x15\x02\x00\x11\x18\x12"
_INBOUND_MARK = b"\x15\x02\x00\x12\x18\x14"


def new_wamid(digits: str, *, inbound: bool = False) -> str:
    """Make a message id as Meta's look: base64 that holds the person's number in clear."""
    mark = _INBOUND_MARK if inbound else _OUTBOUND_MARK
    tail = secrets.token_hex(10 if inbound else 9).upper().encode()
    who = digits.encode()
    raw = b"\x1c\x18" + bytes((len(who) & 0xFF,)) + who + mark + tail + b"\x00"
    return "wamid." + base64.b64encode(raw).decode()


def is_user_id(value: str) -> bool:
    """Tell whether a text has the form of a business-scoped user id (`PK.1349…`)."""
    return _USER_ID.fullmatch(value) is not None


def user_id_of(customer: Customer, waba_id: str) -> str:
    """Give the person's business-scoped user id; made ones differ from portfolio to portfolio."""
    if customer.user_id:
        return customer.user_id
    digits = customer.wa_id or ""
    digest = hashlib.sha256(f"{waba_id}:{digits}".encode()).digest()
    return f"{country(digits)}.{int.from_bytes(digest[:8], 'big'):020d}"


def find_customer(world: World, identifier: str, waba_id: str) -> Customer | None:
    """Find a listed person by phone number or by user id."""
    known = world.customers.get(identifier)
    if known or "." not in identifier:
        return known
    for customer in world.customers.values():
        if user_id_of(customer, waba_id) == identifier:
            return customer
    return None


def dialled_digits(to: str, number: Number) -> str:
    """Give the number that Meta would reach for `to`.

    Without a leading plus Meta puts the country code of the business number in front
    (Meta: phone number formats), unless the number already starts with it.
    """
    digits = to.translate(_SEPARATORS)
    if digits.startswith("+"):
        return digits[1:]
    own_code = calling_code(number.digits) or ""
    return digits if digits.startswith(own_code) else own_code + digits


def is_phone_number(digits: str) -> bool:
    """Tell whether digits can be an international phone number (ITU E.164)."""
    return digits.isascii() and digits.isdigit() and len(digits) in _E164_DIGITS


def has_whatsapp(world: World, digits: str) -> bool:
    """Tell whether somebody can be reached there: a country that exists, a person who is on it."""
    customer = world.customers.get(digits)
    if customer:
        return customer.on_whatsapp
    return calling_code(digits) is not None
