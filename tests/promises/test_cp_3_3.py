"""CP-3.3: landing traffic is analysed to measure signup rates, by counting plain requests."""

from os import urandom

from django.apps import apps
from django.test import override_settings

from chatsync.analytics.models import PageCount, SignUpOrigin
from chatsync.analytics.tests import test_counting as counting
from chatsync.analytics.tests import test_funnel as funnel
from chatsync.analytics.tests.make import a_landing, block
from chatsync.analytics.tests.traffic import Guest, counted, nothing_waits
from tests.promises.proving import Mutant, Proof, checks, without

_ABOUT_PEOPLE = ("address", "agent", "person", "account", "visit", "session", "workspace", "token")
_KEPT_WITH_ACCOUNTS = {"workspace_id"}
"""Of SignUpOrigin alone: what it says is sealed, and erased with the first message."""


def a_visitor_is_counted_and_nothing_is_kept_in_their_browser() -> None:
    nothing_waits()
    guest = Guest()
    guest.come("/")
    assert counted() == {("/",): 1}
    assert not guest.cookies


def whoever_forbids_it_is_not_counted() -> None:
    for header in ("DNT", "Sec_GPC"):
        nothing_waits()
        counting.test_nobody_is_counted_who_is_no_visitor_or_forbids_it({header: "1"})


def the_counts_know_nobody() -> None:
    names = {
        field.name
        for model in apps.get_app_config("analytics").get_models()
        for field in model._meta.get_fields()
    }
    assert {field.name for field in PageCount._meta.get_fields()} <= names
    told = names - _KEPT_WITH_ACCOUNTS
    assert not [name for name in told if any(word in name for word in _ABOUT_PEOPLE)]
    assert {field.name for field in SignUpOrigin._meta.get_fields()} == {
        "workspace_id", "sealed", "at",
    }  # fmt: skip


def a_link_for_one_person_counts_as_any_other() -> None:
    nothing_waits()
    counting.test_only_listed_words_of_a_link_are_counted_as_they_stand()


def a_sign_up_is_counted_for_its_landing_page_once() -> None:
    _with_a_page(funnel.test_each_step_is_counted_for_the_page_variant_campaign_and_day)


def a_reload_raises_no_rate() -> None:
    _with_a_page(
        funnel.test_a_view_is_counted_once_at_each_step_however_often_it_is_reloaded,
    )


def a_signal_leaves_somebody_out_of_every_step() -> None:
    _with_a_page(lambda: funnel.test_whoever_forbids_it_is_left_out_of_every_step({"Sec_GPC": "1"}))


def where_an_account_came_from_is_erased() -> None:
    _with_a_page(
        funnel.test_the_origin_is_sealed_until_the_first_message_and_no_longer_than_thirty_days
    )


def _with_a_page(proof: Proof) -> None:
    nothing_waits()
    a_landing("spring", block("hero"))
    with override_settings(ACCOUNT_RATE_LIMITS={}):
        proof()


class _Config:
    def get_models(self) -> list[object]:
        return [_Model]


class _Field:
    name = "visitor_address"


class _Model:
    class _meta:  # noqa: N801  as Django names it
        get_fields = staticmethod(lambda: [*PageCount._meta.get_fields(), _Field])


PROOFS = (
    a_visitor_is_counted_and_nothing_is_kept_in_their_browser,
    whoever_forbids_it_is_not_counted,
    the_counts_know_nobody,
    a_link_for_one_person_counts_as_any_other,
    a_sign_up_is_counted_for_its_landing_page_once,
    a_reload_raises_no_rate,
    a_signal_leaves_somebody_out_of_every_step,
    where_an_account_came_from_is_erased,
)
MUTANTS = (
    Mutant(
        "views get lost",
        a_visitor_is_counted_and_nothing_is_kept_in_their_browser,
        without("chatsync.analytics.middleware.is_counted", lambda _request: False),
    ),
    Mutant(
        "signals are ignored",
        whoever_forbids_it_is_not_counted,
        without("chatsync.analytics.navigation.signal_of", lambda _request: None),
    ),
    Mutant(
        "a table of the room holds an address",
        the_counts_know_nobody,
        without("tests.promises.test_cp_3_3.apps.get_app_config", lambda _label: _Config()),
    ),
    Mutant(
        "every word of a link is kept",
        a_link_for_one_person_counts_as_any_other,
        without("chatsync.analytics.campaigns.OTHER", "for-bilal-alone"),
    ),
    Mutant(
        "a sign-up forgets its landing page",
        a_sign_up_is_counted_for_its_landing_page_once,
        without("chatsync.site.views.sign_up.origin_of", lambda _request, _via: None),
    ),
    Mutant(
        "every reload counts",
        a_reload_raises_no_rate,
        without("chatsync.analytics.tickets.Ticket.mark", lambda _ticket, _step: urandom(16)),
    ),
    Mutant(
        "the sign-up ignores signals",
        a_signal_leaves_somebody_out_of_every_step,
        without("chatsync.analytics.navigation.signal_of", lambda _request: None),
    ),
    Mutant(
        "the first message erases nothing",
        where_an_account_came_from_is_erased,
        without("chatsync.site.arrivals.note_first_message", lambda _workspace: None),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
