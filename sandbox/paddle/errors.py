"""Refusals in Paddle's shape (Paddle: API reference, errors)."""

from aiohttp import web

from sandbox.paddle.state import Json
from sandbox.reading import answered

_DOCS = "https://developer.paddle.com/v1/errors"
_GROUPS = {"subscription": "subscriptions", "transaction": "transactions"}
_STATUS = {
    "not_found": 404,
    "authentication_missing": 401,
    "authentication_malformed": 403,
    "forbidden": 403,
    "too_many_requests": 429,
    "internal_error": 500,
    "customer_already_exists": 409,
    "subscription_locked_renewal": 409,
    "conflict": 409,
}


class PaddleError(Exception):
    """A refusal that is answered in Paddle's error shape."""

    def __init__(self, code: str, detail: str, fields: dict[str, str] | None = None) -> None:
        """Keep what the answer needs; `fields` says what is wrong with which field."""
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.fields = fields or {}

    def answer(self, request_id: str) -> web.Response:
        """Build the HTTP answer."""
        status = _STATUS.get(self.code, 400)
        group = _GROUPS.get(self.code.split("_", 1)[0], "shared")
        error: Json = {
            "type": "api_error" if status >= 500 else "request_error",
            "code": self.code,
            "detail": self.detail,
            "documentation_url": f"{_DOCS}/{group}/{self.code}",
        }
        if self.fields:
            error["errors"] = [{"field": k, "message": v} for k, v in self.fields.items()]
        response = answered({"error": error, "meta": {"request_id": request_id}}, status)
        if status == web.HTTPTooManyRequests.status_code:
            response.headers["Retry-After"] = "60"
        return response


def invalid(**fields: str) -> PaddleError:
    """Refuse because of these fields."""
    return PaddleError("invalid_field", "Request does not pass validation.", fields)


def not_found(entity_id: str) -> PaddleError:
    """Refuse an id that is not here."""
    return PaddleError("not_found", f"Entity {entity_id} not found")
