"""Tier C: Paddle as this installation uses it, and every company inside its frame.

What is said of them comes from their own documents and from public measurements of others, until
`chatsync audit checkout` has looked: then the policy page shows what was seen here.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial
from urllib.parse import urlsplit

from django.conf import settings

from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area
from chatsync.privacy.entries import Entry, Kind, Purpose, Tier, Vendor

_PADDLES_OWN = ".paddle.com"
_PRESSED = gettext_noop("Pressing “Open the secure checkout” on the payment page")
_CHOSEN = gettext_noop("Choosing that way to pay inside Paddle's checkout")
_UNITED_STATES = gettext_noop("United States")

_item = partial(
    Entry,
    tier=Tier.PAYMENT,
    purpose=Purpose.PAYMENT,
    flags=frozenset(),
    where=frozenset({Area.CHECKOUT}),
    switched_on_by=_PRESSED,
)
_company = partial(
    Vendor,
    tier=Tier.PAYMENT,
    purpose=Purpose.PAYMENT,
    country=_UNITED_STATES,
    switched_on_by=_PRESSED,
)


@dataclass(frozen=True)
class Payment:
    """How a browser meets Paddle here. `companies`: Paddle first, then who is inside its frame.

    `hosts` are the origins that the checkout document itself may contact; the companies' own are
    contacted by Paddle's frame, which obeys Paddle's policy and not ours.
    """

    script_url: str
    frame_origin: str
    hosts: tuple[str, ...]
    companies: tuple[Vendor, ...]
    shares_origin: bool

    @property
    def script_origin(self) -> str:
        return origin_of(self.script_url)


def payment_here() -> Payment | None:
    """None where plans are not sold, or not through Paddle: then nothing of it is anywhere."""
    if not (settings.BILLING and settings.PADDLE_API_KEY and settings.PADDLE_CLIENT_TOKEN):
        return None
    return _payment(
        settings.PADDLE_SCRIPT_URL,
        settings.PADDLE_FRAME_URL,
        "sandbox-" if settings.PADDLE_CLIENT_TOKEN.startswith("test_") else "",
        not settings.PAY_URL,
    )


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=8)
def _payment(script_url: str, frame_url: str, prefix: str, shares_origin: bool) -> Payment:
    hosts = tuple(dict.fromkeys((origin_of(script_url), origin_of(frame_url))))
    if not (urlsplit(frame_url).hostname or "").endswith(_PADDLES_OWN):
        # A stand-in: nobody else is inside.
        companies: tuple[Vendor, ...] = (_paddle(hosts),)
    else:
        more = (f"https://{prefix}{name}{_PADDLES_OWN}" for name in ("cdn", "checkout-service"))
        hosts = tuple(dict.fromkeys((*hosts, *more)))
        companies = (_paddle((*hosts, f"https://*{_PADDLES_OWN}")), *INSIDE)
    return Payment(script_url, origin_of(frame_url), hosts, companies, shares_origin)


def _paddle(hosts: tuple[str, ...]) -> Vendor:
    return _company(
        key="paddle",
        name="Paddle",
        country=gettext_noop("United Kingdom"),
        policy_url="https://www.paddle.com/legal/privacy",
        hosts=hosts,
        sends=gettext_noop(
            "Which plan or invoice you pay, and all that you type there: e-mail, country, card. "
            "Your network address, and the kind of browser, against fraud."
        ),
        entries=(
            _item(
                name="paddleLoadingTime",
                kind=Kind.SESSION_STORAGE,
                setter="Paddle",
                lifetime=None,
                holds=gettext_noop("How long the checkout took to load. Kept at Paddle's host."),
            ),
            _item(
                name=".*settings",
                is_pattern=True,
                kind=Kind.SESSION_STORAGE,
                setter="Paddle",
                lifetime=None,
                holds=gettext_noop("How the checkout is shown. Kept at Paddle's host."),
            ),
            _item(
                name="__cf_bm",
                kind=Kind.COOKIE,
                setter="Cloudflare",
                lifetime=timedelta(minutes=30),
                holds=gettext_noop(
                    "Tells programs from people, for Paddle. Kept at Paddle's host by Cloudflare, "
                    "whose network stands before it."
                ),
            ),
        ),
    )


INSIDE: tuple[Vendor, ...] = (
    _company(
        key="cloudflare",
        name="Cloudflare",
        policy_url="https://www.cloudflare.com/privacypolicy/",
        hosts=(),
        sends=gettext_noop("Passes on all that goes to Paddle's hosts, and sees where it is from."),
    ),
    _company(
        key="stripe",
        name="Stripe",
        policy_url="https://stripe.com/privacy",
        hosts=(
            "https://js.stripe.com",
            "https://m.stripe.com",
            "https://m.stripe.network",
            "https://r.stripe.com",
            "https://api.stripe.com",
            "https://merchant-ui-api.stripe.com",
        ),
        sends=gettext_noop(
            "Your card, and how the browser behaves in the frame, to tell fraud from a purchase."
        ),
        entries=(
            _item(
                name="m",
                kind=Kind.COOKIE,
                setter="Stripe",
                lifetime=timedelta(days=400),
                holds=gettext_noop("A random number of this browser. Kept at m.stripe.com."),
            ),
        ),
    ),
    _company(
        key="google",
        name="Google",
        policy_url="https://policies.google.com/privacy",
        hosts=(
            "https://pay.google.com",
            "https://www.gstatic.com",
            "https://fonts.googleapis.com",
            "https://fonts.gstatic.com",
        ),
        sends=gettext_noop("That the checkout was opened; with Google Pay also what you pay."),
        entries=tuple(
            _item(
                name=name,
                kind=Kind.COOKIE,
                setter="Google",
                lifetime=timedelta(days=400),
                holds=gettext_noop(
                    "Seen once beside a sign-in at Google, so that nobody knows whether Google Pay "
                    "sets it. Kept at Google's hosts."
                ),
            )
            for name in ("NID", "OTZ", "__Host-GAPS")
        ),
    ),
    _company(
        key="localize",
        name="Localize",
        policy_url="",
        hosts=("https://global.localizecdn.com",),
        sends=gettext_noop("In which language the checkout is shown."),
        entries=(
            _item(
                name="ljs-.*",
                is_pattern=True,
                kind=Kind.SESSION_STORAGE,
                setter="Localize",
                lifetime=None,
                holds=gettext_noop("The words of the checkout. Kept at Paddle's host."),
            ),
        ),
    ),
    _company(
        key="sentry",
        name="Sentry",
        policy_url="https://sentry.io/privacy/",
        hosts=("https://*.sentry.io",),
        sends=gettext_noop("Faults of the checkout, with the kind of browser."),
    ),
    _company(
        key="adyen",
        name="Adyen",
        country=gettext_noop("Netherlands"),
        policy_url="https://www.adyen.com/policies-and-disclaimer/privacy-policy",
        hosts=("https://*.adyen.com",),
        sends=gettext_noop("Named in an older list: the payment, where Paddle passes it on there."),
        entries=(
            _item(
                name="JSESSIONID",
                kind=Kind.COOKIE,
                setter="Adyen, New Relic",
                lifetime=timedelta(days=5),
                holds=gettext_noop("Named in an older list. Kept at the hosts of the two."),
            ),
        ),
    ),
    _company(
        key="newrelic",
        name="New Relic",
        policy_url="https://newrelic.com/termsandconditions/privacy",
        hosts=("https://*.nr-data.net",),
        sends=gettext_noop("Named in an older list: how fast the checkout was."),
    ),
    _company(
        key="paypal",
        name="PayPal",
        policy_url="https://www.paypal.com/privacy",
        hosts=("https://*.paypal.com", "https://*.paypalobjects.com"),
        sends=gettext_noop("What you pay, once you choose PayPal; it opens its own window."),
        switched_on_by=_CHOSEN,
    ),
)
