from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0006_number_health")]

    operations = [
        migrations.AddIndex(
            "number",
            models.Index(fields=["phone_number_id", "disconnected_at"], name="number_home"),
        ),
    ]
