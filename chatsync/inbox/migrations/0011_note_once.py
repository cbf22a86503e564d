from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0010_newest")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="client_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_id__isnull", False)),
                fields=("workspace_id", "client_id"),
                name="note_client_once",
            ),
        ),
    ]
