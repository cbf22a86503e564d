"""An operator sees how often pages are opened and how many visitors sign up, nothing else."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from chatsync.analytics.actions.views import write_views
from chatsync.analytics.models import Funnel
from chatsync.analytics.tests.test_figures import seen
from chatsync.analytics.tests.traffic import nothing_waits
from chatsync.kit.clock import now
from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.ops.traffic import FILES
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    nothing_waits()
    return operators_browser()


@pytest.fixture
def _views(client: Any) -> None:
    today = now().date()
    seen(today, "/", 12, referrer="search")
    seen(today, "/l/spring", 8, utm_campaign="eid", device="desktop")
    seen(today, "/terms", 3, device="tablet")
    write_views()


def test_an_empty_page_says_what_will_appear(client: Any) -> None:
    page = text_of(client.get("/ops/traffic"))
    assert "Nothing was counted in this time." in page
    assert "<svg class" not in page


@pytest.mark.usefixtures("_views")
def test_views_are_told_by_page_source_campaign_and_device(client: Any) -> None:
    page = text_of(client.get("/ops/traffic"))
    assert "23 views" in page
    for name in ("/l/spring", "Search engines", "eid", "Computer", "Tablet"):
        assert f"<bdi>{name}</bdi>" in page
    assert page.count("&lt;5") >= 2
    assert not re.search(r'<bdi dir="ltr">[1-4]<', page)
    assert page.count("<rect") == 28
    for part in ("page", "referrer", "utm_campaign", "device"):
        assert f"/ops/traffic/{part}.csv?" in page


@pytest.mark.usefixtures("_views")
def test_a_value_is_a_link_that_narrows_the_page_and_is_taken_away_again(client: Any) -> None:
    page = text_of(client.get("/ops/traffic"))
    link = re.search(r'href="(\?[^"]*device=desktop[^"]*)"', page)
    assert link
    narrowed = text_of(client.get(f"/ops/traffic{html.unescape(link[1])}"))
    assert "8 views" in narrowed
    assert "/terms</bdi>" not in narrowed
    assert "show all again" in narrowed
    file = client.get(f"/ops/traffic/page.csv{html.unescape(link[1])}")
    assert file.content.decode().splitlines() == ["page,views,views_before", "/l/spring,8,0"]


@pytest.mark.usefixtures("_views")
def test_a_file_hides_what_the_page_hides_and_is_no_formula(client: Any) -> None:
    seen(now().date(), "=1+1", 9)
    write_views()
    answer = client.get("/ops/traffic/page.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    rows = answer.content.decode().splitlines()
    assert "/terms,<5,0" in rows
    assert "'=1+1,9,0" in rows
    assert client.get("/ops/traffic/visitors.csv").status_code == 404


def test_views_over_time_are_a_file_too_as_they_stand_on_the_page(client: Any) -> None:
    today = now().date()
    seen(today, "/", 12)
    seen(today - timedelta(days=1), "/", 3, device="desktop")
    write_views()
    page = text_of(client.get("/ops/traffic"))
    link = re.search(r'href="(/ops/traffic/days\.csv\?[^"]*)"', page)
    assert link
    rows = client.get(html.unescape(link[1])).content.decode().splitlines()
    assert rows[0] == "begins,views"
    assert rows[-2:] == [f"{today - timedelta(days=1)},<5", f"{today},12"]
    assert len(rows) == 29
    narrowed = client.get("/ops/traffic/days.csv?device=desktop").content.decode()
    assert narrowed.splitlines()[-1] == f"{today},0"


def test_one_to_four_are_told_nowhere(client: Any) -> None:
    """Each number that would be told is between one and four somewhere, and never alone."""
    today, before = now().date(), now().date() - timedelta(days=30)
    few = {"referrer": "social", "utm_source": "meta", "utm_medium": "ad", "utm_campaign": "eid"}
    seen(today, "/", 12)
    seen(today - timedelta(days=3), "/terms", 3, device="tablet", **few)
    seen(before, "/", 12)
    seen(before, "/about", 2, device="desktop")
    write_views()
    reached = {"viewed": 40, "called": 4, "shown": 3, "submitted": 2, "verified": 2, "messaged": 1}
    Funnel.objects.create(day=today, landing="spring", variant="a", **reached)
    page = text_of(client.get("/ops/traffic"))
    assert page.count("&lt;5") >= 13
    assert not re.search(r">\s*[1-4]\s*<", page)
    assert page.count('height="0.0"') == 27, "a day of three views has no bar"
    assert "too few to say" in page
    for part in FILES:
        rows = client.get(f"/ops/traffic/{part}.csv").content.decode().splitlines()[1:]
        numbers = [cell for row in rows for cell in row.split(",")[-8:]]
        assert "<5" in numbers
        assert not {"1", "2", "3", "4", "0.0500"} & set(numbers), part


def test_few_views_are_neither_counted_nor_compared_in_the_headline(client: Any) -> None:
    today = now().date()
    seen(today, "/", 3)
    write_views()
    page = text_of(client.get("/ops/traffic"))
    assert "Fewer than five views" in page
    seen(today, "/", 9)
    seen(today - timedelta(days=30), "/", 4)
    write_views()
    page = text_of(client.get("/ops/traffic"))
    assert "12 views" in page
    assert "than in the time before" not in page
    seen(today - timedelta(days=30), "/", 4)
    write_views()
    assert "12 views, 50.0 % more than in the time before" in text_of(client.get("/ops/traffic"))


def test_sign_up_rates_have_bands_and_variants_are_compared(client: Any) -> None:
    for variant, verified in (("a", 20), ("b", 60)):
        Funnel.objects.create(
            day=now().date(), landing="spring", variant=variant, viewed=200, verified=verified
        )
    seen(now().date(), "/l/spring", 400)
    write_views()
    page = text_of(client.get("/ops/traffic"))
    said = "Variant B leads to more sign-ups: of 100 views, between 12.3 and 27.5 more than the"
    assert said in page
    assert "10.0 %" in page
    assert '<bdi dir="ltr">6.6 %</bdi> to <bdi dir="ltr">14.9 %</bdi>' in page
    assert page.count('class="band"') == 2
    rows = client.get("/ops/traffic/sign-ups.csv").content.decode().splitlines()
    assert rows[1] == "spring,a,200,0,0,0,20,0,0.1000,0.0657,0.1494,"


def test_sign_up_rates_are_compared_with_the_time_before(client: Any) -> None:
    today = now().date()
    for day, verified in ((today, 20), (today - timedelta(days=28), 30)):
        Funnel.objects.create(
            day=day, landing="spring", variant="a", viewed=200, verified=verified, campaign="eid"
        )
    Funnel.objects.create(day=today, landing="spring", variant="b", viewed=200, verified=20)
    few = {"landing": "spring", "variant": "b", "viewed": 200, "verified": 4}
    Funnel.objects.create(day=today - timedelta(days=28), **few)
    seen(today, "/l/spring", 400)
    write_views()
    page = text_of(client.get("/ops/traffic"))
    assert page.count('<bdi dir="ltr">15.0 %</bdi>') == 1
    rows = client.get("/ops/traffic/sign-ups.csv").content.decode().splitlines()
    assert rows[0].endswith(",rate,low,high,rate_before")
    assert [row.split(",")[-1] for row in rows[1:]] == ["0.1500", ""], "few are not told before"
    rows = client.get("/ops/traffic/sign-ups.csv?utm_campaign=other").content.decode().splitlines()
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("verified", "said"),
    [
        ((60, 20), "Variant A leads to more sign-ups: of 100 views, between 12.3 and 27.5 more"),
        ((20, 24), "B leads to between 4.2 sign-ups fewer and 8.3 more than A."),
        ((4, 24), "Too few sign-ups to compare the variants."),
    ],
)
def test_what_two_variants_come_to_is_said_in_sign_ups(
    client: Any, verified: tuple[int, int], said: str
) -> None:
    for variant, count in zip("ab", verified, strict=True):
        Funnel.objects.create(
            day=now().date(), landing="spring", variant=variant, viewed=200, verified=count
        )
    seen(now().date(), "/l/spring", 400)
    write_views()
    assert said in text_of(client.get("/ops/traffic"))


def test_large_numbers_are_grouped_for_people_and_bare_in_files(client: Any) -> None:
    seen(now().date(), "/", 1_234_567)
    write_views()
    page = text_of(client.get("/ops/traffic"))
    assert "1,234,567 views" in page
    assert "Highest: <bdi>1,234,567</bdi>" in page
    assert "/,1234567,0" in client.get("/ops/traffic/page.csv").content.decode().splitlines()


def test_a_file_holds_every_row_and_the_page_says_when_it_does_not(client: Any) -> None:
    for number in range(205):
        seen(now().date(), f"/l/page-{number}", 5)
    write_views()
    assert client.get("/ops/traffic/page.csv").content.decode().count("/l/page-") == 205
    page = text_of(client.get("/ops/traffic"))
    assert page.count("<bdi>/l/page-") == 100
    assert "The first hundred are shown; the file has all." in page


def test_days_older_than_what_is_kept_are_compared_with_nothing(client: Any) -> None:
    today = now().date()
    seen(today, "/", 30)
    seen(today - timedelta(days=600), "/", 10)
    write_views()
    page = text_of(client.get(f"/ops/traffic?from={today - timedelta(days=400)}&to={today}"))
    assert "30 views" in page
    assert "more than in the time before" not in page
    assert "older than what is kept" in page
    assert "older than what is kept" not in text_of(client.get("/ops/traffic"))
    page = text_of(client.get(f"/ops/traffic?from={today - timedelta(days=800)}&to={today}"))
    assert "Some of these days are older than what is kept, and look empty." in page


def test_days_that_are_not_over_are_said(client: Any) -> None:
    before = now().date() - timedelta(days=1)
    assert "These days are not over" in text_of(client.get("/ops/traffic"))
    over = text_of(client.get(f"/ops/traffic?from={before}&to={before}"))
    assert "These days are not over" not in over


@pytest.mark.usefixtures("_views")
def test_every_table_says_what_it_cannot_know(client: Any) -> None:
    Funnel.objects.create(day=now().date(), landing="spring", variant="a", viewed=200)
    page = text_of(client.get("/ops/traffic"))
    sections = page.split("<section")[2:]
    with_tables = [section for section in sections if "<table" in section]
    assert len(with_tables) == 6
    assert all("cannot know" in section for section in with_tables)


@pytest.mark.usefixtures("_views")
@pytest.mark.parametrize(
    "query", ["from=x&to=y", "from=2026-02-01&to=2026-01-01", "from=2026-01-01"]
)
def test_days_that_cannot_be_are_said_and_four_weeks_are_shown(client: Any, query: str) -> None:
    page = text_of(client.get(f"/ops/traffic?{query}"))
    assert "These days cannot be read" in page
    assert client.get(f"/ops/traffic/page.csv?{query}").status_code == 404, "no other days instead"
    assert "23 views" in page


@pytest.mark.usefixtures("_views")
def test_strange_filters_find_nothing_and_are_words(client: Any) -> None:
    page = text_of(client.get("/ops/traffic?page=%3Cscript%3Ego()%3C/script%3E%00&device=watch"))
    assert "<script>go" not in page
    assert "Nothing was counted" in page


@pytest.mark.usefixtures("_views")
def test_the_page_speaks_urdu(client: Any) -> None:
    client.cookies["__Host-cs_locale"] = "ur"
    page = text_of(client.get("/ops/traffic"))
    assert is_in_urdu(page)
    assert not re.search(r"Traffic|Views|Pages|Search engines|Compared|Devices", page)
