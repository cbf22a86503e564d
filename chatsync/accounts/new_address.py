"""An e-mail address between its form and its code.

It lives in the server's session only; nothing is stored until its owner proved it. The code is
kept as a keyed digest.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from chatsync.kit.clock import now

CODE_VALID_FOR = timedelta(minutes=10)
_KEY = "cs_new_address"


@dataclass(frozen=True)
class NewAddress:
    """`taken`: it belongs to somebody, which only the owner of the mailbox is told.

    `id` names the code in the limits.
    """

    email: str
    taken: bool
    id: str
    code: str
    coded_at: float

    def is_expired(self) -> bool:
        return now().timestamp() - self.coded_at > CODE_VALID_FOR.total_seconds()

    def accepts(self, typed: str) -> bool:
        """Whether this is the code. Never for a taken address: it was sent to nobody."""
        right = constant_time_compare(_digest(self.id, typed), self.code)
        return right and not self.taken and not self.is_expired()


def begin(session: Any, email: str, *, taken: bool) -> str:
    """Wait for a code of this address; the code, to be mailed."""
    code, name = str(generate_user_code()), get_random_string(22)
    waiting = NewAddress(
        email=email, taken=taken, id=name, code=_digest(name, code), coded_at=now().timestamp()
    )
    session[_KEY] = asdict(waiting)
    return code


def waiting_address(session: Any) -> NewAddress | None:
    kept = session.get(_KEY)
    return NewAddress(**kept) if isinstance(kept, dict) else None


def drop(session: Any) -> None:
    session.pop(_KEY, None)


def _digest(name: str, code: str) -> str:
    plain = normalize_user_code(code)
    return salted_hmac(
        "chatsync.accounts.new_address", f"{name}:{plain}", algorithm="sha256"
    ).hexdigest()
