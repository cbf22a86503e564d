"""Why the texts of the policies changed, in the order in which it happened. Only added to."""

from chatsync.kit.text import gettext_noop

_FIRST = gettext_noop("The first version.")
_DESK = gettext_noop(
    "There is a privacy desk: a form for requests, what happens with them, and how long they stay."
)
_MAILBOX = gettext_noop(
    "The privacy desk reads its mailbox by itself where the operator gave it one."
)
_ADDONS = gettext_noop("It says what a blocking add-on was seen to stop, and which line stops all.")
_COUNTED = gettext_noop(
    "The server counts how often public pages are opened, without knowing by whom."
)
_PROOF = gettext_noop("It names the last proof, and cookies that a proxy before the server sets.")
_CLOSING = gettext_noop(
    "It says how a workspace is closed, and when what backups hold of it is gone."
)
_OWN_DATA = gettext_noop(
    "It says that staff get their own data as a file, and delete their account."
)
_WRITE_IN = gettext_noop("What is kept of people who use the contact form or the newsletter.")
_PAYING = gettext_noop(
    "Where plans are sold it says how they are paid, and which companies take part in that."
)
_IN_TURN = gettext_noop(
    "It says what is stored of staff where conversations are given out in turn."
)
_SPEED = gettext_noop(
    "It says what our own pages tell of their speed where you agree, and how to stop it."
)
_LINE = gettext_noop(
    "The line that stops the reports of our pages names the whole address, with its port."
)
_BANK = gettext_noop("It says how a plan is paid by bank transfer, and what is kept of that.")
_WAYS = gettext_noop("It says how the ways to the database and the mail server are protected.")
_PAID = gettext_noop(
    "It says what stays of payments after a workspace is deleted, for how long and why."
)
_FILES = gettext_noop("Where files lie in a store beside this server it names it.")

REASONS: dict[str, tuple[str, ...]] = {
    "cookies": (_FIRST, _DESK, _MAILBOX, _ADDONS, _COUNTED, _PROOF, _PAYING, _SPEED, _LINE),
    "privacy": (
        _FIRST,
        _DESK,
        _MAILBOX,
        _COUNTED,
        _CLOSING,
        _OWN_DATA,
        _WRITE_IN,
        _PAYING,
        _IN_TURN,
        _BANK,
        _WAYS,
        _PAID,
        _FILES,
    ),
    "terms": (_FIRST, _BANK),
    "refund": (_FIRST,),
}
"""Whoever changes the words of a policy adds why. A reason is given to one version."""

MATERIAL: frozenset[str] = frozenset()
"""Those of which owners are told by mail and in the dashboard: words that take something from them
or ask more of them. Lists and settings are weighed by `chatsync/privacy/material.py`."""

BY_ITSELF = gettext_noop(
    "A list in it, or a setting of this installation, changed. The words around it did not."
)
_BY_ITSELF_ONCE = gettext_noop(
    "A list on this page or a setting of this installation changed. The words around it did not."
)
"""What older versions carry: it was shown in the dashboard too, where there is no such page."""
