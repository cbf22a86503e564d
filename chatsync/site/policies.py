"""The four policies: which there are, what their texts are drawn from, and their plain words."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from chatsync.billing.bank import bank_here
from chatsync.desk.addresses import FORM
from chatsync.desk.models import EXTENSION, TIME_TO_ANSWER
from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import in_language
from chatsync.privacy.entries import US, Entry, Purpose, Tier, Vendor
from chatsync.privacy.log_lines import FIELDS
from chatsync.privacy.measured import was_seen
from chatsync.privacy.payment import payment_here
from chatsync.privacy.queries import checkout_measured
from chatsync.privacy.registry import BEACON, entries_in_use
from chatsync.privacy.retention import kept_for, retention_lines
from chatsync.privacy.streams import STREAMS, outbound_here
from chatsync.privacy.told import told_lifetime, told_span
from chatsync.privacy.vendors.addons import tried_with, tried_with_ours
from chatsync.site.browser_help import BROWSERS
from chatsync.workspaces.models import CLOSING_GRACE

LANGUAGES = ("en", "ur")
_BLOCKS = re.compile(r"</?(?:p|li|h[1-6]|dt|dd|article|section|ul|ol|dl|div|summary|tr)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Policy:
    """One of the texts. `key` is its address and the name of its template."""

    key: str
    title: str
    says: str

    @property
    def template(self) -> str:
        return f"site/policies/{self.key}.html"

    def address(self, language: str) -> str:
        return in_language(f"/{self.key}", language)


COOKIES = Policy(
    "cookies",
    gettext_noop("Cookie Policy"),
    gettext_noop("Everything this installation may keep in your browser, and how to refuse it."),
)
PRIVACY = Policy(
    "privacy",
    gettext_noop("Privacy Policy"),
    gettext_noop("What is stored, where, for how long, who sees it, and what you can ask for."),
)
TERMS = Policy(
    "terms",
    gettext_noop("Terms of Use"),
    gettext_noop("What you may expect from this installation, and what it expects from you."),
)
REFUND = Policy(
    "refund",
    gettext_noop("Refund Policy"),
    gettext_noop("When money is given back, how much, and how to ask."),
)
POLICIES = {policy.key: policy for policy in (COOKIES, PRIVACY, TERMS, REFUND)}


def body_of(policy: Policy, language: str) -> str:
    """The text of a policy as it holds now, as HTML. It depends on nobody who reads it."""
    with translation.override(language):
        return render_to_string(policy.template, _facts(language))


def words_of(policy: Policy, language: str) -> str:
    """The same as plain words, one block a line: what versions keep and compare."""
    text = unescape(_TAGS.sub("", _BLOCKS.sub("\n", body_of(policy, language))))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _facts(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "operator": operator(),
        "tiers": {
            tier.name.lower(): [_card(it) for it in _entries() if it.tier is tier] for tier in Tier
        },
        "infrastructure": [_card(it) for it in settings.INFRASTRUCTURE_COOKIES],
        "purposes": [gettext(purpose) for purpose in _purposes()],
        "vendors": [_company(vendor) for vendor in vendors()],
        "payment": _paying(),
        "sells": settings.BILLING,
        "bank": bank_here() is not None,
        "bucket": settings.BUCKET,
        "pricing": in_language("/pricing", language),
        "addons": _addons(),
        "is_own": settings.OWN_MEASURING,
        "own_addon": _own_addon(),
        "browsers": [browser.told() for browser in BROWSERS],
        "streams": [_stream(stream) for stream in STREAMS],
        "fields": [(name, gettext(meaning)) for name, meaning in FIELDS.items()],
        "hosts": [
            {"name": gettext(it.name), "sends": gettext(it.sends), "hosts": it.hosts()}
            for it in outbound_here()
        ],
        "kept": [{"line": line, "span": told_span(line.keeps)} for line in retention_lines()],
        "stays": {name: told_span(kept_for(name)) for name in ("billing_events", "receipts")},
        "closing_days": CLOSING_GRACE.days,
        "backup_days": settings.BACKUP_DAYS,
        "links": {policy.key: policy.address(language) for policy in POLICIES.values()},
        "proof": in_language("/cookies/proof", language),
        "preferences": in_language("/cookies/preferences", language),
        "desk": in_language(FORM, language),
        "has_mailbox": has_mailbox(),
        "days": TIME_TO_ANSWER.days,
        "more": EXTENSION.days,
        "is_open": settings.SIGNUP == "open",
        "countries": settings.SIGNUP_COUNTRY_CODES,
    }


def operator() -> dict[str, str]:
    """Who runs this installation. On one's own machine nobody needs to have said it."""
    name = settings.OPERATOR_NAME or gettext("the people who run this installation")
    return {
        "name": name,
        "address": settings.OPERATOR_ADDRESS,
        "country": settings.OPERATOR_COUNTRY,
        "mail": settings.PRIVACY_EMAIL,
    }


