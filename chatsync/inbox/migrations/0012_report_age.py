from django.db import migrations, models

from chatsync.kit.ids import uuid7


class Migration(migrations.Migration):
    """Reports get the key (workspace, id): ids rise as we store, so that old ones are found."""

    dependencies = [("inbox", "0011_note_once")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE inbox_statusreport DROP CONSTRAINT inbox_statusreport_pkey",
                    migrations.RunSQL.noop,
                ),
                migrations.RunSQL(
                    "ALTER TABLE inbox_statusreport ADD PRIMARY KEY (workspace_id, id)",
                    migrations.RunSQL.noop,
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="statusreport",
                    name="id",
                    field=models.UUIDField(default=uuid7, editable=False),
                ),
                migrations.AddField(
                    model_name="statusreport",
                    name="pk",
                    field=models.CompositePrimaryKey(
                        "workspace_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        )
    ]
