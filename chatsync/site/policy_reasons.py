"""Why the texts of the policies changed, in the order in which it happened. Only added to."""

from chatsync.kit.text import gettext_noop

_FIRST = gettext_noop("The first version.")

REASONS: dict[str, tuple[str, ...]] = {
    "cookies": (_FIRST,),
    "privacy": (_FIRST,),
    "terms": (_FIRST,),
    "refund": (_FIRST,),
}
"""Whoever changes the words of a policy adds why. A reason is given to one version."""

BY_ITSELF = gettext_noop(
    "A list on this page or a setting of this installation changed. The words around it did not."
)
