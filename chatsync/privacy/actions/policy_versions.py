"""Keeping every version of the policies that this installation has shown."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from django.db import connection, transaction

from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.privacy.events import PolicyChanged
from chatsync.privacy.material import facts_of, weighs
from chatsync.privacy.models import PolicyVersion

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('policy_versions'))"


def keep_version(
    policy: str,
    texts: dict[str, str],
    *,
    asked: str,
    reasons: tuple[str, ...],
    otherwise: str,
    material: Collection[str] = (),
) -> PolicyVersion | None:
    """Keep the text if it is another one than the last; None if it is not.

    Its reason is the newest of `reasons` that no version has yet, or `otherwise`. `asked` is the
    version of the question about consent that went with it. `material`: reasons of which owners
    are told.
    """
    digest = sha256("\0".join([*texts.values(), asked]).encode()).hexdigest()
    facts = facts_of(policy)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        earlier = PolicyVersion.objects.filter(policy=policy)
        last = earlier.order_by("-id").first()
        if last is not None and last.digest == digest:
            return None
        given = _not_given_yet(reasons, set(earlier.values_list("reason", flat=True)))
        asks_again = last is not None and last.asked != asked
        return PolicyVersion.objects.create(
            policy=policy,
            text_en=texts["en"],
            text_ur=texts["ur"],
            digest=digest,
            asked=asked,
            asks_again=asks_again,
            reason=given[-1] if given else otherwise,
            made_at=now(),
            facts=facts,
            is_material=last is not None
            and (asks_again or weighs(last.facts, facts) or not set(given).isdisjoint(material)),
        )


def announce(versions: Iterable[PolicyVersion | None]) -> None:
    """Have owners told of the material ones, together."""
    material = [version.id for version in versions if version and version.is_material]
    if material:
        emit(PolicyChanged(first_id=min(material)))


def _not_given_yet(reasons: tuple[str, ...], given: set[str]) -> tuple[str, ...]:
    """The reasons after the last one that a version has: a release may bring several at once."""
    places = [place for place, reason in enumerate(reasons) if reason in given]
    return reasons[places[-1] + 1 :] if places else reasons
