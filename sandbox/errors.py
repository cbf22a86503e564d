"""Errors in Meta's shape: code, title, HTTP status (Meta: Cloud API error codes)."""

import secrets
from typing import Any

import msgspec
from aiohttp import web

TITLES = {
    0: "AuthException",
    1: "API Unknown",
    2: "API Service",
    3: "API Method",
    4: "API Too Many Calls",
    10: "Permission Denied",
    33: "Parameter value is not valid",
    100: "Invalid parameter",
    190: "Access token has expired",
    200: "API Permission",
    368: "Temporarily blocked for policies violations",
    80007: "Rate limit issues",
    130403: "User is blocked",
    130429: "Rate limit hit",
    130472: "User's number is part of an experiment",
    130497: "Business account is restricted from messaging users in this country.",
    131000: "Something went wrong",
    131005: "Access denied",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131030: "Recipient phone number not in allowed list",
    131031: "Account has been locked",
    131037: "Display name approval required",
    131042: "Business eligibility payment issue",
    131045: "Incorrect certificate",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement.",
    131050: "User has stopped marketing messages",
    131051: "Unsupported message type",
    131052: "Media download error",
    131053: "Media upload error",
    131055: "Method not allowed",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    131059: "Invalid cursor",
    131060: "This message is unavailable",
    131062: "Business-scoped user id not allowed for this message",
    131063: "Marketing messages not allowed through this route",
    131064: "Template classification limit hit",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Template hydrated text too long",
    132007: "Template format character policy violated",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is paused",
    132016: "Template is disabled",
    132018: "Template parameters are invalid",
    132068: "Flow is blocked",
    132069: "Flow is throttled",
    133004: "Server temporarily unavailable",
    133005: "Two step verification PIN mismatch",
    133006: "Phone number re-verification needed",
    133008: "Too many PIN guesses",
    133009: "PIN guessed too fast",
    133010: "Account not registered",
    133015: "Please wait a few minutes before attempting to register this phone number",
    133016: "Account register deregister rate limit exceeded",
    134011: "Marketing messages terms not accepted",
    135000: "Generic user error",
    137000: "User identity changed",
}
# Every code that is not named here is answered with HTTP 400.
_STATUS = {
    0: 401,
    2: 503,
    3: 500,
    10: 403,
    190: 401,
    368: 403,
    131000: 500,
    131005: 403,
    131016: 503,
    131031: 403,
    130497: 403,
    132001: 404,
    133004: 503,
}
_PERMISSION_CODES = range(200, 300)
_UNREACHABLE = 33
_TRANSIENT = frozenset({1, 2, 4, 80007, 130429, 131016, 131056, 133004})
_TRACE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


def title_of(code: int) -> str:
    """Give Meta's title of an error code."""
    return TITLES.get(code, "Unknown error")


def http_status_of(code: int) -> int:
    """Give the HTTP status that Meta answers an error code with."""
    return 403 if code in _PERMISSION_CODES else _STATUS.get(code, 400)


class GraphError(Exception):
    """A refusal that is answered in Meta's error shape."""

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        subcode: int | None = None,
        message: str | None = None,
        status: int | None = None,
        for_people: tuple[str, str] | None = None,
    ) -> None:
        """Keep what the answer needs; `message` replaces the usual `(#code) title`.

        `for_people` is a title and a sentence that Meta writes for whoever made the request.
        """
        super().__init__(code, details)
        self.code = code
        self.details = details
        self.subcode = subcode
        self.for_people = for_people
        self.message = message or f"(#{code}) {title_of(code)}"
        self.status = status or http_status_of(code)

    def answer(self) -> web.Response:
        """Build the HTTP answer: `{"error": {...}}` as the Graph API writes it."""
        error: dict[str, Any] = {
            "message": self.message,
            "type": "GraphMethodException" if self.subcode == _UNREACHABLE else "OAuthException",
            "code": self.code,
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.for_people:
            error["error_user_title"], error["error_user_msg"] = self.for_people
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.code in _TRANSIENT:
            error["is_transient"] = True
        error["fbtrace_id"] = "A" + "".join(secrets.choice(_TRACE_ALPHABET) for _ in range(22))
        headers = None
        if self.status == web.HTTPUnauthorized.status_code:
            headers = {"WWW-Authenticate": 'OAuth "Facebook Platform" "invalid_token"'}
        return web.Response(
            body=msgspec.json.encode({"error": error}),
            status=self.status,
            headers=headers,
            content_type="application/json",
        )


def bad_token() -> GraphError:
    """Refuse a missing or unknown access token (code 190, HTTP 401)."""
    return GraphError(190, message="Invalid OAuth access token - Cannot parse access token")


def unreachable(object_id: str, method: str = "get") -> GraphError:
    """Refuse an object that is not there or not within the token's reach (100, subcode 33)."""
    return GraphError(
        100,
        subcode=_UNREACHABLE,
        message=(
            f"Unsupported {method} request. Object with ID '{object_id}' does not exist, cannot be "
            "loaded due to missing permissions, or does not support this operation. Please read "
            "the Graph API documentation at https://developers.facebook.com/docs/graph-api"
        ),
    )
