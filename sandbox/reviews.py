"""Meta's review of templates, and what becomes of them later: status, reason, webhook."""

import asyncio
import time

from sandbox.keeping import keep_state
from sandbox.state import Json, Settings, World, settings_for
from sandbox.template_store import templates_of
from sandbox.webhooks import enqueue_for_waba

FIELD = "message_template_status_update"
STATUSES = ("APPROVED", "REJECTED", "PENDING", "PAUSED", "DISABLED", "IN_APPEAL", "FLAGGED")
REASONS = (
    "NONE",
    "ABUSIVE_CONTENT",
    "INCORRECT_CATEGORY",
    "INVALID_FORMAT",
    "PROMOTIONAL",
    "SCAM",
    "TAG_CONTENT_MISMATCH",
)
_USUAL_REASON = {"REJECTED": "INVALID_FORMAT"}


def review_later(world: World, waba_id: str, template: Json) -> None:
    """Put a new or changed template into review, and decide once the review's time is over."""
    template["status"] = "PENDING"
    template.pop("rejected_reason", None)
    settings = _settings(world, waba_id)
    if settings.review != "NONE":
        task = asyncio.create_task(_decide(world, waba_id, str(template["id"]), settings))
        world.tasks.add(task)
        task.add_done_callback(world.tasks.discard)


async def _decide(world: World, waba_id: str, template_id: str, settings: Settings) -> None:
    await asyncio.sleep(settings.review_after)
    template = templates_of(world, waba_id).get(template_id)
    if template is not None and template["status"] == "PENDING":
        settle(world, waba_id, template, settings.review)


def settle(world: World, waba_id: str, template: Json, status: str, reason: str = "") -> None:
    """Give a template another status and tell every app that is subscribed to its account."""
    template["status"] = status
    reason = reason or _USUAL_REASON.get(status, "NONE")
    if status == "REJECTED":
        template["rejected_reason"] = reason
    value: Json = {
        "event": status,
        "message_template_id": int(template["id"]),
        "message_template_name": template["name"],
        "message_template_language": str(template["language"]).replace("_", "-"),
        "message_template_category": template["category"],
        "reason": reason,
    }
    if status == "REJECTED":
        advice = "Look at the words and the samples, then send it for review again."
        value["rejection_info"] = {"reason": reason, "recommendation": advice}
    if status == "DISABLED":
        value["disable_info"] = {"disable_date": int(time.time())}
    if status == "PAUSED":
        value["other_info"] = {"title": "FIRST_PAUSE", "description": "Paused for three hours."}
    enqueue_for_waba(world, waba_id, FIELD, [value])
    keep_state(world)


def _settings(world: World, waba_id: str) -> Settings:
    """The settings of the account's first number: settings belong to numbers here."""
    for number in world.numbers.values():
        if number.waba_id == waba_id:
            return settings_for(world, number.phone_number_id)
    return world.settings
