"""CP-1.1: the public website, the landing pages and the dashboard portal are covered."""

from collections.abc import Callable
from typing import Any

from chatsync.privacy.middleware import StorageGuard
from chatsync.privacy.registry import COOKIES
from tests.promises.pages import (
    answers_to_an_owner,
    answers_to_somebody_new,
    loaded_from_elsewhere,
)
from tests.promises.proving import Mutant, checks, without


def every_page_sets_and_loads_only_what_is_declared() -> None:
    seen = [*answers_to_somebody_new(), *answers_to_an_owner()]
    assert len(seen) > 80
    for path, answer in seen:
        assert set(answer.cookies) <= set(COOKIES), path
        assert loaded_from_elsewhere(answer) == [], path


def _unguarded(guard: StorageGuard, request: Any) -> Any:
    answer = guard.get_response(request)
    answer.set_cookie("messages", "x")
    return answer


_call: Callable[..., Any] = _unguarded
PROOFS = (every_page_sets_and_loads_only_what_is_declared,)
MUTANTS = (
    Mutant(
        "the guard is gone and a library sets a cookie",
        every_page_sets_and_loads_only_what_is_declared,
        without("chatsync.privacy.middleware.StorageGuard.__call__", _call),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
