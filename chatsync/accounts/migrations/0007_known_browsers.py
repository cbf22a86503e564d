from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_own_export")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="known_browsers",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
