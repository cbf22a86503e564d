"""How far views of a landing page come is counted exactly, without knowing whose they are."""

import random
import time
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing

from chatsync.analytics.actions.campaigns import list_word
from chatsync.analytics.actions.funnel import Step, note_sign_up
from chatsync.analytics.actions.landings import split
from chatsync.analytics.models import Funnel, FunnelMark, SignUpOrigin, UtmKind, Variant
from chatsync.analytics.tests.make import a_landing, block
from chatsync.analytics.tests.traffic import BOT, DESKTOP
from chatsync.analytics.tests.visits import Visit, steps
from chatsync.analytics.tickets import VALID_FOR, Origin, read_ticket, write_ticket
from chatsync.config import wiring
from chatsync.kit.clock import moved, now
from chatsync.privacy.purging import purge
from chatsync.site.arrivals import note_first_messages
from chatsync.site.pending import KEPT_FOR
from chatsync.site.tests.stand import ORIGIN

assert wiring.__doc__


@pytest.fixture(autouse=True)
def _stage(settings: Any) -> None:
    settings.EMAIL_BACKEND = "chatsync.jobs.mail.QueuedMail"
    settings.ACCOUNT_RATE_LIMITS = {}
    a_landing("spring", block("hero"))


def test_each_step_is_counted_for_the_page_variant_campaign_and_day() -> None:
    list_word(UtmKind.CAMPAIGN, "eid")
    visit = Visit()
    visit.go("/l/spring?utm_campaign=eid", Step.MESSAGED)
    note_first_messages()
    assert steps() == (1, 1, 1, 1, 1, 1)
    row = Funnel.objects.get()
    assert (row.landing, row.variant, row.campaign, row.day) == ("spring", "a", "eid", now().date())


@pytest.mark.parametrize("last", list(Step)[2:5])
def test_who_stops_is_counted_as_far_as_they_came(last: Step) -> None:
    Visit().go("/ur/l/spring", last)
    reached = list(Step).index(last) + 1
    assert steps() == (1,) * reached + (0,) * (6 - reached)


def test_a_view_is_counted_once_at_each_step_however_often_it_is_reloaded() -> None:
    visit = Visit()
    visit.view("/l/spring")
    for _turn in range(3):
        visit.call()
    for _turn in range(2):
        visit.submit()
    assert steps() == (1, 1, 1, 1, 0, 0)


def test_a_form_of_the_page_leads_back_into_the_same_view() -> None:
    a_landing("halves", block("hero"))
    a_landing("halves", block("hero", title="Variant B"), variant=Variant.B)
    split("halves", 50)
    for number in range(10):
        visit = Visit(f"b{number}@example.com")
        variant = visit.view("/l/halves?utm_campaign=eid")
        assert [visit.answer() for _turn in range(3)] == [variant] * 3
        visit.onward = f"/ur{visit.onward}"
        visit.answer()
        visit.call()
    assert steps(landing="halves") == (10, 10, 10, 0, 0, 0)


