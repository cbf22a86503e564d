"""Conversations and their messages.

A conversation is the one timeline of a contact with a number; its sessions are the stretches
from opening to resolving.
"""

from chatsync.inbox.models.conversations import (
    Conversation,
    ConversationStatus,
    Draft,
    Session,
)
from chatsync.inbox.models.giving import LONGEST_QUIET, MOST_OPEN, Attendance, Giving, Rules
from chatsync.inbox.models.messages import (
    RANK,
    Direction,
    Message,
    MessageStatus,
    StatusReport,
)
from chatsync.inbox.models.notes import (
    Mention,
    Note,
)
from chatsync.inbox.models.quick import QuickReply, SavedView
from chatsync.inbox.models.rights import Erasure, Export, ExportState, WholeExport, WholeState
from chatsync.inbox.models.sorting import (
    ConversationTag,
    GivenWhy,
    HistoryKind,
    HistoryLine,
    Tag,
)

__all__ = [
    "LONGEST_QUIET",
    "MOST_OPEN",
    "RANK",
    "Attendance",
    "Conversation",
    "ConversationStatus",
    "ConversationTag",
    "Direction",
    "Draft",
    "Erasure",
    "Export",
    "ExportState",
    "GivenWhy",
    "Giving",
    "HistoryKind",
    "HistoryLine",
    "Mention",
    "Message",
    "MessageStatus",
    "Note",
    "QuickReply",
    "Rules",
    "SavedView",
    "Session",
    "StatusReport",
    "Tag",
    "WholeExport",
    "WholeState",
]
