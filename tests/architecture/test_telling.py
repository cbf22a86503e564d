"""What the server logs, counts and calls is what chatsync/privacy/streams.py declares."""

import re
from pathlib import Path

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.analytics.models import BeaconBatch, Funnel, OpenSitting, PageCount, SpeedSum
from chatsync.channels.whatsapp import client as graph
from chatsync.privacy.log_lines import FIELDS, LINES
from chatsync.privacy.models import CspReport
from chatsync.privacy.streams import (
    COUNTS,
    DOWNLOAD_HOST,
    MAIL,
    META,
    METRICS,
    OUTBOUND,
    OWN_MACHINE,
    REPORTS,
    SPEED,
    Stream,
)
from tests.architecture.telling import can_call_out, log_lines
from tests.support.lessons import demand_none
from tests.support.source import product, read_source


def test_every_log_line_is_declared_with_its_fields() -> None:
    written = [(source.name, *line) for source in product() for line in log_lines(source)]
    assert len(written) > 30, "this test saw too few log lines"
    demand_none(
        (
            f"{name}: {event} {sorted(fields)}"
            for name, event, fields in written
            if not fields <= LINES.get(event, frozenset()) or event not in LINES
        ),
        "Declare the line and its fields in chatsync/privacy/log_lines.py: the policy page says "
        "what is logged. Never log what people wrote, their names, numbers or addresses.",
    )
    gone = set(LINES) - {event for _name, event, _fields in written}
    demand_none(gone, "chatsync/privacy/log_lines.py declares lines that nothing writes.")


def test_every_field_of_a_log_line_is_explained() -> None:
    assert set(FIELDS) == set().union(*LINES.values())


def test_only_declared_files_can_call_out() -> None:
    declared = {file for outbound in OUTBOUND for file in outbound.files} | set(OWN_MACHINE)
    calling = {source.name for source in product() if can_call_out(source)}
    demand_none(
        calling - declared,
        "A file that opens connections belongs into OUTBOUND of chatsync/privacy/streams.py, "
        "with the hosts it calls and what they are sent.",
    )
    assert declared <= calling, "streams.py names files that call nobody"


@pytest.mark.parametrize(
    "text",
    [
        "import requests",
        "import http.client",
        "from urllib import request",
        "from smtplib import SMTP",
        "import sentry_sdk",
        "async def go(): await asyncio.open_connection('a', 1)",
    ],
)
def test_a_way_out_is_noticed(text: str) -> None:
    assert can_call_out(read_source(Path("x.py"), text))


@pytest.mark.parametrize("text", ["from urllib.parse import urlsplit", "import http.cookies"])
def test_reading_an_address_is_no_way_out(text: str) -> None:
    assert not can_call_out(read_source(Path("x.py"), text))


def test_a_log_line_made_from_what_came_in_is_noticed() -> None:
    source = read_source(Path("x.py"), "_log.info(text)\n_log.warning('x', **given)")
    assert list(log_lines(source)) == [("?", frozenset()), ("x", frozenset({"**"}))]


def test_the_hosts_of_meta_and_mail_are_those_of_the_settings(settings: Settings) -> None:
    settings.GRAPH_URL, settings.EMAIL_URL = "https://graph.example", "smtps://a:b@mail.example"
    assert META.hosts() == ("graph.example", DOWNLOAD_HOST)
    assert MAIL.hosts() == ("mail.example",)
    assert graph._DOWNLOAD_HOST.host == DOWNLOAD_HOST


def test_every_figure_is_declared(db: None) -> None:
    told = Client().get("/metrics").content.decode()
    assert set(re.findall(r"^# TYPE (\S+)", told, re.MULTILINE)) == set(METRICS.fields)


@pytest.mark.parametrize(
    ("stream", "models"),
    [(COUNTS, (PageCount, Funnel)), (SPEED, (BeaconBatch, OpenSitting, SpeedSum))],
    ids=["counts", "speed"],
)
def test_counts_keep_the_declared_fields_alone(
    stream: Stream, models: tuple[type[Model], ...]
) -> None:
    names = {field.name for model in models for field in model._meta.get_fields()}
    assert names - {"pk", "id"} == set(stream.fields)


def test_reports_keep_the_declared_fields_alone() -> None:
    names = {field.name for field in CspReport._meta.get_fields()}
    assert names - {"id"} == set(REPORTS.fields)
