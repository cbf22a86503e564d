"""The promises of the Cookie Policy. Each has a file here with its proofs and its mutants.

`pending` names what is not built yet; a row is green when nothing is. `also` names proofs that
stand elsewhere because they need a running product or its own stage.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    id: str
    says: str
    pending: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"test_{self.id.lower().replace('-', '_').replace('.', '_')}.py"


LEDGER = (
    Promise("CP-0.1", "Cookies, web beacons and local browser storage are covered."),
    Promise(
        "CP-1.1",
        "The public website, the landing pages and the dashboard portal are covered.",
        also=(
            "tests/journeys/test_acts_in_firefox.py",
            "tests/journeys/test_audit.py",
            "tests/journeys/test_operator.py",
            "tests/journeys/test_paying.py",
            "tests/journeys/test_two_browsers.py",
            "tests/journeys/visitors.py",
        ),
    ),
    Promise("CP-1.2", "Cookies serve a closed list of purposes."),
    Promise(
        "CP-1.3",
        "We are upfront about telemetry.",
        also=("tests/architecture/test_telling.py",),
    ),
    Promise(
        "CP-3.1",
        "Signed-in tokens are checked on every page entry.",
        also=(
            "tests/tenancy/test_signed_out.py",
            "tests/tenancy/test_sockets.py",
            "chatsync/site/tests/test_forged.py",
        ),
    ),
    Promise(
        "CP-3.2",
        "Team data is partitioned between tenants.",
        also=("tests/architecture/test_policies.py", "tests/tenancy/test_api.py"),
    ),
    Promise(
        "CP-3.3",
        "Landing traffic is analysed to measure signup rates.",
        also=("chatsync/analytics/tests/test_funnel.py",),
    ),
    Promise(
        "CP-3.4",
        "Web forms are protected against CSRF.",
        also=("chatsync/site/tests/test_cross_site.py",),
    ),
    Promise("CP-4.A", "Tier A: sessions, API calls of the dashboard, dark and light mode."),
    Promise(
        "CP-4.B",
        "Tier B: performance and analytics, anonymous.",
        also=(
            "chatsync/privacy/tests/test_vendors.py",
            "chatsync/analytics/tests/test_beacon_door.py",
            "chatsync/analytics/tests/test_speed_sums.py",
            "tests/journeys/test_speed.py",
        ),
    ),
    Promise(
        "CP-4.C",
        "Tier C: payment protection, fraud detection, authenticated invoice checkout.",
        also=(
            "chatsync/billing/tests/test_document.py",
            "chatsync/billing/tests/test_handles.py",
            "tests/journeys/test_paying.py",
        ),
    ),
    Promise("CP-5.1", "Visitors can decline cookies in their browser."),
    Promise(
        "CP-5.2",
        "Visitors can wipe cookies, tokens and local caches at any time.",
        also=("chatsync/privacy/tests/test_wipe.py",),
    ),
    Promise(
        "CP-5.3",
        "Analytics can be refused by add-ons or global privacy headers.",
        also=("chatsync/privacy/tests/test_signals.py", "chatsync/privacy/tests/test_addons.py"),
    ),
    Promise(
        "CP-5.4",
        "Blocking essential cookies breaks sign-in and the dashboard, said plainly.",
        also=(
            "chatsync/site/tests/test_blocked.py",
            "tests/journeys/test_blocked.py",
            "tests/journeys/test_blocked_firefox.py",
        ),
    ),
    Promise("CP-6.1", "No cookie of ours scans the local drive or reads unrelated data."),
    Promise(
        "CP-6.2",
        "Session identifiers travel only over HTTPS, HttpOnly and SameSite=Strict.",
        also=("chatsync/site/tests/test_page_cookies.py",),
    ),
    Promise(
        "CP-6.3",
        "Script cannot steal a session.",
        also=("tests/journeys/test_script_is_words.py", "tests/journeys/test_paying.py"),
    ),
    Promise(
        "CP-7.1",
        "The policy may change.",
        also=("chatsync/site/tests/test_policies.py", "chatsync/site/tests/test_policy_telling.py"),
    ),
    Promise(
        "CP-8.1",
        "A privacy desk answers questions.",
        also=("tests/wire/test_mailbox.py", "tests/journeys/test_privacy_desk.py"),
    ),
    Promise(
        "CP-9.1",
        "A full Privacy Policy covers encryption, storage limits and rights.",
        also=(
            "chatsync/config/tests/test_nothing_left.py",
            "chatsync/inbox/tests/test_closing.py",
            "chatsync/inbox/tests/test_erasing.py",
        ),
    ),
)
