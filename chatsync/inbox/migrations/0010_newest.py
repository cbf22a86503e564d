from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0009_settled")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["workspace_id", "-sent_at", "-id"], name="message_newest"),
        ),
    ]
