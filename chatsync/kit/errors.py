"""What can go wrong in a way that a person can act on.

Actions raise these; the API door turns them into problem details (RFC 9457). The sentence is
already in the reader's language (lazy gettext) and says what to do next.
"""

from typing import Any, ClassVar


class Refusal(Exception):  # noqa: N818  it is an answer, not a fault
    """A request that is understood and refused."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"

    def __init__(self, detail: Any, **extra: Any) -> None:
        super().__init__(str(detail))
        self.detail = detail
        self.extra = extra


class NotSignedIn(Refusal):
    status = 401
    code = "not_signed_in"


class Forbidden(Refusal):
    status = 403
    code = "forbidden"


class ReadOnly(Refusal):
    status = 403
    code = "read_only"


class NotFound(Refusal):
    """Absent, or of another workspace: the two are never told apart."""

    status = 404
    code = "not_found"


class QueueEmpty(Refusal):
    status = 404
    code = "queue_empty"


class Conflict(Refusal):
    status = 409
    code = "conflict"


class Moved(Conflict):
    """Somebody else was quicker."""

    code = "moved"


class WindowClosed(Conflict):
    """More than 24 hours since the customer's last message (Meta error 131047)."""

    code = "window_closed"


class UnseenReply(Conflict):
    """Somebody else answered after the state that the sender saw."""

    code = "unseen_reply"


class NumberDisconnected(Conflict):
    code = "number_disconnected"


class Invalid(Refusal):
    """A value that cannot be used; `errors` names the fields."""

    status = 422
    code = "validation"


class Unavailable(Refusal):
    """Something that we need ourselves does not answer: the same request works later."""

    status = 503
    code = "unavailable"

    def __init__(self, detail: Any, retry_after: int = 30) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class RateLimited(Refusal):
    """Too many requests; `retry_after` says in how many seconds to come back."""

    status = 429
    code = "rate_limited"

    def __init__(self, detail: Any, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
