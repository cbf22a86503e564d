"""A measuring service that stands in for Plausible, Umami, Matomo and PostHog.

Command line: python -m sandbox.vendor --port V. It notes everything a browser sends it. Told to be
rude (`PUT /_control/rude`), it sets a cookie on its own host, and its script keeps things in
the page's own storage.
"""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from aiohttp import web

SCRIPTS = ("/js/script.js", "/script.js", "/matomo.js", "/static/array.js")
REPORTS = ("/api/event", "/api/send", "/matomo.php", "/e/")
_SOURCE = Path(__file__).parent / "static" / "vendor.js"
_SEEN: web.AppKey[list[dict[str, Any]]] = web.AppKey("seen", list)
_RUDE: web.AppKey[list[bool]] = web.AppKey("rude", list)


def vendor_app() -> web.Application:
    """The service and its control, without state of earlier runs."""
    app = web.Application()
    app[_SEEN], app[_RUDE] = [], [False]
    app.add_routes([web.get(path, _script) for path in SCRIPTS])
    app.add_routes([web.post(path, _report) for path in REPORTS])
    app.add_routes(
        [
            web.get("/_control/seen", _seen),
            web.delete("/_control/seen", _forget),
            web.put("/_control/rude", _set_rude),
            web.delete("/_control/rude", _set_polite),
        ]
    )
    return app


async def _script(request: web.Request) -> web.Response:
    _note(request, "")
    rude = "true" if request.app[_RUDE][0] else "false"
    source = _SOURCE.read_text(encoding="utf-8").replace("__RUDE__", rude)
    answer = web.Response(text=source, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-store"
    return answer


async def _report(request: web.Request) -> web.Response:
    _note(request, await request.text())
    answer = web.Response(status=202, headers={"Access-Control-Allow-Origin": "*"})
    if request.app[_RUDE][0]:
        answer.set_cookie("vendor_id", "stand-in", max_age=3600)
    return answer


def _note(request: web.Request, body: str) -> None:
    kept = ("Origin", "Referer", "DNT", "Sec-GPC", "Sec-Fetch-Site")
    headers = {name: request.headers[name] for name in kept if name in request.headers}
    request.app[_SEEN].append({"path": request.path, "body": body[:4000], "headers": headers})


async def _seen(request: web.Request) -> web.Response:
    return web.json_response(request.app[_SEEN])


async def _forget(request: web.Request) -> web.Response:
    request.app[_SEEN].clear()
    return web.json_response([])


async def _set_rude(request: web.Request) -> web.Response:
    request.app[_RUDE][0] = True
    return web.json_response([])


async def _set_polite(request: web.Request) -> web.Response:
    request.app[_RUDE][0] = False
    return web.json_response([])


async def serve(port: int) -> None:
    """Listen on this machine alone until the process ends."""
    runner = web.AppRunner(vendor_app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.vendor", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
