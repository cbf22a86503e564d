"""Who a message or a status is about: the phone number may be hidden, the contacts incomplete."""

from collections.abc import Iterable

from chatsync.channels.whatsapp import lenient, wire
from chatsync.channels.whatsapp.facts import Sender


class People:
    """The `contacts[]` of one change, found by id: their order says nothing."""

    def __init__(self, contacts: Iterable[wire.Contact] = ()) -> None:
        self._by_id: dict[str, wire.Contact] = {}
        self._sole: wire.Contact | None = None
        for count, contact in enumerate(contacts):
            self._sole = None if count else contact
            for key in (
                lenient.phone(contact.wa_id) or lenient.ident(contact.wa_id),
                lenient.bsuid(contact.user_id),
            ):
                if key:
                    self._by_id.setdefault(key, contact)

    def who(self, some_id: object, user_id: object) -> Sender:
        """The person behind a phone number (or whatever stands in its place) and a user id.

        Where neither is usable and the change names one contact only, it is that contact.
        """
        phone = lenient.phone(some_id)
        bsuid = lenient.bsuid(user_id) or (None if phone else lenient.bsuid(some_id))
        opaque = None if phone or bsuid else lenient.ident(some_id) or lenient.ident(user_id)
        contact = self._find(phone, bsuid, opaque)
        if contact is None:
            return Sender(phone=phone, bsuid=bsuid, opaque_id=opaque)
        phone = phone or lenient.phone(contact.wa_id)
        bsuid = bsuid or lenient.bsuid(contact.user_id) or lenient.bsuid(contact.wa_id)
        profile = contact.profile
        return Sender(
            phone=phone,
            bsuid=bsuid,
            username=username(profile.username) if profile else None,
            profile_name=lenient.clean(profile.name, wire.NAME_LIMIT) if profile else None,
            opaque_id=None if phone or bsuid else opaque,
        )

    def _find(
        self,
        phone: str | None,
        bsuid: str | None,
        opaque: str | None,
    ) -> wire.Contact | None:
        for key in (phone, bsuid, opaque):
            if key and key in self._by_id:
                return self._by_id[key]
        return None if phone or bsuid else self._sole


def username(value: object) -> str | None:
    """A WhatsApp user name without the `@` that some bodies put before it."""
    name = lenient.clean(value, wire.NAME_LIMIT)
    return name.removeprefix("@") or None if name else None
