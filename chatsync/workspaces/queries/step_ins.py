"""Reading who looks into a workspace."""

from uuid import UUID

from django.db import connection

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import StepIn
from chatsync.workspaces.schemas import StepInOut


def step_ins_of(workspace_id: UUID) -> list[StepIn]:
    """The step-ins that run in a workspace, the longest-running first."""
    with scope(workspace_id):
        running = StepIn.objects.filter(
            ended_at=None, ends_at__gt=now(), person__is_operator=True, person__is_active=True
        )
        return list(running.select_related("person").order_by("id"))


def step_ins_told(workspace_id: UUID) -> list[StepInOut]:
    """The same, as every member reads it."""
    return [
        StepInOut(
            id=row.id,
            name=row.person.name,
            reason=row.reason,
            begun_at=row.begun_at,
            ends_at=row.ends_at,
        )
        for row in step_ins_of(workspace_id)
    ]


def own_step_in(workspace_id: UUID, operator: Person) -> StepIn | None:
    """The operator's step-in that runs in a workspace."""
    with scope(workspace_id):
        running = StepIn.objects.filter(person=operator, ended_at=None, ends_at__gt=now())
        found: StepIn | None = running.first()
    return found


def looked_into_by(person_id: UUID) -> list[UUID]:
    """The workspaces into which somebody looks now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_step_ins(%s)", [person_id])
        return [row[0] for row in cursor.fetchall()]
