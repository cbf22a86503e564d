"""CP-1.3: we are upfront about telemetry."""

from pathlib import Path

from django.test import Client

from chatsync.privacy.log_lines import LINES
from chatsync.privacy.retention import RETENTION
from chatsync.privacy.streams import OUTBOUND, REPORT_DAYS, STREAMS
from chatsync.site.policies import COOKIES, words_of
from tests.architecture import test_telling as telling
from tests.promises.proving import Mutant, checks, without
from tests.support.source import product, read_source


def every_log_line_is_declared() -> None:
    telling.test_every_log_line_is_declared_with_its_fields()


def only_declared_files_call_out() -> None:
    telling.test_only_declared_files_can_call_out()


def every_figure_is_declared() -> None:
    telling.test_every_figure_is_declared(None)


def reports_are_kept_as_long_as_said() -> None:
    assert [line.keeps.days for line in RETENTION if line.name == "faults"] == [REPORT_DAYS]


def the_policy_prints_streams_and_hosts() -> None:
    words = words_of(COOKIES, "en")
    fields = [field for stream in STREAMS for field in stream.fields]
    hosts = [host for outbound in OUTBOUND for host in outbound.hosts()]
    assert all(word in words for word in (*fields, *hosts))
    assert Client().get("/cookies").status_code == 200


PROOFS = (
    every_log_line_is_declared,
    only_declared_files_call_out,
    every_figure_is_declared,
    reports_are_kept_as_long_as_said,
    the_policy_prints_streams_and_hosts,
)
CALLS_HOME = read_source(
    Path(telling.__file__).parents[2] / "chatsync/kit/home.py", "import sentry_sdk"
)
MUTANTS = (
    Mutant(
        "a log line is not declared",
        every_log_line_is_declared,
        without("tests.architecture.test_telling.LINES", {**LINES, "signed_in": frozenset()}),
    ),
    Mutant(
        "the product reports to its makers",
        only_declared_files_call_out,
        without("tests.architecture.test_telling.product", lambda: [*product(), CALLS_HOME]),
    ),
    Mutant(
        "a figure is not declared",
        every_figure_is_declared,
        without("chatsync.config.health._BACKLOGS", ()),
    ),
    Mutant(
        "reports are kept for longer",
        reports_are_kept_as_long_as_said,
        without("tests.promises.test_cp_1_3.RETENTION", ()),
    ),
    Mutant(
        "the page leaves a host out",
        the_policy_prints_streams_and_hosts,
        without("chatsync.privacy.streams.OUTBOUND", OUTBOUND[1:]),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