def test_the_address_of_a_view_passed_on_to_others_begins_another() -> None:
    visit = Visit()
    visit.view("/l/spring")
    for referer in ("https://elsewhere.example/", f"{ORIGIN}/", ""):
        Visit().view(visit.onward, **({"Referer": referer} if referer else {}))
    assert steps() == (4, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("headers", [{"DNT": "1"}, {"Sec_GPC": "1"}, {"Sec_Purpose": "prefetch"}])
def test_whoever_forbids_it_is_left_out_of_every_step(headers: dict[str, str]) -> None:
    Visit().go("/l/spring", Step.VERIFIED, **headers)
    assert steps() == (0,) * 6
    assert not SignUpOrigin.objects.exists()
    assert not FunnelMark.objects.exists()


def test_whoever_forbids_it_on_the_way_is_counted_no_further() -> None:
    visit = Visit()
    visit.view("/l/spring")
    visit.call()
    visit.submit(DNT="1")
    visit.verify()
    assert steps() == (1, 1, 1, 0, 0, 0)


def test_whoever_forbids_it_before_the_code_is_typed_is_no_sign_up_of_the_counts() -> None:
    visit = Visit()
    visit.go("/l/spring", Step.SUBMITTED)
    visit.verify(Sec_GPC="1")
    assert visit.workspace_id
    assert steps() == (1, 1, 1, 1, 0, 0)
    assert not SignUpOrigin.objects.exists()


def test_a_head_request_is_no_step() -> None:
    visit = Visit()
    visit.view("/l/spring")
    assert visit.guest.head(visit.link, headers={"User-Agent": DESKTOP}).status_code == 200
    assert steps() == (1, 0, 0, 0, 0, 0)


def test_a_program_leaves_no_trace_in_the_sign_up() -> None:
    visit = Visit()
    answer: Any = visit.guest.come("/l/spring", BOT)
    assert "via=" not in answer.content.decode()
    assert steps() == (0,) * 6


def test_a_made_up_ticket_is_as_good_as_none_and_the_sign_up_works() -> None:
    forged = signing.dumps(["spring", "a", "", "2026-01-01", "x"], key="another", salt="x")
    for via in (forged, "x" * 9_000, "a:b:c", "", "\x00"):
        assert read_ticket(via) is None
        visit = Visit(via=via)
        visit.guest.come("/signup")
        assert visit.submit().status_code == 302
    assert steps() == (0,) * 6


def test_a_ticket_ends_within_a_day() -> None:
    ticket = write_ticket(Origin("spring", "a", "", now().date()))
    assert read_ticket(ticket)
    with pytest.MonkeyPatch.context() as late:
        late.setattr(time, "time", lambda: now().timestamp() + 21 * 3600)
        assert read_ticket(ticket) is None


def test_the_origin_is_sealed_until_the_first_message_and_no_longer_than_thirty_days() -> None:
    first, second = Visit("a@example.com"), Visit("b@example.com")
    for visit in (first, second):
        visit.go("/l/spring", Step.VERIFIED)
    assert all(b"spring" not in bytes(row.sealed) for row in SignUpOrigin.objects.all())
    for model in (SignUpOrigin, FunnelMark):
        moments = model.objects.values_list("at", flat=True)
        assert {at.replace(minute=0, second=0, microsecond=0) for at in moments} == set(moments)
    note_first_messages()
    assert SignUpOrigin.objects.count() == 2
    first.receive()
    for _turn in range(2):
        note_first_messages()
    assert [row.workspace_id for row in SignUpOrigin.objects.all()] == [second.workspace_id]
    for days, is_kept in ((29, True), (31, False)):
        with moved(timedelta(days=days)):
            purge()
        assert SignUpOrigin.objects.exists() == is_kept
    assert steps() == (2, 2, 2, 2, 2, 1)


def test_marks_outlive_their_tickets_and_go_within_a_day() -> None:
    """A mark may be an hour older than it says."""
    Visit().go("/l/spring", Step.SHOWN)
    kept_at_least = VALID_FOR + KEPT_FOR + timedelta(hours=1)
    for hours, are_kept in ((kept_at_least / timedelta(hours=1), True), (25, False)):
        with moved(timedelta(hours=hours)):
            purge()
        assert FunnelMark.objects.exists() == are_kept


def test_the_counts_of_a_day_go_after_two_years() -> None:
    Visit().view("/l/spring")
    assert steps()[0] == 1
    for days, is_kept in ((740, True), (760, False)):
        with moved(timedelta(days=days)):
            purge()
        assert Funnel.objects.exists() == is_kept


def test_one_view_makes_one_workspace_in_the_counts() -> None:
    ticket = read_ticket(write_ticket(Origin("spring", "a", "", now().date())))
    assert ticket
    for _turn in range(2):
        note_sign_up(ticket, uuid4())
    assert steps()[4] == SignUpOrigin.objects.count() == 1


def test_five_hundred_visits_to_five_pages_and_two_variants_equal_the_counts() -> None:
    chance = random.Random(7)
    list_word(UtmKind.CAMPAIGN, "eid")
    pages = ["spring", "tea", "shops", "teams", "eid-offer"]
    for slug in pages[1:]:
        a_landing(slug, block("hero"))
    for slug in pages:
        a_landing(slug, block("call", title="Variant B"), variant=Variant.B)
        split(slug, 40)
    expected: Counter[tuple[str, str, str, Step]] = Counter()
    for turn in range(500):
        slug = chance.choice(pages)
        campaign = chance.choice(["", "eid", "other"])
        last = chance.choices(list(Step)[2:], [85, 8, 4, 3])[0] if turn % 2 else Step.VIEWED
        forbids = chance.random() < 0.1
        query = f"?utm_campaign={campaign}-{turn if campaign == 'other' else ''}".rstrip("-")
        path = f"/l/{slug}{query if campaign else ''}"
        visit = Visit(f"visitor{turn}@example.com")
        variant = visit.go(path, last, **({"DNT": "1"} if forbids else {}))
        if forbids:
            continue
        for step in list(Step)[: list(Step).index(last) + 1]:
            expected[slug, variant, campaign, step] += 1
    note_first_messages()
    steps()
    counted = {
        (row.landing, row.variant, row.campaign, step): getattr(row, step)
        for row in Funnel.objects.all()
        for step in Step
        if getattr(row, step)
    }
    assert counted == dict(expected)
    assert {variant for _slug, variant, _campaign, _step in counted} == {"a", "b"}
    for row in Funnel.objects.all():
        told = [getattr(row, step) for step in Step]
        assert told == sorted(told, reverse=True)
