"""Versions of the policies: noting a new one, and showing what is different."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.conf import settings
from django.db import transaction

from chatsync.privacy.actions.policy_versions import announce, keep_version
from chatsync.privacy.question import question_digest
from chatsync.site.policies import LANGUAGES, POLICIES, words_of
from chatsync.site.policy_reasons import BY_ITSELF, MATERIAL, REASONS

_AROUND = 1
"""Unchanged blocks that are shown on either side of a change."""


def note_policy_versions() -> None:
    """Keep the texts as they are now, where they are others than the last ones kept.

    All in one transaction: what changes together is told together.
    """
    measuring = settings.MEASURING
    question = question_digest(
        measuring.vendor if measuring else None, is_own=settings.OWN_MEASURING
    )
    texts = {
        key: {language: words_of(policy, language) for language in LANGUAGES}
        for key, policy in POLICIES.items()
    }
    with transaction.atomic():
        kept = [
            keep_version(
                key,
                text,
                asked=question if key == "cookies" else "",
                reasons=REASONS[key],
                otherwise=BY_ITSELF,
                material=MATERIAL,
            )
            for key, text in texts.items()
        ]
        announce(kept)


@dataclass(frozen=True)
class Block:
    """One block of a compared text: `mark` is same, gone, new or left (out)."""

    mark: str
    text: str = ""


def difference(before: str, after: str) -> list[Block]:
    """What was taken out and put in, block by block, with a little of what stands around it."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Block] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _around(new[k:m], is_first=k == 0, is_last=m == len(new))
        else:
            found += [Block("gone", line) for line in old[i:j]]
            found += [Block("new", line) for line in new[k:m]]
    return found


def _around(lines: list[str], *, is_first: bool, is_last: bool) -> list[Block]:
    head = [] if is_first else lines[:_AROUND]
    tail = [] if is_last else lines[max(len(head), len(lines) - _AROUND) :]
    left = [Block("left")] if len(head) + len(tail) < len(lines) else []
    shown = [Block("same", line) for line in head], [Block("same", line) for line in tail]
    return [*shown[0], *left, *shown[1]]
