"""CP-3.3: landing traffic is analysed to measure signup rates, by counting plain requests."""

from django.apps import apps
from django.test import Client

from chatsync.analytics.models import PageCount
from chatsync.analytics.tests import test_counting as counting
from chatsync.analytics.tests.traffic import Guest, counted, nothing_waits
from tests.promises.proving import Mutant, checks, without
from tests.tenancy.routes import routes

_ABOUT_PEOPLE = ("address", "agent", "person", "account", "visit", "session", "workspace", "token")


def there_is_no_landing_page() -> None:
    assert not [route.text for route in routes() if route.text.startswith(("l/", "ur/l/"))]
    assert Client().get("/l/spring").status_code == 404


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
    assert not [name for name in names if any(word in name for word in _ABOUT_PEOPLE)]


def a_link_for_one_person_counts_as_any_other() -> None:
    nothing_waits()
    counting.test_only_listed_words_of_a_link_are_counted_as_they_stand()


class _Config:
    def get_models(self) -> list[object]:
        return [_Model]


class _Field:
    name = "visitor_address"


class _Model:
    class _meta:  # noqa: N801  as Django names it
        get_fields = staticmethod(lambda: [*PageCount._meta.get_fields(), _Field])


PROOFS = (
    there_is_no_landing_page,
    a_visitor_is_counted_and_nothing_is_kept_in_their_browser,
    whoever_forbids_it_is_not_counted,
    the_counts_know_nobody,
    a_link_for_one_person_counts_as_any_other,
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
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
