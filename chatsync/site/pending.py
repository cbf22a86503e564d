"""A sign-up between its form and its code.

It lives in the server's session only: until the code is typed nothing else is stored, so nobody
can occupy an address that is not theirs. The code is kept as a keyed digest.
"""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from chatsync.kit.clock import now

CODE_VALID_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(hours=1)
MOST_CODES = 4
_KEY = "cs_sign_up"


@dataclass(frozen=True)
class PendingSignUp:
    """What the form held; `password` is its hash.

    `taken`: the address already signs in here, which only the owner of the mailbox is told.
    `id` names the present code in the limits. `invitation` is the digest, in hex, of the invitation
    with which it began, empty where none was needed; `via` the ticket of the landing page.
    """

    business: str
    name: str
    email: str
    phone: str
    password: str
    taken: bool
    begun_at: float
    id: str = ""
    code: str = ""
    coded_at: float = 0
    codes: int = 0
    invitation: str = ""
    via: str = ""

    @property
    def may_have_another_code(self) -> bool:
        return self.codes < MOST_CODES

    def with_new_code(self) -> tuple["PendingSignUp", str]:
        """The same sign-up waiting for a fresh code, and that code."""
        code = generate_user_code()
        name = get_random_string(22)
        coded = replace(
            self,
            id=name,
            code=_digest(name, code),
            coded_at=now().timestamp(),
            codes=self.codes + 1,
        )
        return coded, code

    def is_code_expired(self) -> bool:
        return now().timestamp() - self.coded_at > CODE_VALID_FOR.total_seconds()

    def accepts(self, typed: str) -> bool:
        """Whether this is the code. Never for a taken address: it was sent to nobody."""
        right = constant_time_compare(_digest(self.id, typed), self.code)
        return right and not self.taken and not self.is_code_expired()


def _digest(name: str, code: str) -> str:
    plain = normalize_user_code(code)
    return salted_hmac("chatsync.site.sign_up", f"{name}:{plain}", algorithm="sha256").hexdigest()


def keep(session: Any, pending: PendingSignUp) -> None:
    session[_KEY] = asdict(pending)


def recall(session: Any) -> PendingSignUp | None:
    """The sign-up of this browser, unless it is over an hour old."""
    kept = session.get(_KEY)
    if not isinstance(kept, dict):
        return None
    pending = PendingSignUp(**kept)
    if now().timestamp() - pending.begun_at > KEPT_FOR.total_seconds():
        drop(session)
        return None
    return pending


def drop(session: Any) -> None:
    session.pop(_KEY, None)
