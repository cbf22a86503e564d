"""What stands in headers: MDN HTTP Observatory, Google's CSP evaluator."""

from audit import tools
from audit.site import Site
from audit.verdicts import Verdicts

_LEAST = 125
_ACCEPT = "Accept: text/html"


def observe(site: Site, pages: dict[str, str], verdicts: Verdicts) -> None:
    """`pages` are paths with the Cookie header that opens them."""
    tools.prepare_observatory()
    for path, cookie in pages.items():
        headers = [_ACCEPT, *([f"Cookie: {cookie}"] if cookie else [])]
        told = {
            "host": site.host,
            "path": path,
            "headers": headers,
            **({"httpsPort": site.https_port} if site.https_port else {}),
            **({"httpPort": site.http_port} if site.http_port else {}),
        }
        seen = tools.node("observatory.mjs", told, site.authority)
        faults = [*seen["failed"]]
        if seen["score"] < _LEAST:
            faults.append(f"{seen['score']} points, at least {_LEAST} are wanted")
        if seen["status"] != 200:
            faults.append(f"answered {seen['status']}")
        verdicts.keep("MDN HTTP Observatory", path, faults, f"{seen['grade']} {seen['score']}")


def evaluate(policies: dict[str, str], verdicts: Verdicts) -> None:
    """A page without a policy is at fault too."""
    found = tools.node("csp.mjs", policies)
    for page, policy in policies.items():
        verdicts.keep("CSP evaluator", page, found[page] if policy else ["no policy at all"])
