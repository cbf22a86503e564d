from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chatsync.kit.clock
import chatsync.kit.ids
import chatsync.kit.tenancy
from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("workspaces", "0008_retention"),
    ]

    operations = [
        migrations.CreateModel(
            name="StepIn",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(
                        default=chatsync.kit.tenancy.current_workspace, editable=False
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=chatsync.kit.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "begun_at",
                    models.DateTimeField(default=chatsync.kit.clock.now, editable=False),
                ),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("workspace_id", "person"),
                        name="step_in_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__lte", models.F("begun_at") + timedelta(minutes=60))
                        ),
                        name="step_in_ends",
                    ),
                ],
            },
        ),
        *tenant_table("workspaces_stepin", searchable=True),
    ]
