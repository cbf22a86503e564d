"""What a page tells of its speed: a closed shape, and the line in which it goes on.

`static/analytics/beacon.js` writes it. Whatever has another name, type or range is refused whole.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from chatsync.analytics.models import LONGEST_PAGE
from chatsync.analytics.names import NAMED, OTHER_PART, TAGS, TRACKED
from chatsync.analytics.pages import is_known

MOST_BYTES = 4096
_DAY_MS = 86_400_000
_LATE_MS = 600_000
_Span = Annotated[int, Meta(ge=0, le=_DAY_MS)]
_Figure = Annotated[int, Meta(ge=0, le=_LATE_MS)] | None
_Thousandths = Annotated[int, Meta(ge=0, le=1_000_000)]
_Word = Annotated[str, Meta(max_length=40)]
_Answer = Annotated[int, Meta(ge=-1, le=_DAY_MS)]


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """One report of a page.

    `p`: the page, `s`: its seal; `n`: whether it is the first of this view; `v` and `a`: visible
    and active milliseconds since the last report; `c`: presses as (button, milliseconds until an
    answer or -1, whether the one before had not been answered). With the first report also `l`,
    `f`, `t`, `i`: LCP, FCP, TTFB and INP in milliseconds; `x`: CLS in thousandths; `e`: the part
    that jumped the furthest, by how many thousandths. None: the browser does not measure it.
    """

    p: Annotated[str, Meta(min_length=1, max_length=LONGEST_PAGE)]
    s: Annotated[str, Meta(max_length=40)]
    n: bool
    v: _Span
    a: _Span
    c: Annotated[list[tuple[_Word, _Answer, bool]], Meta(max_length=30)]
    l: _Figure = None  # noqa: E741  the script's own letter
    f: _Figure = None
    t: _Figure = None
    i: _Figure = None
    x: _Thousandths | None = None
    e: tuple[_Word, _Thousandths] | None = None


class Line(msgspec.Struct, array_like=True):
    """A report as it waits to be counted. `visit` is the cookie's value on the way to the
    collector, and a digest of it from there on; `device` is one of three classes.
    """

    visit: str
    device: str
    told: Told


class BadBeacon(ValueError):  # noqa: N818  what came is no report of a page
    """It has another shape, or names what no page of ours has."""


_decoder = msgspec.json.Decoder(Told)
encode_line = msgspec.json.Encoder().encode
decode_line = msgspec.json.Decoder(Line).decode
decode_lines = msgspec.json.Decoder(list[Line]).decode


def read_beacon(body: bytes) -> Told:
    """What a page told. Raises BadBeacon."""
    try:
        told = _decoder.decode(body)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadBeacon from error
    if told.a > told.v or not is_known(told.p, told.s):
        raise BadBeacon
    if any(press[0] not in TRACKED for press in told.c):
        raise BadBeacon
    if told.e and told.e[0] not in NAMED and told.e[0] not in TAGS and told.e[0] != OTHER_PART:
        raise BadBeacon
    if not told.n and any(
        it is not None for it in (told.l, told.f, told.t, told.i, told.x, told.e)
    ):
        raise BadBeacon
    told.s = ""  # it has done its work
    return told
