"""CP-3.3: landing traffic is analysed to measure signup rates. Not built: nothing is counted."""

from django.apps import apps
from django.test import Client
from django.urls import path

from chatsync.config.urls import urlpatterns
from chatsync.site.views import pages
from tests.promises.proving import Mutant, checks, with_settings, without
from tests.tenancy.routes import routes


def there_is_no_landing_page() -> None:
    assert not [route.text for route in routes() if route.text.startswith(("l/", "ur/l/"))]
    assert Client().get("/l/spring").status_code == 404


def nothing_counts_visits() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert not {table for table in tables if "visit" in table or "landing" in table}


class _Table:
    db_table = "site_landingvisit"


class _Model:
    _meta = _Table


class _Routes:
    urlpatterns = (*urlpatterns, path("l/<slug:landing>", pages.home))


PROOFS = (there_is_no_landing_page, nothing_counts_visits)
MUTANTS = (
    Mutant(
        "a landing page appears unannounced",
        there_is_no_landing_page,
        with_settings(ROOT_URLCONF=_Routes),
    ),
    Mutant(
        "visits are counted",
        nothing_counts_visits,
        without("tests.promises.test_cp_3_3.apps.get_models", lambda: [_Model]),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
