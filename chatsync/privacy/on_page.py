"""What a page of ours shows of consent and signals while it is drawn."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.consent import Consent, consent_of, is_asking_page, scripts_run
from chatsync.privacy.question import banner_words
from chatsync.privacy.vendors.adapter import Script


@dataclass(frozen=True)
class OnPage:
    """Looked up only where a template asks: an error page must not need the database."""

    request: HttpRequest

    @cached_property
    def consent(self) -> Consent:
        return consent_of(self.request)

    @cached_property
    def banner(self) -> dict[str, str] | None:
        """The words of the banner where this page has to ask."""
        consent = self.consent
        if not consent.asks or not is_asking_page(self.request.path):
            return None
        return banner_words(consent.vendor, is_own=consent.is_own)

    @cached_property
    def scripts(self) -> tuple[Script, ...]:
        """The measuring service's scripts where this page loads them."""
        adapter = self.consent.adapter if scripts_run(self.request) else None
        return adapter.scripts if adapter else ()

    @cached_property
    def arrives_bare(self) -> bool:
        """Whether the browser kept our cookies back, so that a stylesheet has to make up for it."""
        return area_of(self.request.path) is Area.PUBLIC and self.consent.is_withheld
