"""No page says anything twice, skips a heading or asks without a name (WCAG 1.3.1, 4.1.2)."""

from collections.abc import Iterator
from typing import Any

import pytest

from chatsync.config import wiring
from chatsync.ops.tests.stand import operators_browser
from chatsync.site.tests.stand import Browser
from tests.promises.pages import answers_to_an_owner, answers_to_somebody_new, pages
from tests.support.lessons import demand_none
from tests.support.markup import faults_of

assert wiring.__doc__, "pages are drawn as the product runs"


def _documents(answers: Iterator[tuple[str, Any]]) -> dict[str, str]:
    return {
        path: answer.content.decode()
        for path, answer in answers
        if not answer.streaming and answer.content and "html" in answer.headers["Content-Type"]
    }


def _answers_to_an_operator() -> Iterator[tuple[str, Any]]:
    browser = operators_browser()
    for route in pages():
        if route.text.startswith("ops"):
            path = route.address("org_" + "0" * 32)
            yield path, browser.get(path)


@pytest.mark.parametrize(
    ("answers", "least"),
    [(answers_to_somebody_new, 40), (answers_to_an_owner, 30), (_answers_to_an_operator, 20)],
)
def test_the_markup_of_every_page_is_sound(db: None, answers: Any, least: int) -> None:
    found = _documents(answers())
    assert len(found) >= least, "this test saw too few pages"
    demand_none(
        (
            f"{path}: {fault}"
            for path, page in found.items()
            if 'id="root"' not in page
            for fault in faults_of(page)
        ),
        "Browsers repair this silently, and screen readers read something else.",
    )


def test_the_check_sees_what_is_wrong() -> None:
    page = """<h1 id="a">A</h1><h3 id="a">B</h3><input type="text" type="tel" name="x">
    <time datetime="2026-11-30T08:05:25.483227+00:00">today</time>"""
    assert [fault.partition(":")[0] for fault in faults_of(page)] == [
        "<input> says type twice",
        "<time> with more than milliseconds",
        "the id a stands 2 times",
        "h3 follows h1",
        "a field without a name",
    ]


@pytest.mark.parametrize("path", ["/cookies/receipt", "/ur/cookies/wipe", "/preferences/theme"])
def test_an_address_that_only_takes_a_form_says_so(db: None, path: str) -> None:
    answer = Browser().open(path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert '<a class="button primary"' in answer.content.decode()


def test_a_phone_number_is_asked_for_with_a_phones_keyboard(db: None) -> None:
    page = _documents(answers_to_somebody_new())["/signup"]
    assert page.count('type="tel"') == 1
    assert '<input type="tel" name="phone"' in page
