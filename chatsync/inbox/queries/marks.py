"""What a message shows beside its words, and the marks on it: reactions, edits, deletions.

A mark is a message of its own, found by the id that WhatsApp gave it; it shows on the message
that it speaks of, whichever of the two came first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict

from chatsync.channels.queries import advice_for
from chatsync.inbox.content import (
    Deletion,
    Details,
    EarlierText,
    MessageError,
    Reaction,
    RefusedReaction,
)

MARKS = frozenset({"reaction", "edit", "revoke"})
"""Kinds of messages that are shown on another message."""

MARK_COLUMNS = "m.details, m.refers_to, g.id, x.marks"
MARK_JOINS = """
  LEFT JOIN LATERAL (SELECT g.id FROM inbox_message g WHERE g.workspace_id = m.workspace_id
    AND g.number_id = m.number_id AND g.wamid = m.refers_to
    AND g.conversation_id = m.conversation_id LIMIT 1) AS g ON m.refers_to IS NOT NULL
  LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(k.type, k.direction, k.text, k.sent_at,
      k.status, k.author_id, CASE WHEN k.type = 'reaction' AND k.status = 'failed'
        AND k.direction = 'out' AND NOT coalesce((k.details ->> 'dismissed')::boolean, false)
        THEN jsonb_build_array(k.error_code, k.error_title, k.error_details) END)
      ORDER BY k.sent_at, k.id) AS marks
    FROM (SELECT * FROM inbox_message k WHERE k.workspace_id = m.workspace_id
      AND k.number_id = m.number_id AND k.refers_to = m.wamid
      AND k.conversation_id = m.conversation_id
      ORDER BY k.sent_at DESC, k.id DESC LIMIT 200) AS k) AS x ON true
"""
# The newest 200 marks of a message: nobody can make a page slow by tapping.

IN_TIMELINE = (
    "(refers_to IS NULL OR (type = 'edit' AND NOT EXISTS (SELECT FROM inbox_message g "
    "WHERE g.workspace_id = t.workspace_id AND g.number_id = t.number_id "
    "AND g.wamid = t.refers_to AND g.conversation_id = t.conversation_id)))"
)
"""What holds for the lines of a timeline `t`: no mark, but for the new words of a message that we
never got."""


class Marked(TypedDict):
    content: Any
    referral: Any
    forwarded: bool
    reactions: list[Reaction]
    refused_reaction: RefusedReaction | None
    edits: list[EarlierText]
    deleted: Deletion | None


def unmarked() -> Marked:
    """What a plain message has."""
    return {
        "content": None,
        "referral": None,
        "forwarded": False,
        "reactions": [],
        "refused_reaction": None,
        "edits": [],
        "deleted": None,
    }


def marked(
    said: tuple[str, str | None, datetime],
    details: Mapping[str, Any] | None,
    marks: Sequence[Sequence[Any]] | None,
) -> tuple[str | None, Marked]:
    """The words a message has now, and everything beside them.

    `said` is its direction, its first words and their time. Only the writer's own edits and
    deletions count; of reactions the latest of each side, and none that failed to be sent.
    """
    direction, text, at = said
    shown = unmarked()
    if details:
        read = Details.model_validate(details)
        shown["content"], shown["referral"] = read.content, read.referral
        shown["forwarded"] = read.forwarded
    shown["reactions"], shown["refused_reaction"] = _reactions(marks or ())
    for kind, side, words, moment, *_rest in marks or ():
        if kind == "edit" and side == direction and words:
            shown["edits"].append(EarlierText(text=text, at=at))
            text, at = words, datetime.fromisoformat(moment)
        elif kind == "revoke" and side == direction:
            shown["deleted"] = Deletion(at=moment)
    return text, shown


def _reactions(marks: Sequence[Sequence[Any]]) -> tuple[list[Reaction], RefusedReaction | None]:
    """The reactions that stand, and our own latest one where it was refused and still shows."""
    standing: dict[str, Reaction] = {}
    refused: RefusedReaction | None = None
    for kind, side, words, at, status, author, fault in marks:
        if kind != "reaction":
            continue
        if side == "out":
            refused = _refused(words, at, author, fault) if fault else None
        if status != "failed":
            standing.pop(side, None)
            if words:
                standing[side] = Reaction(direction=side, emoji=words, at=at, author_id=author)
    return list(standing.values()), refused


def _refused(words: str | None, at: Any, author: Any, fault: Sequence[Any]) -> RefusedReaction:
    code, title, details = fault
    title, advice = advice_for(code, title, details)
    error = MessageError(code=code, title=title, advice=advice)
    return RefusedReaction(emoji=words or "", at=at, author_id=author, error=error)
