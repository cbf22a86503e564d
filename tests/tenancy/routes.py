"""Every address of the server, read from the URL table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from chatsync.config.doors import PREFIX

PUBLIC: dict[str, str] = {
    "": "the home page",
    "ur/": "the home page in Urdu",
    "ur": "leads to ur/",
    "favicon.ico": "the icon",
    "robots.txt": "what search engines may read",
    "sitemap.xml": "where the public pages are",
    **{
        f"{before}{key}": "a public page"
        for before in ("", "ur/")
        for key in ("features", "pricing", "about", "docs", "blog", "blog.atom", "status")
    },
    **{
        f"{before}{shelf}/<slug:slug>": "a public text"
        for before in ("", "ur/")
        for shelf in ("docs", "blog")
    },
    **{
        f"{before}{form}{rest}": "a form for strangers"
        for before in ("", "ur/")
        for form in ("contact", "subscribe")
        for rest in ("", "/sent")
    },
    "newsletter/confirm/<str:token>": "whoever holds the token asked for it",
    "newsletter/leave/<str:token>": "whoever holds the token is a subscriber",
    **{
        f"{before}{key}{rest}": "a policy, and what it said before"
        for before in ("", "ur/")
        for key in ("cookies", "privacy", "terms", "refund")
        for rest in ("", "/changes", "/changes/<int:number>")
    },
    "l/<slug:slug>": "an operator's landing page",
    "ur/l/<slug:slug>": "an operator's landing page",
    "cards/<slug:slug>/<int:version>/<str:language>-<str:key>.jpg": "its picture for shared links",
    "policies.atom": "changes of the policies",
    "ur/policies.atom": "changes of the policies",
    "signup": "becoming a customer",
    "signup/code": "proving the address",
    "signup/<str:token>": "whoever holds the token was invited to sign up",
    "invitations/<str:token>": "whoever holds the token was invited",
    **{
        f"{before}cookies/{page}": "what a browser keeps is decided without an account"
        for before in ("", "ur/")
        for page in ("preferences", "receipt", "wipe", "wiped")
    },
    **{
        f"{before}privacy/request{rest}": "anybody may ask about their data"
        for before in ("", "ur/")
        for rest in ("", "/sent")
    },
    "cookies/proof": "the last proof, for everybody",
    "ur/cookies/proof": "the last proof, for everybody",
    "cookies/registry.json": "what is declared, for whoever checks it",
    "pay": "where Paddle's payment links arrive; says nothing of whose the payment is",
    "pay/<str:token>": "whoever holds the token was sent there to pay, once",
    "preferences/theme": "a choice of the browser",
    "preferences/language": "a choice of the browser",
    "preferences/consent": "a choice of the browser",
    "preferences/receipt.json": "gives back what the browser itself sent",
    "preferences/arrival.css": "the choices that the browser itself sent, as a style",
    ".well-known/gpc.json": "how signals are treated",
    ".well-known/dnt/": "how signals are treated",
    "login": "signing in",
    "login/inactive": "says that the person is switched off",
    "logout": "signing out twice is harmless",
    "password/reset": "a forgotten password",
    "password/reset/code": "a forgotten password",
    "password/reset/new": "a forgotten password",
    "password/reset/done": "a forgotten password",
    "account/deleted": "says that it is done, to somebody who has no account any more",
    "csp-report": "browsers report without a cookie",
    "healthz": "for load balancers",
    "readyz": "for load balancers",
    "metrics": "guarded by its own token, or from this machine alone",
    "api/v1/openapi.json": "the description of the API",
    "api/v1/docs": "the description of the API",
}
"""What anybody may ask for without signing in, and why."""

_OWN = {
    "number": "1",
    "pk": "1",
    "slug": "try-it",
    "own_export": "00000000-0000-7000-8000-000000000000",
    "sign_in_id": "00000000-0000-7000-8000-000000000000",
    "trusted_id": "00000000-0000-7000-8000-000000000000",
}
"""Things of a person, not of a workspace: nobody has these."""
_OPERATORS = {
    "tenant": "org_" + "0" * 32,
    "operator_id": "00000000-0000-7000-8000-000000000000",
    "rest": "nothing",
    "invitation": "00000000-0000-7000-8000-000000000000",
    "parked": "00000000-0000-7000-8000-000000000000",
    "cause": "unreadable",
    "event": "00000000-0000-7000-8000-000000000000",
    "mail": "00000000-0000-7000-8000-000000000000",
    "transfer": "00000000-0000-7000-8000-000000000000",
    "message": "00000000-0000-7000-8000-000000000000",
    "issue": "00000000-0000-7000-8000-000000000000",
    "incident": "00000000-0000-7000-8000-000000000000",
    "word": "1",
    "slug": "spring",
    "part": "page",
    "variant": "a",
    "language": "en",
    "version": "1",
    "key": "000000000000",
    "kind": "hero",
    "block": "00000000",
    "asked": "00000000-0000-7000-8000-000000000000",
}
"""What stands in addresses of the operator's pages, which no member opens."""


@dataclass(frozen=True)
class Route:
    """One row of the URL table."""

    text: str
    names: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        return self.text in PUBLIC

    @property
    def is_api(self) -> bool:
        return self.text.startswith(PREFIX.lstrip("/"))

    def address(self, workspace: str) -> str:
        """The address with a workspace put in; any other name must be taught here."""
        if self.names == ("token",):
            return f"/invitations/{'0' * 32}-{'A' * 43}"
        known = _OWN | _OPERATORS
        if self.names and set(self.names) <= set(known):
            return "/" + re.sub(r"<\w+:(\w+)>", lambda found: known[found[1]], self.text)
        if set(self.names) - {"workspace"}:
            raise AssertionError(
                f"The route {self.text} takes {self.names}: say in Route.address of "
                "tests/tenancy/routes.py what to put there."
            )
        return f"/w/{workspace}/inbox" if self.names else f"/{self.text}"


def routes() -> list[Route]:
    found = list(_walk(get_resolver().url_patterns, ""))
    assert len(found) > 35, "the URL table is too short: this test sees too little"
    return found


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, text)
        elif isinstance(pattern.pattern, RoutePattern):
            yield Route(text, tuple(pattern.pattern.converters))
        else:
            yield Route(text, tuple(pattern.pattern.regex.groupindex))
