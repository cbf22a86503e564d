"""Access tokens, and who may call what: Graph needs a Bearer, local pages need a local origin."""

from urllib.parse import urlsplit

from aiohttp import web

from sandbox.errors import bad_token, unreachable
from sandbox.state import WORLD, Number, World

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


def bearer(request: web.Request) -> str:
    """Give the access token of a request: header, else the query parameter."""
    header = request.headers.get("Authorization", "")
    if header.startswith(("Bearer ", "OAuth ")):
        return header.split(" ", 1)[1].strip()
    return request.query.get("access_token", "")


def wabas_for(world: World, request: web.Request) -> frozenset[str]:
    """Give the accounts that the token reaches; 190 when the token is missing or unknown."""
    wabas = world.token_wabas.get(bearer(request))
    if wabas is None:
        raise bad_token()
    return wabas


def number_for(world: World, request: web.Request, object_id: str, method: str) -> Number:
    """Give a number that the token reaches; code 100, subcode 33 otherwise."""
    wabas = wabas_for(world, request)
    number = world.numbers.get(object_id)
    if number is None or number.waba_id not in wabas:
        raise unreachable(object_id, method)
    return number


def reachable_waba(request: web.Request, method: str = "get") -> str:
    """Give the account of the path; code 100, subcode 33 when the token does not reach it."""
    waba_id = request.match_info["object_id"]
    if waba_id not in wabas_for(request.app[WORLD], request):
        raise unreachable(waba_id, method)
    return waba_id


def is_loopback_url(url: str) -> bool:
    """Tell whether an address stays on this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    local = host in _LOOPBACK or host.startswith("127.") or host.endswith(".localhost")
    return parts.scheme in {"http", "https"} and local


def refuse_other_sites(request: web.Request, *, page: bool = False) -> None:
    """Refuse foreign hosts and pages of other sites (OWASP: CSRF, DNS rebinding).

    `page` lets a link from another site open a page; data and writes are never given to one.
    """
    host = request.headers.get("Host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name not in _LOOPBACK:
        raise web.HTTPForbidden(text="Only reachable as localhost or 127.0.0.1.\n")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        raise web.HTTPForbidden(text="Requests from other sites are refused.\n")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if not page and site not in {"none", "same-origin"}:
        raise web.HTTPForbidden(text="Requests from other sites are refused.\n")
