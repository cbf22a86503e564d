"""/_control/templates: what Meta's reviewers and its quality checks decide."""

from aiohttp import web

from sandbox.reading import read_object
from sandbox.reviews import REASONS, STATUSES, settle
from sandbox.state import WORLD
from sandbox.template_store import find_template, templates_of


async def get_templates(request: web.Request) -> web.Response:
    """GET: an account's templates as they are now, with `?waba_id=`."""
    kept = templates_of(request.app[WORLD], request.query.get("waba_id", ""))
    return web.json_response({"items": list(kept.values())})


async def post_template(request: web.Request) -> web.Response:
    """POST `{waba_id, name, language, status, reason?}`: decide, and send the webhook."""
    world, wish = request.app[WORLD], await read_object(request)
    waba_id = str(wish.get("waba_id", ""))
    found = find_template(world, waba_id, str(wish.get("name")), str(wish.get("language", "en")))
    if found is None:
        raise ValueError("no template of this account has this name and language")
    status, reason = wish.get("status"), wish.get("reason", "")
    if status not in STATUSES:
        raise ValueError(f"status must be one of: {', '.join(STATUSES)}")
    if reason and reason not in REASONS:
        raise ValueError(f"reason must be one of: {', '.join(REASONS)}")
    settle(world, waba_id, found, str(status), str(reason))
    return web.json_response(found)
