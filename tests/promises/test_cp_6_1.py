"""CP-6.1: no cookie of ours scans the local drive or reads unrelated data."""

from chatsync.privacy import headers
from chatsync.privacy.areas import Area
from chatsync.privacy.registry import ENTRIES
from chatsync.site.tests.stand import Browser
from tests.promises.pages import pages
from tests.promises.proving import Mutant, checks, without

MAY = {Area.DASHBOARD: {"microphone"}, Area.ACCOUNT: {"publickey-credentials-create",
                                                     "publickey-credentials-get"}}  # fmt: skip


def only_the_dashboard_may_use_files_and_the_microphone() -> None:
    for area in Area:
        told = headers.confining(area, "N", "https://chat.example")
        allowed = {
            part.partition("=")[0]
            for part in told["Permissions-Policy"].split(", ")
            if not part.endswith("=()")
        }
        assert allowed == MAY.get(area, set()), area
        assert ("blob:" in told["Content-Security-Policy"]) == (area is Area.DASHBOARD), area


def every_page_is_confined() -> None:
    for route in pages():
        answer = Browser().open(route.address("org_0"))
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], route.text
        assert "camera=()" in answer.headers["Permissions-Policy"], route.text


def a_cookie_is_text_that_we_wrote() -> None:
    assert all(entry.holds for entry in ENTRIES)


PROOFS = (
    only_the_dashboard_may_use_files_and_the_microphone,
    every_page_is_confined,
    a_cookie_is_text_that_we_wrote,
)
MUTANTS = (
    Mutant(
        "public pages may use the camera",
        only_the_dashboard_may_use_files_and_the_microphone,
        without("chatsync.privacy.headers._ALLOWED", {Area.PUBLIC: {"camera"}}),
    ),
    Mutant(
        "the headers are left out",
        every_page_is_confined,
        without("chatsync.privacy.middleware.confining", lambda *_args, **_more: {}),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
