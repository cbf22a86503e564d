"""The second proof of whose a payment is: our own mark in what Paddle carries along for us.

A visitor can change those data from the browser's console, so they are signed; and the first
proof, our own row of the transaction, counts before them.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings

from chatsync.kit.ids import org_id, workspace_uuid

LOOKED_AT = {"chatsync": "audit"}
"""Carried along by a checkout that the audit opens and nobody pays."""
_FOR = b"chatsync.billing.custom_data|"


def custom_data(workspace_id: UUID) -> dict[str, str]:
    """What we give Paddle to carry along."""
    org = org_id(workspace_id)
    return {"workspace": org, "proof": _proof(org)}


def workspace_in(data: Mapping[str, Any]) -> UUID | None:
    """The workspace that carried data name; None where nothing of ours vouches for it."""
    org, proof = data.get("workspace"), data.get("proof")
    if not isinstance(org, str) or not isinstance(proof, str):
        return None
    if not hmac.compare_digest(_proof(org).encode(), proof.encode()):
        return None
    return workspace_uuid(org)


def _proof(org: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), _FOR + org.encode(), sha256).hexdigest()
