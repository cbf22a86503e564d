"""Cookie Policy, Privacy Policy, Terms of Use, Refund Policy; their versions; a feed."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from chatsync.privacy.areas import in_language
from chatsync.privacy.queries import newest_versions, policy_versions
from chatsync.site.addresses import absolute_address
from chatsync.site.chapters import with_chapters
from chatsync.site.policies import POLICIES, Policy, body_of, words_of
from chatsync.site.policy_versions import difference

_IN_THE_FEED = 50


@require_safe
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """The text as it holds now, with the date of its version once that is kept."""
    shown, language = POLICIES[key], get_language() or "en"
    newest = next(iter(policy_versions(key)), None)
    is_kept = newest is not None and newest.text(language) == words_of(shown, language)
    body = mark_safe(body_of(shown, language))  # noqa: S308  our own template, escaped there
    body, chapters = with_chapters(body)
    return render(
        request,
        "site/policy.html",
        {
            **_named(shown, language),
            "body": body,
            "chapters": chapters,
            "preferences": in_language("/cookies/preferences", language),
            "is_on_cookies": key == "cookies",
            "version": newest if is_kept else None,
        },
    )


@require_safe
def changes(request: HttpRequest, key: str) -> HttpResponse:
    """All versions with date and reason."""
    shown, language = POLICIES[key], get_language() or "en"
    versions = [
        {"version": version, "reason": gettext(version.reason), "is_first": place == 0}
        for place, version in enumerate(reversed(policy_versions(key)))
    ]
    facts = _named(shown, language) | {"versions": versions[::-1]}
    return render(request, "site/policy_changes.html", facts)


@require_safe
def change(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What one version changed against the one before it."""
    shown, language = POLICIES[key], get_language() or "en"
    after, before = _pair(key, number)
    facts = {
        "version": after,
        "reason": gettext(after.reason),
        "earlier": before,
        "blocks": difference(before.text(language) if before else "", after.text(language)),
    }
    return render(request, "site/policy_change.html", _named(shown, language) | facts)


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """The newest changes of all policies (Atom, RFC 4287)."""
    language = get_language() or "en"
    here = absolute_address(in_language("/policies.atom", language))
    told = Atom1Feed(
        title=gettext("Changes of our policies"),
        link=absolute_address(in_language("/cookies/changes", language)),
        description="",
        feed_url=here,
        language=language,
        author_name=settings.OPERATOR_NAME or "ChatSync",
    )
    for version in newest_versions(_IN_THE_FEED):
        link = absolute_address(in_language(f"/{version.policy}/changes/{version.id}", language))
        told.add_item(
            title=gettext(POLICIES[version.policy].title),
            link=link,
            description=gettext(version.reason),
            unique_id=link,
            pubdate=version.made_at,
            updateddate=version.made_at,
        )
    return HttpResponse(told.writeString("utf-8"), content_type=told.content_type)


def _pair(key: str, number: int) -> tuple[Any, Any]:
    versions = policy_versions(key)
    for place, version in enumerate(versions):
        if version.id == number:
            return version, versions[place + 1] if place + 1 < len(versions) else None
    raise Http404


def _named(shown: Policy, language: str) -> dict[str, Any]:
    address = shown.address(language)
    return {
        "title": gettext(shown.title),
        "says": gettext(shown.says),
        "address": address,
        "changes": f"{address}/changes",
        "feed": in_language("/policies.atom", language),
    }
