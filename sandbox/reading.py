"""Reading what a control request asks for (ValueError says what is wrong with it), answering."""

import msgspec
from aiohttp import web

from sandbox.state import Json


async def read_json(request: web.Request) -> object:
    """Read a JSON body."""
    try:
        body: object = msgspec.json.decode(await request.read())
    except msgspec.DecodeError as error:
        raise ValueError(f"the body is not JSON: {error}") from error
    return body


async def read_object(request: web.Request) -> Json:
    """Read a JSON object."""
    return as_object(await read_json(request))


def as_object(body: object) -> Json:
    """Take a decoded body for an object."""
    if not isinstance(body, dict):
        raise ValueError("the body must be a JSON object")  # noqa: TRY004 - one error for callers
    return body


def whole_number(wish: Json, key: str, bounds: tuple[int, int], usual: int) -> int:
    """Give the whole number at `key`, or the usual one when it is not there."""
    value = wish.get(key)
    least, most = bounds
    if value is None:
        return usual
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{key} must be a whole number from {least} to {most}")
    return value


def answered(body: object, status: int = 200) -> web.Response:
    """Answer with JSON."""
    encoded = msgspec.json.encode(body)
    return web.Response(body=encoded, content_type="application/json", status=status)
