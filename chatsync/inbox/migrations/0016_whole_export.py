from django.db import migrations, models

import chatsync.kit.clock
import chatsync.kit.ids
import chatsync.kit.tenancy
from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [("inbox", "0015_quick")]

    operations = [
        migrations.CreateModel(
            name="WholeExport",
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
                ("asked_by_id", models.UUIDField()),
                ("asked_at", models.DateTimeField(default=chatsync.kit.clock.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("making", "Making"),
                            ("ready", "Ready"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="making",
                        max_length=9,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("stored_as", models.CharField(blank=True, default="", max_length=200)),
                ("size", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace_id", "asked_at"], name="whole_export_age")
                ],
            },
        ),
        *tenant_table("inbox_wholeexport", referenced=False),
    ]
