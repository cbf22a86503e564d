"""CP-1.1: the public website, the landing pages and the dashboard portal are covered."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chatsync.audit.browser import Cookie, Sent
from chatsync.audit.declared import Registry, Seen, State
from chatsync.privacy.middleware import StorageGuard
from chatsync.privacy.published import published_registry
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


def the_audit_names_what_is_not_declared() -> None:
    registry = Registry(published_registry(), SITE)
    session = Cookie("__Host-cs_session", "chat.example", "/", True, True, "Strict", None)
    page = Seen(f"{SITE}/login", (session,), (), (Sent(f"{SITE}/login"),))
    assert list(registry.faults(State.FIRST, (), page)) == []
    for broken in (
        replace(page, cookies=(replace(session, http_only=False),)),
        replace(page, items=(("local storage", "theme"),)),
        replace(page, sent=(Sent("https://pixel.example/p.gif"),)),
    ):
        assert list(registry.faults(State.FIRST, (), broken)) != [], broken


def _unguarded(guard: StorageGuard, request: Any) -> Any:
    answer = guard.get_response(request)
    answer.set_cookie("messages", "x")
    return answer


SITE = "https://chat.example"
_call: Callable[..., Any] = _unguarded
PROOFS = (
    every_page_sets_and_loads_only_what_is_declared,
    the_audit_names_what_is_not_declared,
)
MUTANTS = (
    Mutant(
        "the guard is gone and a library sets a cookie",
        every_page_sets_and_loads_only_what_is_declared,
        without("chatsync.privacy.middleware.StorageGuard.__call__", _call),
    ),
    Mutant(
        "the audit overlooks flags",
        the_audit_names_what_is_not_declared,
        without("chatsync.audit.declared._shape", lambda _entry, _cookie: iter(())),
    ),
    Mutant(
        "the audit overlooks other hosts",
        the_audit_names_what_is_not_declared,
        without("chatsync.audit.declared.Registry._of_request", lambda *_asked: iter(())),
    ),
    Mutant(
        "the audit takes every entry for every item",
        the_audit_names_what_is_not_declared,
        without("chatsync.audit.declared.Entry.covers", lambda *_asked: True),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
