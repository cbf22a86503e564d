from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0003_parked_field")]

    operations = [
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=models.Q(("state", "queued")),
                fields=["pair_id", "id"],
                name="dispatch_pair",
            ),
        ),
    ]
