from django.db import migrations, models

_QUEUED = models.Q(("state", "queued"))


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_dispatch_pair")]

    operations = [
        migrations.RemoveIndex(model_name="dispatch", name="dispatch_due"),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=_QUEUED, fields=["number_id", "priority", "id"], name="dispatch_turn"
            ),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=_QUEUED, fields=["number_id", "due_at"], name="dispatch_due"
            ),
        ),
    ]
