"""The proxies' files in `deploy/`: what is a key by itself is not written into a log."""

from tests.support.lessons import demand_none
from tests.support.source import ROOT
from tests.tenancy.routes import routes

_FILES = ("Caddyfile", "nginx.conf")


def test_addresses_that_hold_a_key_are_shortened_in_the_proxies_logs() -> None:
    keys = {route.text.partition("<")[0] for route in routes() if "<str:token>" in route.text}
    assert len(keys) >= 2, "this test saw too few addresses"
    demand_none(
        (
            f"deploy/{file}: /{before}"
            for file in _FILES
            for before in sorted(keys)
            if before.rstrip("/") not in _shortened(file)
        ),
        "Whoever reads the proxy's log could use the link: name the path where the file shortens "
        "addresses.",
    )


def _shortened(file: str) -> str:
    """The lines that say which addresses are cut off."""
    lines = (ROOT / "deploy" / file).read_text().splitlines()
    return "\n".join(
        line for line in lines if "request>uri regexp" in line or "~^(?<start>" in line
    )
