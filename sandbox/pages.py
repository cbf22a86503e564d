"""Serving the hand-written pages: static files, and a strict policy on every answer."""

from functools import cache
from pathlib import Path

from aiohttp import web

from sandbox.auth import refuse_other_sites

_STATIC = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".jpg": "image/jpeg"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@cache
def _content(name: str) -> bytes | None:
    path = _STATIC / name
    return path.read_bytes() if path.suffix in _TYPES and path.is_file() else None


def static_page(request: web.Request, name: str) -> web.Response:
    """Answer one of our own files."""
    refuse_other_sites(request, page=True)
    content = _content(name)
    if content is None:
        raise web.HTTPNotFound
    kind = _TYPES[Path(name).suffix]
    charset = None if kind.startswith("image/") else "utf-8"
    return web.Response(body=content, content_type=kind, charset=charset, headers=PAGE_HEADERS)


async def static_file(request: web.Request) -> web.Response:
    """Answer /static/{name}."""
    return static_page(request, request.match_info["name"])
