"""Addresses of the operator's pages. Forms ask first for the confirmation."""

from django.urls import path

from chatsync.accounts.confirming import confirm_first
from chatsync.ops.gate import for_operators
from chatsync.ops.views import (
    billing,
    campaigns,
    desk,
    desk_deeds,
    front,
    incidents,
    invitations,
    landing_draft,
    landings,
    limits,
    mail,
    messages,
    newsletter,
    operators,
    parked,
    parked_deeds,
    plan,
    speed,
    standing,
    step_in,
    tenants,
    traffic,
    transfers,
)

_LANDING = "ops/landings/<slug:slug>"
_DRAFT = f"{_LANDING}/<str:variant>"
_TENANT = "ops/tenants/<str:tenant>"
_PARKED = "ops/parked/<str:tenant>/<uuid:parked>"
_TRANSFER = "ops/transfers/<str:tenant>/<uuid:transfer>"
_ASKED = "ops/desk/<uuid:asked>"

urlpatterns = [
    path("ops", for_operators(front.front), name="ops"),
    path("ops/tenants", for_operators(tenants.tenants), name="ops_tenants"),
    path(_TENANT, for_operators(tenants.tenant), name="ops_tenant"),
    path(f"{_TENANT}/plan", for_operators(confirm_first(plan.plan)), name="ops_plan"),
    path(f"{_TENANT}/limits", for_operators(confirm_first(limits.limits)), name="ops_limits"),
    path(
        f"{_TENANT}/standing", for_operators(confirm_first(standing.standing)), name="ops_standing"
    ),
    path(f"{_TENANT}/step-in", for_operators(confirm_first(step_in.step_in)), name="ops_step_in"),
    path(f"{_TENANT}/step-in/end", for_operators(step_in.leave), name="ops_step_out"),
    path("ops/operators", for_operators(operators.operators), name="ops_operators"),
    path(
        "ops/operators/<uuid:operator_id>/removal",
        for_operators(confirm_first(operators.removal)),
        name="ops_removal",
    ),
    path("ops/parked", for_operators(parked.parked), name="ops_parked"),
    path(
        "ops/parked/again/<str:cause>",
        for_operators(confirm_first(parked_deeds.again_all)),
        name="ops_parked_again_all",
    ),
    path(_PARKED, for_operators(parked.parked_update), name="ops_parked_update"),
    path(
        f"{_PARKED}/again",
        for_operators(confirm_first(parked_deeds.again)),
        name="ops_parked_again",
    ),
    path(
        f"{_PARKED}/discard",
        for_operators(confirm_first(parked_deeds.throw_away)),
        name="ops_parked_discard",
    ),
    path("ops/messages", for_operators(messages.messages), name="ops_messages"),
    path(
        "ops/messages/<uuid:message>",
        for_operators(confirm_first(messages.message)),
        name="ops_message",
    ),
    path("ops/newsletter", for_operators(newsletter.issues), name="ops_newsletter"),
    path(
        "ops/newsletter/new",
        for_operators(confirm_first(newsletter.new_issue)),
        name="ops_issue_new",
    ),
    path(
        "ops/newsletter/<uuid:issue>",
        for_operators(confirm_first(newsletter.issue)),
        name="ops_issue",
    ),
    path("ops/incidents", for_operators(incidents.incidents), name="ops_incidents"),
    path(
        "ops/incidents/new",
        for_operators(confirm_first(incidents.new_incident)),
        name="ops_incident_new",
    ),
    path(
        "ops/incidents/<uuid:incident>",
        for_operators(confirm_first(incidents.incident)),
        name="ops_incident",
    ),
    path("ops/billing", for_operators(billing.events), name="ops_billing"),
    path("ops/billing/<uuid:event>", for_operators(billing.event), name="ops_billing_event"),
    path(
        "ops/billing/<uuid:event>/again",
        for_operators(confirm_first(billing.again)),
        name="ops_billing_again",
    ),
    path("ops/transfers", for_operators(transfers.transfers), name="ops_transfers"),
    path(_TRANSFER, for_operators(confirm_first(transfers.transfer)), name="ops_transfer"),
    path(f"{_TRANSFER}/receipt", for_operators(transfers.receipt), name="ops_receipt"),
    path("ops/mail", for_operators(mail.mails), name="ops_mail"),
    path(
        "ops/mail/<uuid:mail>/again",
        for_operators(confirm_first(mail.again)),
        name="ops_mail_again",
    ),
    path(
        "ops/mail/<uuid:mail>/stop",
        for_operators(confirm_first(mail.stopping)),
        name="ops_mail_stop",
    ),
    path("ops/invitations", for_operators(invitations.invitations), name="ops_invitations"),
    path(
        "ops/invitations/new", for_operators(confirm_first(invitations.invite)), name="ops_invite"
    ),
    path(
        "ops/invitations/<uuid:invitation>/revoke",
        for_operators(confirm_first(invitations.revoking)),
        name="ops_invitation_revoke",
    ),
    path("ops/campaigns", for_operators(campaigns.campaigns), name="ops_campaigns"),
    path(
        "ops/campaigns/<int:word>/removal",
        for_operators(campaigns.taking_out),
        name="ops_campaign_removal",
    ),
    path("ops/landings", for_operators(landings.landing_list), name="ops_landings"),
    path(_LANDING, for_operators(landings.landing), name="ops_landing"),
    path(
        f"{_LANDING}/split",
        for_operators(confirm_first(landings.splitting)),
        name="ops_landing_split",
    ),
    path(
        f"{_LANDING}/standing",
        for_operators(confirm_first(landings.standing)),
        name="ops_landing_standing",
    ),
    path(
        f"{_LANDING}/removal",
        for_operators(confirm_first(landings.deleting)),
        name="ops_landing_delete",
    ),
    path(_DRAFT, for_operators(landing_draft.draft), name="ops_landing_draft"),
    path(
        f"{_DRAFT}/preview/<str:language>",
        for_operators(landing_draft.preview),
        name="ops_landing_preview",
    ),
    path(
        f"{_DRAFT}/card/<str:language>.jpg",
        for_operators(landing_draft.card),
        name="ops_landing_card",
    ),
    path(
        f"{_DRAFT}/publication",
        for_operators(confirm_first(landings.publishing)),
        name="ops_landing_publish",
    ),
    path(
        f"{_DRAFT}/versions/<int:version>/draft",
        for_operators(confirm_first(landings.restoring)),
        name="ops_landing_restore",
    ),
    path(
        f"{_DRAFT}/versions/<int:version>/preview/<str:language>",
        for_operators(landing_draft.looking_back),
        name="ops_landing_version",
    ),
    path(f"{_DRAFT}/new/<str:kind>", for_operators(landing_draft.adding), name="ops_landing_add"),
    path(
        f"{_DRAFT}/blocks/<str:block>",
        for_operators(landing_draft.editing),
        name="ops_landing_block",
    ),
    path(
        f"{_DRAFT}/blocks/<str:block>/place",
        for_operators(landing_draft.arranging),
        name="ops_landing_arrange",
    ),
    path("ops/desk", for_operators(desk.queue), name="ops_desk"),
    path("ops/desk/new", for_operators(desk.enter), name="ops_desk_new"),
    path(_ASKED, for_operators(desk.request_page), name="ops_desk_request"),
    # A long answer would be lost if sending it led to the confirmation first: its page asks itself.
    path(f"{_ASKED}/answer", for_operators(desk_deeds.answering), name="ops_desk_answer"),
    path(f"{_ASKED}/notes", for_operators(desk_deeds.noting), name="ops_desk_note"),
    path(f"{_ASKED}/holder", for_operators(desk_deeds.holding), name="ops_desk_holder"),
    path(
        f"{_ASKED}/state",
        for_operators(confirm_first(desk_deeds.moving)),
        name="ops_desk_state",
    ),
    path(
        f"{_ASKED}/extension",
        for_operators(confirm_first(desk_deeds.extending)),
        name="ops_desk_extension",
    ),
    path(
        f"{_ASKED}/identity",
        for_operators(confirm_first(desk_deeds.identifying)),
        name="ops_desk_identity",
    ),
    path(
        f"{_ASKED}/details",
        for_operators(confirm_first(desk_deeds.correcting)),
        name="ops_desk_details",
    ),
    path("ops/speed", for_operators(speed.speed_page), name="ops_speed"),
    path("ops/speed/<str:part>.csv", for_operators(speed.speed_file), name="ops_speed_file"),
    path("ops/traffic", for_operators(traffic.traffic_page), name="ops_traffic"),
    path(
        "ops/traffic/<str:part>.csv", for_operators(traffic.traffic_file), name="ops_traffic_file"
    ),
    path("ops/<path:rest>", for_operators(tenants.unknown)),
]
