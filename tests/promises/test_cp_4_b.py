"""CP-4.B: tier B, performance and analytics, anonymous; off until somebody agrees."""

from django.test import override_settings

from chatsync.analytics.beacons import encode_line
from chatsync.analytics.loops.collect import Collector
from chatsync.analytics.models import BeaconBatch, OpenSitting, SpeedSum
from chatsync.analytics.tests import test_beacon_door as door
from chatsync.analytics.tests.measured import Agreed, Heard, told
from chatsync.analytics.tests.test_measured_pages import page_said
from chatsync.analytics.tests.test_speed_sums import line
from chatsync.privacy.models import ConsentRecord
from chatsync.privacy.tests import test_consent as consent
from chatsync.privacy.tests.visitor import PLAUSIBLE, Visitor, loads
from chatsync.site.policies import COOKIES, words_of
from tests.architecture import test_speed_readers as readers
from tests.promises.proving import Mutant, checks, without
from tests.support.source import ROOT, product, read_source

LEDGER = {"receipt", "ends", "answer", "method", "language", "asked", "words", "at"}


def nothing_is_loaded_before_a_yes() -> None:
    with override_settings(MEASURING=PLAUSIBLE, OWN_MEASURING=False):
        consent.test_a_first_visit_is_asked_and_nothing_is_stored_or_loaded()


def a_yes_loads_it_on_public_pages_alone() -> None:
    with override_settings(MEASURING=PLAUSIBLE, OWN_MEASURING=False):
        consent.test_a_yes_loads_the_service_on_public_pages_alone(Visitor())


def the_ledger_knows_nobody() -> None:
    assert {field.name for field in ConsentRecord._meta.get_fields()} == LEDGER


def without_a_service_nothing_is_measured_and_the_page_says_so() -> None:
    with override_settings(OWN_MEASURING=False):
        assert not loads(Visitor().page())
        part = words_of(COOKIES, "en").partition("Tier B: speed and layout")[2]
    assert part.strip().startswith("Not used in this installation.")
    with override_settings(MEASURING=PLAUSIBLE, OWN_MEASURING=False):
        part = words_of(COOKIES, "en").partition("Tier B: speed and layout")[2]
        assert "stats.example" in part.partition("Tier C")[0]


def our_own_pages_tell_nothing_before_a_yes() -> None:
    heard, stranger = Heard(), Visitor()
    answer = stranger.open("/")
    assert page_said(answer.content.decode()) is None
    assert not answer.cookies
    body = encode_line(told())
    kept = {**Agreed().carried(), "Cookie": "", "Content-Length": str(len(body))}
    assert heard.ask("POST", body, kept).status == 403
    assert not heard.lines


def a_signal_silences_our_own_pages() -> None:
    for signal in ("DNT", "Sec_GPC"):
        heard, somebody = Heard(), Agreed()
        assert somebody.tell(heard, told(), **{signal: "1"}).status == 403
        assert not heard.lines
        page = somebody.page("/", headers={signal.replace("_", "-"): "1"})
        assert page_said(page) is None


def a_report_is_joined_with_no_account() -> None:
    door.test_the_session_is_not_looked_at(Heard(), Agreed())
    columns = {
        field.name for model in MEASURED for field in model._meta.get_fields() if field.name != "pk"
    }
    assert columns == COLUMNS


def what_joins_a_visit_is_stored_nowhere() -> None:
    collector = Collector()
    collector.hear(encode_line(line(visit="v" * 22)))
    collector.store()
    assert BeaconBatch.objects.count() == 1
    assert "v" * 22 not in BeaconBatch.objects.get().body


def figures_of_speed_feed_the_speed_views_alone() -> None:
    readers.test_the_tables_are_named_where_they_are_written_and_by_their_one_reader()
    for room, may_ask in readers.READERS:
        readers.test_only_the_speed_views_ask_their_reader(room, may_ask)


MEASURED = (BeaconBatch, OpenSitting, SpeedSum)
COLUMNS = {
    "id", "at", "body", "mark", "device", "used_ms", "last", "grain", "page", "metric", "name",
    "counts", "totals",
}  # fmt: skip
PRYING = read_source(
    ROOT / "chatsync/billing/queries.py", "SpeedSum.objects.filter(page='/pricing')"
)
PROOFS = (
    nothing_is_loaded_before_a_yes,
    a_yes_loads_it_on_public_pages_alone,
    the_ledger_knows_nobody,
    without_a_service_nothing_is_measured_and_the_page_says_so,
    our_own_pages_tell_nothing_before_a_yes,
    a_signal_silences_our_own_pages,
    a_report_is_joined_with_no_account,
    what_joins_a_visit_is_stored_nowhere,
    figures_of_speed_feed_the_speed_views_alone,
)
MUTANTS = (
    Mutant(
        "the service is loaded early",
        nothing_is_loaded_before_a_yes,
        without("chatsync.privacy.consent.Consent.measures", True),
    ),
    Mutant(
        "account pages are measured",
        a_yes_loads_it_on_public_pages_alone,
        without("chatsync.privacy.consent.is_measured_page", lambda _path: True),
    ),
    Mutant(
        "the page keeps quiet about the service",
        without_a_service_nothing_is_measured_and_the_page_says_so,
        without("chatsync.site.policies.vendors", tuple),
    ),
    Mutant(
        "pages are measured unasked",
        our_own_pages_tell_nothing_before_a_yes,
        without("chatsync.analytics.context.speed_is_measured", lambda _request: True),
    ),
    Mutant(
        "reports of people who were not asked count",
        our_own_pages_tell_nothing_before_a_yes,
        without("chatsync.analytics.door._demand_consent", lambda _headers, _cookies: None),
    ),
    Mutant(
        "our own pages do not hear signals",
        a_signal_silences_our_own_pages,
        without("chatsync.privacy.consent.signal_of", lambda _request: None),
    ),
    Mutant(
        "a table says whose visit it was",
        a_report_is_joined_with_no_account,
        without("tests.promises.test_cp_4_b.MEASURED", (*MEASURED, ConsentRecord)),
    ),
    Mutant(
        "the cookie of a visit is stored",
        what_joins_a_visit_is_stored_nowhere,
        without("chatsync.analytics.loops.collect.Marks.of", lambda _marks, visit: visit),
    ),
    Mutant(
        "sales look at the figures of speed",
        figures_of_speed_feed_the_speed_views_alone,
        without(
            "tests.architecture.test_speed_readers.product", lambda: iter([*product(), PRYING])
        ),
    ),
)


test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