def has_mailbox() -> bool:
    """Whether mail to the desk is taken up by itself."""
    return settings.PRIVACY_MAILBOX is not None and bool(settings.PRIVACY_EMAIL)


def vendors() -> tuple[Vendor, ...]:
    """The companies beside us whose service a page of this installation may use."""
    return (settings.MEASURING.vendor,) if settings.MEASURING else ()


def paid_to() -> tuple[Vendor, ...]:
    """Paddle and every company inside its frame, where plans are paid through it."""
    payment = payment_here()
    return payment.companies if payment else ()


def _entries() -> list[Entry]:
    companies = (*vendors(), *paid_to())
    return [*entries_in_use(), *(entry for company in companies for entry in company.entries)]


def _purposes() -> list[Purpose]:
    companies = (*vendors(), *paid_to())
    used = {it.purpose for it in _entries()} | {company.purpose for company in companies}
    return [purpose for purpose in Purpose if purpose in used]


def _card(entry: Entry) -> dict[str, str]:
    return {
        "name": entry.name.replace(".*", "*") if entry.is_pattern else entry.name,
        "kind": gettext(entry.kind),
        "purpose": gettext(entry.purpose),
        "holds": gettext(entry.holds),
        "setter": operator()["name"] if entry.setter == US else entry.setter,
        "lifetime": told_lifetime(entry.lifetime),
        "flags": ", ".join(sorted(entry.flags)),
        "switched_on_by": gettext(entry.switched_on_by),
    }


def _company(vendor: Vendor) -> dict[str, Any]:
    return {
        "vendor": vendor,
        "purpose": gettext(vendor.purpose),
        "country": gettext(vendor.country),
        "sends": gettext(vendor.sends),
        "switched_on_by": gettext(vendor.switched_on_by),
        "measured_on": vendor.measured_on.isoformat() if vendor.measured_on else "",
    }


def _paying() -> dict[str, Any] | None:
    """Tier C: each company with what was seen of it here, if anybody looked."""
    payment = payment_here()
    if payment is None:
        return None
    seen = checkout_measured(payment)
    companies = []
    for company in payment.companies:
        told = {**_company(company), "is_paid_to": True, "is_measured": seen is not None}
        told["was_seen"] = seen is not None and was_seen(company, seen.hosts, seen.items)
        companies.append(told)
    return {
        "companies": companies,
        "measured_on": seen.measured_at.date().isoformat() if seen else "",
        "browser": seen.browser if seen else "",
        "undeclared": seen.undeclared if seen else [],
    }


def _addons() -> dict[str, Any] | None:
    """What a blocking add-on was seen to stop of the service in the slot."""
    if settings.MEASURING is None:
        return None
    tried = tried_with(settings.MEASURING)
    return {
        "name": tried.name,
        "version": tried.version,
        "company": settings.MEASURING.vendor.name,
        "on": tried.on.isoformat(),
        "stops": tried.stops.value,
        "lines": tried.lines,
    }


def _own_addon() -> dict[str, str] | None:
    """The same of what our own pages send, with the line that stops it."""
    if not settings.OWN_MEASURING:
        return None
    tried = tried_with_ours(settings.BASE_URL, BEACON.name)
    return {
        "name": tried.name,
        "version": tried.version,
        "on": tried.on.isoformat(),
        "stops": tried.stops.value,
        "line": tried.lines[0],
    }


def _stream(stream: Any) -> dict[str, Any]:
    return {
        "name": gettext(stream.name),
        "tells": gettext(stream.tells),
        "recipient": gettext(stream.recipient),
        "days": stream.days(),
        "fields": stream.fields,
    }
