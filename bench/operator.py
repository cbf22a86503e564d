"""Signing in as the operator, both factors included."""

import base64
import hmac
import re
import struct
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from bench.product import Product

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PERIOD_S = 30


class _Jar(CookieJar):
    """Keeps `Secure` cookies on plain http too, as browsers do for this machine."""

    def set_cookie(self, cookie: object) -> None:
        cookie.secure = False  # type: ignore[attr-defined]
        super().set_cookie(cookie)  # type: ignore[arg-type]


def operator(product: Product) -> OpenerDirector:
    """A browser in which the operator is signed in."""
    facts, browser = product.facts["operator"], build_opener(HTTPCookieProcessor(_Jar()))
    _send(browser, product, "/login", login=facts["login"], password=facts["password"])
    _send(browser, product, "/login/code", code=_code(facts["totp_secret"]))
    return browser


def _send(browser: OpenerDirector, product: Product, path: str, **fields: str) -> None:
    page = browser.open(f"{product.url}{path}", timeout=60).read().decode()
    token = _TOKEN.search(page)
    form = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **fields}).encode()
    request = Request(f"{product.url}{path}", data=form)
    request.add_header("Origin", product.url)
    request.add_header("Sec-Fetch-Site", "same-origin")
    browser.open(request, timeout=60).read()


def _code(secret: str) -> str:
    """The present code of an authenticator app (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counted = struct.pack(">Q", int(time.time()) // _PERIOD_S)
    digest = hmac.digest(key, counted, "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
