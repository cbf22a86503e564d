from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0004_draft_revision")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="refers_to",
            field=models.CharField(max_length=256, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="details",
            field=models.JSONField(null=True),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("refers_to__isnull", False)),
                fields=["workspace_id", "number_id", "refers_to"],
                name="message_marks",
            ),
        ),
    ]
