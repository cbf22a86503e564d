from django.db import migrations, models

import chatsync.kit.clock
import chatsync.kit.ids
import chatsync.kit.tenancy
from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [("inbox", "0012_report_age")]

    operations = [
        migrations.CreateModel(
            name="Erasure",
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
                ("contact_id", models.UUIDField()),
                ("asked_by_id", models.UUIDField()),
                ("asked_at", models.DateTimeField(default=chatsync.kit.clock.now)),
                ("done_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace_id", "contact_id"), name="erasure_once"
                    )
                ],
            },
        ),
        *tenant_table("inbox_erasure", referenced=False),
    ]
