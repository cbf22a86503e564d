from django.db import migrations, models

import chatsync.kit.ids


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_policy_versions")]

    operations = [
        migrations.CreateModel(
            name="Closure",
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
                ("workspace", models.UUIDField(unique=True)),
                ("closed_at", models.DateTimeField()),
                ("closed_by_id", models.UUIDField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("digest", models.BinaryField(default=b"", max_length=32)),
            ],
        ),
    ]
