"""One message to Meta, and what its answer means for the queue."""

import asyncio
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import structlog
from django.db import DatabaseError, connection

from chatsync.channels.actions.sending import MAYBE_SENT, Letter, Outcome, remember_upload
from chatsync.channels.events import Settled
from chatsync.channels.loops.pace import Pace
from chatsync.channels.models import Media
from chatsync.channels.whatsapp.answers import Accepted, NotSent, Refused, Trouble, Unanswered
from chatsync.channels.whatsapp.client import Graph, send_message, upload_media
from chatsync.channels.whatsapp.errors import advise
from chatsync.channels.whatsapp.outgoing import Body
from chatsync.channels.whatsapp.outgoing_files import name_file
from chatsync.kit.clock import now
from chatsync.kit.storage import store
from chatsync.kit.text import gettext_noop as _

_REUSED_WITHIN = timedelta(days=6)
"""Meta's ids belong to one number; those of received files live 7 days, of uploads 30."""
_THROUGHPUT = 130429
_PAIR = 131056
_MOST_WAITS = 8
_SLOWEST_S = 600.0
_MOST_PAIR_STEPS = 4

_NO_ANSWER = _("WhatsApp did not answer")
_NOT_REACHED = _("WhatsApp could not be reached")
_TRY_LATER = _("Send it again later.")
_FILE_GONE = _("The file cannot be read")
_UPLOAD_AGAIN = _("Upload it once more and send it again.")
_log = structlog.get_logger()


async def deliver(graph: Graph, letter: Letter, pace: Pace) -> Outcome:
    """Send one message once. The attempt's mark comes back in its statuses."""
    body = dict(letter.body)
    body["biz_opaque_callback_data"] = f"{letter.claim.message_id}.{letter.claim.waits}"
    if letter.media is not None:
        try:
            trouble = await _attach(graph, letter, letter.media, body)
        except OSError as error:
            return _without_file(letter, letter.media, error)
        if trouble is not None:
            return _not_yet(letter, pace, trouble, sent=False)
    answer = await send_message(graph, letter.token, letter.phone_number_id, body)
    if isinstance(answer, Accepted):
        return _settled(letter, Settled(*_ids(letter), "accepted", wamid=answer.wamid))
    return _not_yet(letter, pace, answer, sent=True)


async def _attach(graph: Graph, letter: Letter, media: Media, body: Body) -> Trouble | None:
    """Upload the file where Meta does not have it for this number, and name it in the body."""
    own = media.number_id == letter.claim.number_id
    fresh = now() - media.created_at < _REUSED_WITHIN
    provider_id = media.provider_id if own and fresh else ""
    if not provider_id:
        data = await asyncio.to_thread(_file, media.stored_as)
        uploaded = await upload_media(
            graph,
            letter.token,
            letter.phone_number_id,
            BytesIO(data),
            (media.file_name or "image", media.mime_type),
        )
        if isinstance(uploaded, Refused | Unanswered | NotSent):
            return uploaded
        provider_id = uploaded.media_id
        if own:
            await asyncio.to_thread(_remember, letter, media, provider_id)
    name_file(body, media.kind, provider_id)
    return None


def _file(name: str) -> bytes:
    """Raises OSError, whatever store it is that does not hand the file over."""
    with store.open(name) as stored:
        return bytes(stored.read())


def _without_file(letter: Letter, media: Media, error: OSError) -> Outcome:
    """A store that is away is waited for; without a file the message fails."""
    _log.warning("file_not_read", file=media.stored_as, error=str(error))
    waits = letter.claim.waits
    if not isinstance(error, FileNotFoundError) and waits < _MOST_WAITS:
        return Outcome(letter.claim, again_in=_growing(waits))
    gone = Settled(*_ids(letter), "failed", title=_FILE_GONE, details=_UPLOAD_AGAIN)
    return _settled(letter, gone)


def _remember(letter: Letter, media: Media, provider_id: str) -> None:
    """Spares the next upload; without it the message goes out all the same."""
    try:
        remember_upload(letter.claim.workspace_id, media.id, provider_id)
    except DatabaseError as error:
        _log.warning("upload_not_remembered", error=str(error))
    finally:
        connection.close()


def _not_yet(letter: Letter, pace: Pace, answer: Trouble, *, sent: bool) -> Outcome:
    """What trouble means. An upload (`sent` false) may always be tried again."""
    waits = letter.claim.waits
    if isinstance(answer, NotSent):
        return Outcome(letter.claim, again_in=_growing(waits))
    if isinstance(answer, Unanswered):
        if not sent:
            return Outcome(letter.claim, again_in=_growing(waits))
        return _settled(
            letter,
            Settled(
                *_ids(letter), "unknown", code=answer.code, title=_NO_ANSWER, details=MAYBE_SENT
            ),
        )
    return _refused(letter, pace, answer)


def _refused(letter: Letter, pace: Pace, answer: Refused) -> Outcome:
    advice = advise(answer.code, is_transient=answer.is_transient, http_status=answer.http_status)
    waits = letter.claim.waits
    if answer.code == _THROUGHPUT or answer.http_status == 429:
        pace.slow_down(letter.claim.number_id)
        return Outcome(letter.claim, again_in=1.0)
    if answer.code == _PAIR:
        return Outcome(letter.claim, again_in=4.0 ** min(waits + 1, _MOST_PAIR_STEPS))
    if advice.holds_number:
        _log.warning("number_held", number=str(letter.claim.number_id), code=answer.code)
        return Outcome(letter.claim, again_in=0.0, hold=answer.title or advice.title)
    if answer.retry != "permanent" and waits < _MOST_WAITS:
        return Outcome(letter.claim, again_in=max(float(advice.wait_s), _growing(waits)))
    return _settled(
        letter,
        Settled(
            *_ids(letter),
            "failed",
            code=answer.code,
            title=answer.title or (_NOT_REACHED if answer.code is None else ""),
            details=answer.details or (_TRY_LATER if answer.code is None else ""),
        ),
    )


def _growing(waits: int) -> float:
    return min(_SLOWEST_S, 2.0 ** min(waits, 10))


def _ids(letter: Letter) -> tuple[UUID, UUID]:
    return letter.claim.message_id, letter.claim.number_id


def _settled(letter: Letter, settled: Settled) -> Outcome:
    return Outcome(letter.claim, settled=settled)
