"""Keeping every version of the policies that this installation has shown."""

from hashlib import sha256

from django.db import connection, transaction

from chatsync.kit.clock import now
from chatsync.privacy.models import PolicyVersion

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('policy_versions'))"


def keep_version(
    policy: str, texts: dict[str, str], *, asked: str, reasons: tuple[str, ...], otherwise: str
) -> bool:
    """Keep the text if it is another one than the last; says whether it is.

    Its reason is the newest of `reasons` that no version has yet, or `otherwise`. `asked` is the
    version of the question about consent that went with it.
    """
    digest = sha256("\0".join([*texts.values(), asked]).encode()).hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        earlier = PolicyVersion.objects.filter(policy=policy)
        last = earlier.order_by("-id").first()
        if last is not None and last.digest == digest:
            return False
        is_new = not earlier.filter(reason=reasons[-1]).exists()
        PolicyVersion.objects.create(
            policy=policy,
            text_en=texts["en"],
            text_ur=texts["ur"],
            digest=digest,
            asked=asked,
            asks_again=last is not None and last.asked != asked,
            reason=reasons[-1] if is_new else otherwise,
            made_at=now(),
        )
    return True
