import pytest

from chatsync.channels.whatsapp.error_table import ROWS
from chatsync.channels.whatsapp.errors import TABLE, advise

NAMED = (
    "0 190 3 10 131005 1 2 131000 131016 133004 4 80007 33 100 131008 131009 135000 368 131031 "
    "130403 130429 130472 130497 131021 131026 131030 131037 131042 131045 133006 133010 131047 "
    "131048 131049 131050 131051 131060 131052 131053 131055 131063 134100 134101 134102 131056 "
    "131057 131062 131064 132000 132012 132018 132001 132005 132007 132015 132016 132068 132069 "
    "133005 133008 133009 133015 133016 137000 2388019 2388040 2388047 2388073 2388293 2388299 "
    "2494100 2593107 2593108 2593109"
)


def test_every_code_the_reference_names_has_advice() -> None:
    missing = [code for code in (*map(int, NAMED.split()), *range(200, 300)) if code not in TABLE]
    assert missing == []


def test_no_code_stands_in_two_rows() -> None:
    assert sum(len(row.codes) for row in ROWS) == len(TABLE)


def test_only_what_meta_surely_did_not_do_is_repeated() -> None:
    assert {code for code, advice in TABLE.items() if advice.kind == "retry"} == {
        4, 80007, 130429, 131056,
    }  # fmt: skip


@pytest.mark.parametrize("code", [1, 2, 131000, 131016, 133004])
def test_what_may_have_gone_out_stays_unknown_even_if_transient(code: int) -> None:
    assert advise(code).kind == "unknown"
    assert advise(code, is_transient=True).kind == "unknown"


def test_every_waiting_kind_says_how_long() -> None:
    assert all(
        (advice.wait_s > 0) == (advice.kind in {"retry", "wait"}) for advice in TABLE.values()
    )


def test_marketing_held_back_waits_a_day() -> None:
    assert advise(131049).wait_s >= 24 * 3_600


@pytest.mark.parametrize("code", [0, 190, 10, 200, 299, 131005, 131031, 131042, 133010])
def test_trouble_of_the_whole_number_holds_it(code: int) -> None:
    assert advise(code).holds_number


def test_a_closed_window_is_closed_here_too_and_holds_nothing() -> None:
    advice = advise(131047)
    assert (advice.closes_window, advice.holds_number) == (True, False)
    assert [code for code, a in TABLE.items() if a.closes_window] == [131047]


@pytest.mark.parametrize("code", [132015, 132016])
def test_a_paused_template_is_held_and_synced(code: int) -> None:
    assert (advise(code).holds_template, advise(code).template_sync) == (True, True)


def test_an_unknown_code_is_permanent_unless_transient() -> None:
    assert advise(999_999).kind == "permanent"
    assert (advise(999_999, is_transient=True).kind, advise(None).kind) == ("wait", "permanent")


def test_a_failure_without_code_is_told_by_its_http_status() -> None:
    kinds = {status: advise(None, http_status=status).kind for status in (400, 401, 429, 500, 503)}
    assert kinds == {
        400: "permanent", 401: "permanent", 429: "retry", 500: "unknown", 503: "unknown",
    }  # fmt: skip
    assert advise(None, http_status=401).holds_number


def test_texts_are_short_sentences_that_say_what_to_do() -> None:
    for row in ROWS:
        assert len(row.title) <= 70
        assert len(row.advice) <= 100
        assert row.advice.endswith(".")
        assert not row.title.endswith(".")
