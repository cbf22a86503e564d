"""Which changes of a policy are material: owners of workspaces are told of them, one by one.

A change is material when consent is asked again, when another runs the installation, when somebody
else gets data, when something is kept longer, or when whoever wrote the words said so.
"""

from typing import Any

from django.conf import settings

from chatsync.privacy.retention import RETENTION
from chatsync.privacy.streams import OUTBOUND

Facts = dict[str, Any]
_TELLS_WHO_GETS = frozenset({"cookies", "privacy"})
_TELLS_HOW_LONG = frozenset({"privacy"})


def facts_of(policy: str) -> Facts:
    """What a policy says that weighs: who runs this, who gets data, how many seconds it is kept."""
    facts: Facts = {"operator": f"{settings.OPERATOR_NAME}\n{settings.OPERATOR_COUNTRY}"}
    if policy in _TELLS_WHO_GETS:
        facts["recipients"] = sorted(one.name for one in OUTBOUND if one.hosts())
    if policy in _TELLS_HOW_LONG:
        kept = {line.name: int(line.keeps.total_seconds()) for line in RETENTION}
        facts["kept"] = kept | {"backups": settings.BACKUP_DAYS * 86_400}
    return facts


def weighs(before: Facts, after: Facts) -> bool:
    """Whether what changed is material. `before` is empty where a version says nothing of it."""
    if not before:
        return False
    held = before.get("kept", {})
    return (
        before["operator"] != after["operator"]
        or not set(after.get("recipients", ())) <= set(before.get("recipients", ()))
        or any(held.get(name, time) < time for name, time in after.get("kept", {}).items())
    )
