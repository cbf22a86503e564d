"""An operator sees how fast pages are where people agreed, and nothing that speaks of one."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from chatsync.analytics.actions.speed import keep_batch, sum_up
from chatsync.analytics.models import SpeedSum
from chatsync.analytics.tests.measured import batch
from chatsync.analytics.tests.test_speed_sums import line
from chatsync.analytics.tests.traffic import nothing_waits
from chatsync.kit.clock import moved
from chatsync.ops.speed import PARTS, duration
from chatsync.ops.tests.stand import operators_browser, text_of
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    nothing_waits()
    return operators_browser()


def measured(times: int, page: str = "/", device: str = "phone", **more: Any) -> None:
    keep_batch(batch(*(line(page, device, **more) for _ in range(times))))
    sum_up()


@pytest.fixture
def _views(client: Any) -> None:
    measured(12, l=2200, f=900, t=300, i=80, x=20, e=["picture", 20])
    measured(8, "/pricing", "desktop", l=4800, c=[["sign-in", 450, False], ["sign-in", -1, True]])
    measured(3, "/terms", "tablet", l=9000)


def test_an_empty_page_says_what_will_appear(client: Any) -> None:
    page = text_of(client.get("/ops/speed"))
    assert "Nothing was measured in this time." in page
    assert "<svg class" not in page


def test_where_it_is_switched_off_the_page_says_so(client: Any, settings: Any) -> None:
    settings.OWN_MEASURING = False
    assert "Measuring is switched off" in text_of(client.get("/ops/speed"))


@pytest.mark.usefixtures("_views")
def test_vitals_are_told_with_their_bands_by_page_and_by_device(client: Any) -> None:
    page = text_of(client.get("/ops/speed"))
    assert "Three of four views show their main content within 4.7 s (23 measured views)" in page
    for name in ("/pricing", "Phone", "Computer", "Good", "Poor", "picture", "sign-in"):
        assert name in page
    assert "<bdi>1.5 min</bdi>" in page.replace("\n", ""), "time lost to loading, all together"
    rows = client.get("/ops/speed/vitals.csv").content.decode().splitlines()
    assert rows[0] == "vital,unit,p75,p75_before,views,good,between,poor"
    assert rows[1] == "lcp,ms,4656,-,23,52.2 %,0.0 %,47.8 %"


@pytest.mark.usefixtures("_views")
def test_what_has_no_unit_is_told_in_files_as_on_the_page(client: Any) -> None:
    assert "<bdi>0.02</bdi>" in text_of(client.get("/ops/speed"))
    files = {
        part: client.get(f"/ops/speed/{part}.csv").content.decode().splitlines()
        for part in ("vitals", "pages", "parts")
    }
    assert files["vitals"][3].startswith("cls,score,0.02,-,12,")
    assert files["pages"][0] == ("page,views,views_before,lcp_ms,inp_ms,cls,fcp_ms,ttfb_ms,lost_ms")
    assert files["pages"][1].split(",")[:6] == ["/", "12", "0", "2400", "96", "0.02"]
    assert files["parts"][0].endswith(",by_p75")
    assert files["parts"][1].endswith(",0.02")


def test_the_page_says_how_exact_it_is_and_that_first_pages_are_unknown(client: Any) -> None:
    page = text_of(client.get("/ops/speed"))
    assert "only as exact as the stretch that it lies in, one of sixteen" in page
    assert "Whoever is new is asked on their first page" in page


@pytest.mark.usefixtures("_views")
def test_small_counts_are_hidden_on_the_page_and_in_every_file(client: Any) -> None:
    page = text_of(client.get("/ops/speed"))
    assert page.count("&lt;5") >= 2
    assert not re.search(r'<bdi dir="ltr">[1-4]<', page)
    rows = client.get("/ops/speed/pages.csv").content.decode().splitlines()
    assert "/terms,<5,0,-,-,-,-,-,-" in rows
    for part in PARTS:
        file = client.get(f"/ops/speed/{part}.csv")
        assert file["Content-Type"] == "text/csv; charset=utf-8"
        assert file["Cache-Control"] == "private, no-store"
        assert f"/ops/speed/{part}.csv?" in page or part == "visits"
    assert client.get("/ops/speed/people.csv").status_code == 404


def test_what_was_measured_fewer_than_five_times_is_told_nowhere(client: Any) -> None:
    known: dict[str, Any] = {"l": 2200, "f": 900, "t": 300, "i": 80, "x": 20, "e": ["picture", 20]}
    presses = [["sign-in", 450, True], ["sign-in", -1, False]]
    with moved(timedelta(days=-30)):
        measured(3, **known, visit="b" * 22)
    measured(2, **known, c=presses)
    with moved(timedelta(days=-1, minutes=-40)):
        measured(2, device="desktop", **known, visit="c" * 22)
    with moved(timedelta(minutes=40)):
        sum_up()
    page = text_of(client.get("/ops/speed"))
    assert "Fewer than five measured views" in page
    assert "Too few visits to say how long they are" in page
    assert not re.search(r">\s*[1-4]\s*<", page)
    assert not re.search(r"<bdi>[\d.]+ (ms|s|min)<", page), "no time is made of so few"
    assert len(re.findall(r'height="(?!0\.0)[\d.]+"><title>', page)) == 0
    assert set(re.findall(r'<rect x="0" y="0" width="([\d.]+)"', page)) == {"0.0"}
    for part in PARTS:
        rows = client.get(f"/ops/speed/{part}.csv").content.decode().splitlines()[1:]
        named = 2 if part in {"buttons", "vitals"} else 1
        told = {cell for row in rows for cell in row.split(",")[named:]}
        assert told - {"picture"} <= {"<5", "-", "0"}, part
        assert "<5" in told, part


def test_a_band_of_few_views_is_told_neither_by_its_share_nor_by_its_width(client: Any) -> None:
    measured(20, l=900)
    measured(3, l=9000)
    rows = client.get("/ops/speed/vitals.csv").content.decode().splitlines()
    assert rows[1] == "lcp,ms,931,-,23,87.0 %,0.0 %,<5"
    assert '<rect class="poor" x="86.96" y="0" width="0.0"' in text_of(client.get("/ops/speed"))


@pytest.mark.usefixtures("_views")
def test_a_page_or_device_is_a_link_that_narrows_everything_and_is_taken_away(
    client: Any,
) -> None:
    page = text_of(client.get("/ops/speed"))
    link = re.search(r'href="(\?[^"]*device=desktop[^"]*)"', page)
    assert link
    address = html.unescape(link[1])
    narrowed = text_of(client.get(f"/ops/speed{address}"))
    assert "8 measured views" in narrowed
    assert "/terms</bdi>" not in narrowed
    assert "sign-in" in narrowed
    assert "show all again" in narrowed
    rows = client.get(f"/ops/speed/pages.csv{address}").content.decode().splitlines()
    assert [row.split(",")[0] for row in rows] == ["page", "/pricing"]
    one_page = text_of(client.get("/ops/speed?page=/pricing"))
    assert "8 measured views" in one_page
    assert "A visit has many pages" in one_page


@pytest.mark.usefixtures("_views")
def test_buttons_tell_how_long_they_took_and_who_pressed_again(client: Any) -> None:
    rows = client.get("/ops/speed/buttons.csv").content.decode().splitlines()
    assert rows[1] == "/pricing,sign-in,16,0,8,8,475"


def test_visits_are_told_by_how_long_they_were_used(client: Any) -> None:
    keep_batch(batch(*(line(visit=f"{n:022d}") for n in range(10))))
    sum_up()
    with moved(timedelta(minutes=40)):
        sum_up()
    page = text_of(client.get("/ops/speed"))
    assert "Half of all visits are used for less than" in page
    rows = client.get("/ops/speed/visits.csv").content.decode().splitlines()
    assert rows[:2] == ["up_to_ms,visits", "5000,10"]
    assert page.count('<rect x="0" y="0" width="100.0"') == 1, "the bar stands beside its count"


def test_a_file_holds_every_row(client: Any) -> None:
    keep_batch(batch(*(line(f"/l/page-{n}", c=[["sign-in", 9, False]]) for n in range(205))))
    sum_up()
    for part in ("pages", "buttons"):
        assert client.get(f"/ops/speed/{part}.csv").content.decode().count("/l/page-") == 205
    assert "The first twenty are shown" in text_of(client.get("/ops/speed"))


@pytest.mark.usefixtures("_views")
def test_every_table_says_what_it_cannot_know(client: Any) -> None:
    with moved(timedelta(minutes=40)):
        sum_up()
    sections = [it for it in text_of(client.get("/ops/speed")).split("<section") if "<table" in it]
    assert len(sections) == 7
    assert all("cannot" in section for section in sections)


def test_the_time_before_is_compared(client: Any) -> None:
    with moved(timedelta(days=-30)):
        measured(6, l=900)
    measured(6, l=3000)
    rows = client.get("/ops/speed/vitals.csv").content.decode().splitlines()
    assert rows[1].startswith("lcp,ms,3100,875,6,")
    assert SpeedSum.objects.exists()


@pytest.mark.usefixtures("_views")
@pytest.mark.parametrize("query", ["from=x&to=y", "from=2026-02-01&to=2026-01-01"])
def test_days_that_cannot_be_are_said_and_four_weeks_are_shown(client: Any, query: str) -> None:
    page = text_of(client.get(f"/ops/speed?{query}"))
    assert "These days cannot be read" in page
    assert client.get(f"/ops/speed/pages.csv?{query}").status_code == 404, "no other days instead"
    assert "23 measured views" in page


@pytest.mark.usefixtures("_views")
def test_strange_filters_find_nothing_and_are_words(client: Any) -> None:
    page = text_of(client.get("/ops/speed?page=%3Cscript%3Ego()%3C/script%3E%00"))
    assert "<script>go" not in page
    assert "Nothing was measured" in page


@pytest.mark.usefixtures("_views")
def test_the_page_speaks_urdu(client: Any) -> None:
    client.cookies["__Host-cs_locale"] = "ur"
    page = text_of(client.get("/ops/speed"))
    assert is_in_urdu(page)
    assert not re.search(r"Speed|Views|Pages|Buttons|Compared|Devices|Good|Poor", page)


def test_a_span_is_as_exact_as_it_is_useful() -> None:
    spans = [duration(ms) for ms in (12, 2345, 90_000, 7_200_000)]
    assert spans == ["12 ms", "2.3 s", "1.5 min", "2.0 h"]
