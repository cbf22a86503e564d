import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chatsync.kit.clock
import chatsync.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("workspaces", "0009_step_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="BusinessInvitation",
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
                ("digest", models.BinaryField(max_length=32)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("made_at", models.DateTimeField(default=chatsync.kit.clock.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("workspace_id", models.UUIDField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("digest",), name="business_invitation_digest")
                ],
            },
        ),
    ]
