import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chatsync.kit.clock
import chatsync.kit.ids


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_deleted_at")]

    operations = [
        migrations.CreateModel(
            name="OwnExport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chatsync.kit.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=chatsync.kit.clock.now)),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "Making"), ("ready", "Ready")],
                        default="making",
                        max_length=8,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("stored_as", models.CharField(blank=True, default="", max_length=200)),
                ("size", models.BigIntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
