"""The response headers that confine a document: CSP, Permissions-Policy and friends.

Sources: CSP Level 3 and Trusted Types (W3C), OWASP Secure Headers. `self` and our own host are
all that a page may load or call; a script runs only with the nonce of its own response.
"""

from collections.abc import MutableMapping

from chatsync.privacy.areas import Area
from chatsync.privacy.payment import Payment

REPORT_PATH = "/csp-report"

_DENIED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_ALLOWED = {
    Area.ACCOUNT: {"publickey-credentials-create", "publickey-credentials-get"},
    Area.DASHBOARD: {"microphone"},
}

_REPORTING = f"report-to csp; report-uri {REPORT_PATH}"
_NO_WINDOWS = (
    "allow-scripts allow-same-origin allow-forms allow-top-navigation-by-user-activation "
    "allow-storage-access-by-user-activation"
)
_NO_DOCUMENT = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types cs"
)


def content_security_policy(
    area: Area, nonce: str, origin: str, hosts: tuple[str, ...] = ()
) -> str:
    """The policy of one document. `origin` is ours, as the browser sees it.

    `hosts` are the origins of a measuring service that this very document may report to.
    """
    if area in {Area.API, Area.MACHINE}:
        return f"{_NO_DOCUMENT}; {_REPORTING}"
    images, more = "'self' data:", ""
    connect = "'self'"
    if area is Area.DASHBOARD:
        images, more = "'self' data: blob:", "media-src 'self' blob:; worker-src 'self'; "
        connect = f"'self' {origin.replace('http', 'ws', 1)}"
    connect = " ".join((connect, *hosts))
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; "
        f"img-src {images}; font-src 'self'; {more}connect-src {connect}; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'; "
        f"require-trusted-types-for 'script'; trusted-types cs; {_REPORTING}"
    )
    if origin.startswith("https://"):
        policy += "; upgrade-insecure-requests"
    return policy


def permissions_policy(area: Area) -> str:
    """Every capability is denied, but passkeys on account pages and the dashboard's microphone."""
    allowed = _ALLOWED.get(area, set())
    return ", ".join(f"{name}=({'self' if name in allowed else ''})" for name in _DENIED)


def referrer_policy(area: Area) -> str:
    """Pages with codes tell other sites nothing.

    `no-referrer` would make browsers send `Origin: null` with our own forms.
    """
    return "same-origin" if area is Area.ACCOUNT else "strict-origin-when-cross-origin"


def confining(area: Area, nonce: str, origin: str, hosts: tuple[str, ...] = ()) -> dict[str, str]:
    """All headers of an answer that do not depend on its content."""
    return {
        "Content-Security-Policy": content_security_policy(area, nonce, origin, hosts),
        "Reporting-Endpoints": f'csp="{REPORT_PATH}"',
        "Permissions-Policy": permissions_policy(area),
        "Referrer-Policy": referrer_policy(area),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def confining_checkout(payment: Payment, script: str, origin: str) -> dict[str, str]:
    """All headers of the one document that lets a payment company in.

    `script` is the path of the document's own script; `origin` is the document's. It has no 'self'
    anywhere: neither connection, frame, form nor worker leads back to us, and of our files it gets
    the published ones alone. Where it shares our origin it may open no window either: a window of
    ours that carried no policy of its own would be a way in. A sandbox and an opener policy cannot
    stand together (HTML, "obtain a browsing context to use for a navigation response").
    """
    files = f"{origin}/static/"
    hosts = " ".join(payment.hosts)
    policy = (
        f"default-src 'none'; script-src {origin}{script} {payment.script_origin}; "
        f"style-src {files} {hosts} 'unsafe-inline'; img-src {files} data: {hosts}; "
        f"font-src {files} {hosts}; connect-src {hosts}; frame-src {payment.frame_origin}; "
        "worker-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
        f"object-src 'none'; {_REPORTING}"
    )
    opener = "same-origin-allow-popups"
    if payment.shares_origin:
        policy, opener = f"{policy}; sandbox {_NO_WINDOWS}", "unsafe-none"
    if origin.startswith("https://"):
        policy += "; upgrade-insecure-requests"
    allowed = permissions_policy(Area.CHECKOUT).replace(
        "payment=()", f'payment=(self "{payment.frame_origin}")'
    )
    return confining(Area.CHECKOUT, "", origin) | {
        "Content-Security-Policy": policy,
        "Permissions-Policy": allowed,
        "Cross-Origin-Opener-Policy": opener,
    }


def confine_file(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """The headers of a published file: it is never a document of its own."""
    headers["Content-Security-Policy"] = _NO_DOCUMENT
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Content-Type-Options"] = "nosniff"
