"""What the Graph API tells about numbers and accounts."""

import re

from sandbox.errors import GraphError
from sandbox.state import Json, Number, World

NUMBER_FIELDS = (
    "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,"
    "throughput,id"
)
_HIGH_THROUGHPUT = 80


def picked(node: Json, fields: str) -> Json:
    """Give the asked fields of a node (`a,b{c,d}`); code 100 for one that is not there."""
    names = [name.split("{")[0].strip() for name in re.split(r",(?![^{]*})", fields)]
    for name in names:
        if name and name not in node:
            message = f"(#100) Tried accessing nonexisting field ({name}) on node type (Unknown)"
            raise GraphError(100, message=message)
    found = {name: node[name] for name in names if name and node[name] is not None}
    found["id"] = node["id"]
    return found


def _health(number: Number) -> Json:
    """May it send? The number itself, its account and its app, each with what is in the way."""
    entities: list[Json] = [
        {"entity_type": "PHONE_NUMBER", "id": number.phone_number_id},
        {"entity_type": "WABA", "id": number.waba_id},
        {"entity_type": "APP", "id": number.app_id},
    ]
    for entity in entities:
        entity["can_send_message"] = "AVAILABLE"
    entities[0]["can_send_message"] = number.sending
    if number.trouble:
        entities[0]["errors"] = [
            {
                "error_code": 141000,
                "error_description": number.trouble,
                "possible_solution": "Look at the account in Meta's Business settings.",
            }
        ]
    return {"can_send_message": number.sending, "entities": entities}


def number_node(world: World, number: Number) -> Json:
    """Describe a business number (Meta: WhatsApp business phone number)."""
    level = "HIGH" if number.throughput > _HIGH_THROUGHPUT else "STANDARD"
    overrides = world.subscriptions.get(number.waba_id, {})
    app = world.apps.get(number.app_id)
    return {
        "id": number.phone_number_id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "quality_rating": number.quality,
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED" if number.registered else "PENDING",
        "platform_type": "CLOUD_API" if number.registered else "NOT_APPLICABLE",
        "account_mode": "LIVE",
        "throughput": {"level": level},
        "health_status": _health(number),
        "whatsapp_business_manager_messaging_limit": number.limit,
        "messaging_limit_tier": number.limit,
        "is_official_business_account": False,
        "is_pin_enabled": bool(number.pin),
        "is_preverified_number": False,
        "conversational_automation": None,
        "quality_score": {"score": number.quality},
        "new_name_status": "NONE",
        "search_visibility": "VISIBLE",
        "eligibility_for_api_business_global_search": "NON_ELIGIBLE",
        "certificate": None,
        "new_certificate": None,
        "country_code": "PK",
        "country_dial_code": "92",
        "is_on_biz_app": False,
        "last_onboarded_time": None,
        "webhook_configuration": {
            "application": overrides.get(number.app_id) or (app.callback_url if app else "")
        },
    }


def waba_node(world: World, waba_id: str) -> Json:
    """Describe a business account (Meta: WhatsApp business account)."""
    numbers = [one for one in world.numbers.values() if one.waba_id == waba_id]
    return {
        "id": waba_id,
        "name": numbers[0].verified_name,
        "currency": "USD",
        "timezone_id": "72",
        "message_template_namespace": f"ns_{waba_id}",
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "status": "ACTIVE",
        "country": "PK",
        "ownership_type": "CLIENT_OWNED",
        "on_behalf_of_business_info": None,
        "owner_business_info": {"name": numbers[0].verified_name, "id": f"9{waba_id}"},
        "health_status": {
            "can_send_message": "AVAILABLE",
            "entities": [{"entity_type": "WABA", "id": waba_id, "can_send_message": "AVAILABLE"}],
        },
    }
